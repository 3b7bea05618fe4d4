"""What lies beside the notes, in sentences: lines, comments, links, pictures, shapes and groups."""

from collections.abc import Mapping, Sequence

from board.core.kinds import value_of
from board.core.relations import named_by
from board.core.scene import Record, Scene
from board.export.markdown_text import one_line
from board.export.strings import strings

NAME_LIMIT = 60  # code points of what an end of a line is called


def beside(items: Sequence[Record], scene: Scene, people: Mapping[str, str], locale: str) -> list[str]:
    """One list of all that, in reading order; nothing when there is none. Replies follow their comment."""
    lines = [line for item in items if (line := _line(item, scene, people, locale))]
    return ["\n".join(lines)] if lines else []


def sentence_of(connector: Record, scene: Scene, locale: str) -> str:
    """ "A" causes "B": a connector by its label, or by its direction where it has none."""
    _ = strings(locale).gettext
    ends = [name_of(named_by(connector[name]), scene, locale) for name in ("from", "to")]
    label, heads = value_of(connector, "label").strip(), value_of(connector, "heads")
    if heads == "start":
        ends.reverse()
    names = {"from": ends[0], "to": ends[1]}
    if label:
        return f"“{ends[0]}” {label} “{ends[1]}”"
    if heads in ("start", "end"):
        return _("Line from “%(from)s” to “%(to)s”") % names
    return _("Line between “%(from)s” and “%(to)s”") % names


def _line(item: Record, scene: Scene, people: Mapping[str, str], locale: str) -> str | None:
    _ = strings(locale).gettext
    kind, name = item["kind"], people.get(item["author"], "")
    if kind == "connector":
        return f"- {one_line(sentence_of(item, scene, locale))}"
    if kind in ("comment", "reply"):
        text = one_line(" ".join([item["text"], *_mentions(item, people)]))
        state = f" ({_('Resolved')})" if item.get("resolved", False) else ""
        what = _("Comment") if kind == "comment" else _("Reply")
        return f"{'' if kind == 'comment' else '  '}- **{what}**{state} {one_line(name)}: {text}"
    if kind == "link":
        address = "<" + item["url"].replace("<", "%3C").replace(">", "%3E") + ">"
        return f"- {one_line(item['title'])}: {address}" if item["title"].strip() else f"- {address}"
    words = {"shape": "text", "image": "alt", "cluster": "title"}.get(kind)
    if words is None or not item[words].strip():
        return None
    told = {
        "shape": _("Shape: %(text)s"),
        "image": _("Picture: %(text)s"),
        "cluster": _("Cluster: %(text)s"),
    }
    return f"- {told[kind] % {'text': one_line(item[words])}}"


def _mentions(item: Record, people: Mapping[str, str]) -> list[str]:
    """Who is meant and not named in the words."""
    names = [f"@{people[person]}" for person in item.get("mentions", []) if person in people]
    return [name for name in names if name not in item["text"]]


def name_of(item_id: str | None, scene: Scene, locale: str) -> str:
    """What an item is called in a sentence: the beginning of what is on it."""
    item = scene.get(item_id) if item_id else None
    if item is None:
        return strings(locale).gettext("a point on the board")
    words = item.get("text") or item.get("title") or item.get("alt") or ""
    return " ".join(words.split())[:NAME_LIMIT] or strings(locale).gettext("empty")
