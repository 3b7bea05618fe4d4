"""A full town hall behind one address, and one who floods."""

from tests.faults.town_hall import PEOPLE, town_hall


def test_LIM1_sixty_people_behind_one_address_write_while_one_who_floods_is_throttled():
    figures, problems = town_hall(seconds=3, is_flooded=True)

    assert not problems, figures
    assert figures["notes"] == 5 * PEOPLE
    assert figures["flood"]["rate"] > figures["flood"].get("ok", 0)
