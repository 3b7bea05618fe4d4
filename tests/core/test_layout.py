"""The rules of text layout, with a font in which every character is half an em wide."""

from board.core.layout import Layout
from board.core.layout.break_classes import is_right_to_left
from board.core.layout.line_units import clusters, units
from board.core.layout.scripts import runs, script_of

LAYOUT = Layout(lambda run: len(run) * 500, (28, 24, 20, 16, 12))


def lines_of(text: str, limit: int) -> list[str]:
    return [line.text for line in LAYOUT.wrap(text, limit)]


def test_a_line_holds_as_many_words_as_fit_and_trailing_spaces_take_no_room() -> None:
    assert lines_of("uno due tre", 3500) == ["uno due", "tre"]
    assert lines_of("uno due tre", 3499) == ["uno", "due", "tre"]


def test_line_breaks_of_the_writer_are_kept_whatever_the_system_they_come_from() -> None:
    assert lines_of("a\n\nb\r\nc\rd", 9000) == ["a", "", "b", "c", "d"]
    assert lines_of("", 9000) == [""]


def test_a_word_that_is_wider_than_the_line_breaks_and_never_loses_a_character() -> None:
    assert lines_of(f"ah {'x' * 25} oh", 5000) == ["ah", "x" * 10, "x" * 10, "x" * 5 + " oh"]
    assert lines_of("abc", 100) == ["a", "b", "c"]


def test_joined_emoji_flags_and_accents_stay_whole() -> None:
    assert clusters("a👩‍👧‍👦🏫b") == ["a", "👩‍👧‍👦", "🏫", "b"]
    assert clusters("🇮🇹🇫🇷") == ["🇮🇹", "🇫🇷"]
    assert LAYOUT.width("👩‍👧‍👦🏫") == 2000


def test_units_end_at_spaces_after_hyphens_inside_words_and_around_ideographs() -> None:
    assert units("Politecnico-Comune") == ["Politecnico-", "Comune"]
    assert units("-18% in") == ["-18% ", "in"]
    assert units("「学校」。") == ["「学", "校」。"]


def test_what_our_fonts_lack_has_a_constant_width_and_what_is_not_seen_has_none() -> None:
    assert LAYOUT.width("学校") == 2000
    assert LAYOUT.width("ไทย") == 3 * 600
    assert LAYOUT.width("a\u200b\u00ad\u0007b") == LAYOUT.width("ab")
    assert script_of("1\ufe0f\u20e3") == "emoji"


def test_a_long_word_is_measured_in_pieces_so_that_small_errors_never_add_up() -> None:
    assert [run.clusters for run in runs("x" * 130)] == [64, 64, 2]


def test_text_that_does_not_fit_even_at_the_least_size_ends_with_an_ellipsis_inside_the_box() -> None:
    fitted = LAYOUT.fit("testo lungo " * 80, 172, 100)

    assert (fitted.size, fitted.is_cut) == (12, True)
    assert fitted.lines[-1].text.endswith("…")
    assert fitted.lines[-1].width * 12 <= 172 * 1000
    assert len(fitted.lines) * fitted.line_height <= 100


def test_a_text_takes_no_greater_size_than_the_most_allowed_and_always_some_size() -> None:
    assert [LAYOUT.fit("Ok", 172, 150, most).size for most in (None, 20, 25, 3)] == [28, 20, 24, 12]


def test_a_title_is_cut_with_an_ellipsis_only_when_it_is_too_wide() -> None:
    assert LAYOUT.shorten("Albero\ndei problemi", 9500).text == "Albero dei problemi"
    assert LAYOUT.shorten("Albero dei problemi", 6000).text == "Albero dei…"


def test_each_paragraph_has_its_own_direction_from_its_first_letter() -> None:
    lines = LAYOUT.wrap("12 Milano\nمرحبا Milano\n(2026) مرحبا", 90_000)

    assert [line.is_right_to_left for line in lines] == [False, True, True]
    assert is_right_to_left("שלום")
    assert not is_right_to_left("123")
