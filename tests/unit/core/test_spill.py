"""Arrays put aside come back as they were, from memory and from a file, and leave nothing behind."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest

from businesscase.core import spill
from businesscase.core.spill import Held, Spill


@pytest.mark.parametrize("in_memory", [0, 10**9])
def test_groups_come_back_in_their_order_as_often_as_asked(
    in_memory: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(spill, "IN_MEMORY", in_memory or 1)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    groups = [(np.arange(6.0).reshape(2, 3) + each, np.arange(each)) for each in range(3)]
    with Spill() as aside:
        for group in groups[:2]:
            aside.put(group)
        assert len(list(aside.groups())) == 2
        aside.put(groups[2])
        for _ in range(2):
            for found, put in zip(aside.groups(), groups, strict=True):
                for one, other in zip(found, put, strict=True):
                    np.testing.assert_array_equal(one, other)
                    assert one.dtype == other.dtype
    assert list(tmp_path.iterdir()) == []


def test_a_fault_leaves_no_file_either(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(spill, "IN_MEMORY", 1)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    aside = Spill()
    aside.put((np.zeros(1000),))
    aside.__exit__(KeyError, KeyError(), None)
    with pytest.raises(ValueError, match="closed"):
        list(aside.groups())
    assert list(tmp_path.iterdir()) == []


def test_what_is_held_is_what_was_put() -> None:
    held, group = Held(), (np.zeros(2), np.ones(3))
    held.put(group)
    assert list(held.groups()) == list(held.groups()) == [group]
