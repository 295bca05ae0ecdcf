"""What is in force on a day."""

from datetime import date

from businesscase.core.timeline import latest

DATED = ((date(2018, 1, 1), "old"), (date(2025, 7, 1), "new"))


def test_the_latest_that_has_begun_is_in_force_and_the_first_before_it() -> None:
    days = (date(2000, 1, 1), date(2018, 1, 1), date(2025, 6, 30), date(2025, 7, 1), date(2030, 1, 1))
    assert [latest(DATED, day) for day in days] == ["old", "old", "old", "new", "new"]
    assert latest(((None, "always"),), date(2018, 1, 1)) == "always"
