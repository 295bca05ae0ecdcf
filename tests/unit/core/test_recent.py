"""A few answers by what was asked."""

import pytest

from businesscase.core.recent import Recent, of_itself


def test_the_latest_are_kept_and_an_old_one_is_asked_for_again():
    asked = []
    recent = Recent(2)

    def of(key):
        return recent.of(key, lambda: asked.append(key) or key.upper())

    assert [of(key) for key in "aababca"] == ["A", "A", "B", "A", "B", "C", "A"]
    assert "".join(asked) == "abca"  # c put a out: b had been asked for later
    assert len(recent) == 2
    recent.clear()
    of("a")
    assert "".join(asked) == "abcaa"


def test_what_is_raised_is_not_kept():
    recent, asked = Recent(2), []

    def fail():
        asked.append(1)
        raise ValueError("no")

    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            recent.of("a", fail)
    assert len(asked) == 2 and len(recent) == 0


def test_an_object_is_asked_about_once_and_an_equal_one_anew():
    asked = []

    @of_itself(1)
    def length(held):
        """Said."""
        asked.append(held)
        return len(held)

    first, equal = [1, 2], [1, 2]
    assert [length(each) for each in (first, first, equal, first)] == [2, 2, 2, 2]
    assert [each is first for each in asked] == [True, False, True]  # one is kept
    assert (length.__name__, length.__doc__) == ("length", "Said.")
