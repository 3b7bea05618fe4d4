"""What the golden workshop decides, and who takes on what by when."""

from typing import Any

from tests.support.items import create

# Text, how it was taken, objections, and what it comes from: clusters and votes by their keys.
DECISIONS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    (
        "Ambito delle SSA confermato: migliorare l'attrattività delle scuole nelle aree svantaggiate",
        "consenso, nessuna obiezione",
        "",
        (),
    ),
    (
        "Si lavora per primi su laboratori e digitale (C2), spazi e cortili (C1), orientamento (C3)",
        "voto 1 come orientamento, poi consenso",
        "C1, C3, C4 e C6 sono a pari punti: la scelta fra loro è stata discussa e motivata a voce",
        ("C2", "C1", "C3", "V1"),
    ),
    (
        "Famiglie e lingue (C5) resta a menu anche se ultima nel voto: "
        "senza famiglie le altre azioni non arrivano",
        "richiesta della rappresentante dei genitori e della dirigente scolastica, accolta",
        "Il voto non rappresenta chi non era presente",
        ("C5", "V1"),
    ),
    (
        "Partono tre SSA: Cortile aperto, Il mestiere che non sapevo, Laboratorio di scienze mobile; "
        "le altre due in riserva",
        "voto 2 e matrice impatto/fattibilità",
        "",
        ("V2",),
    ),
    (
        "Dodici abbinamenti passano «in verifica»: nessun impegno giuridico fino all'atto",
        "consenso",
        "",
        (),
    ),
)

# What, who, by when.
COMMITMENTS: tuple[tuple[str, str, str], ...] = (
    ("Inviare il verbale e il menu in bozza", "Andrea C.", "2026-10-21"),
    ("Scheda tecnica del laboratorio con preventivo", "Rosaria D.", "2026-11-04"),
    ("Confermare per iscritto la liberalità entro il budget annuale", "Beatrice F.", "2026-11-15"),
    ("Bozza di proposta di patto per il cortile", "Ines T.", "2026-11-11"),
    ("Primi 4 nomi per «Il mestiere che non sapevo»", "Omar K.", "2026-11-06"),
    ("Verificare chi firma: Comune o scuola, per ogni abbinamento", "Carla R.", "2026-11-04"),
    ("Elenco seriale dei portatili e bozza di comodato", "Elena P.", "2026-11-18"),
    ("Cercare un'offerta per il corso di italiano a Baggio (bisogno scoperto B10)", "Paolo V.", "2026-11-25"),
)


def decision_op(place: int, ids: dict[str, str]) -> dict[str, Any]:
    """A create op for the decision at this place, from 0; `ids` of clusters and votes by key."""
    text, how, objections, keys = DECISIONS[place]
    said = {"text": text, "how": how, "objections": objections, "sources": [ids[key] for key in keys]}
    said = {name: value for name, value in said.items() if value}
    return create("decision", f"decision-{place + 1}", z=f"aY{place + 1}", number=place + 1, **said)


def commitment_op(place: int) -> dict[str, Any]:
    """A create op for the commitment at this place, from 0."""
    text, who, due = COMMITMENTS[place]
    return create("commitment", f"commitment-{place + 1}", z=f"aY{place + 1}", text=text, who=who, due=due)
