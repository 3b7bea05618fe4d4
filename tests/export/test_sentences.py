"""What lies beside the notes, as the minute tells it."""

from board.core.scene import scene_of
from board.export.to_markdown import to_markdown
from tests.support.items import new_item

PEOPLE = {"person_ada": "Ada", "person_bob": "Bob"}


def item(kind, item_id, author="person_ada", **values):
    return {**new_item(kind, item_id, **values), "author": author, "created_at_ms": 0}


def minute(*items, locale="en"):
    return to_markdown("Board", scene_of(items), PEOPLE, locale, 0)


def on(item_id):
    return {"item": item_id, "side": "auto"}


def test_a_connector_is_a_sentence():
    notes = [item("note", "note_0001", text="Few\nbenches"), item("note", "note_0002", text="Nobody <stays>")]
    line = {"from": on("note_0001"), "to": on("note_0002")}

    text = minute(*notes, item("connector", "line_0001", label="causes", **line))

    assert "- “Few benches” causes “Nobody &lt;stays>”" in text
    plain = minute(*notes, item("connector", "line_0001", **line))
    assert "- Line from “Few benches” to “Nobody" in plain


def test_a_comment_stands_with_its_replies_and_names():
    text = minute(
        item("comment", "talk_0001", text="Why?", resolved=True, mentions=["person_bob"]),
        item("reply", "reply_001", "person_bob", thread="talk_0001", text="# Because"),
    )

    assert "- **Comment** (Resolved) Ada: Why? @Bob\n  - **Reply** Bob: \\# Because" in text


def test_a_name_that_is_in_the_words_is_not_told_twice():
    text = minute(item("comment", "talk_0001", text="@Bob, why?", mentions=["person_bob"]))

    assert "Ada: @Bob, why?\n" in f"{text}\n"


def test_links_pictures_shapes_and_clusters_are_named_and_drawings_left_out():
    text = minute(
        item("link", "link_0001", title="City"),
        item("image", "image_001", alt="A tree", z="a1"),
        item("shape", "shape_001", text="Start", z="a2"),
        item("cluster", "group_001", title="Shade", z="a3"),
        item("stroke", "stroke_01"),
        item("dot", "dot_00001"),
        locale="it",
    )

    assert "- City: <https://example.org/>\n- Immagine: A tree\n- Forma: Start\n- Insieme: Shade\n" in text
