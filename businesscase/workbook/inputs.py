"""The fifteen numbers as a sheet to fill in, and back: read by the key in its last column, never by words."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from businesscase.core.errors import Fault, ScenarioError
from businesscase.core.words import Words
from businesscase.report.texts.texts import Texts
from businesscase.scenario.explain.answers import Answers, Refused, answer, as_share, is_measured, keep, start_answers
from businesscase.scenario.explain.questions import (
    BY_KEY,
    GOAL,
    KIND,
    KIND_WORDS,
    NAME,
    NAMED,
    ORDER,
    QUESTIONS,
    WORK_IS,
    Question,
)
from businesscase.workbook.grid import Page, address
from businesscase.workbook.opening import content_of, opened
from businesscase.workbook.writing import book_bytes

_HEAD = 5  # row of the heads
NUMBER, ASKS, VALUE, UNIT, LOW, HIGH, SOURCE, DEFAULT, KEY = range(9)
_HEADS = ("number", "asks", "value", "unit", "low", "high", "source", "default", "key")
_WIDTHS = (5, 64, 14, 24, 10, 10, 34, 12, 20)
_KEYS = (NAME, *ORDER)
_MOST_ROWS = 200  # rows that are looked at: whatever lies beyond is not of this sheet


def input_book(texts: Texts) -> bytes:
    """The workbook, empty: what is left empty takes its default."""
    page = Page(texts("guide.sheet"), frozen=(_HEAD + 1, 0), head=_HEAD)
    page.widths |= dict(enumerate(_WIDTHS))
    page.put(0, 0, texts("guide.title"), "title")
    for place, line in enumerate(("guide.note.empty", "guide.note.interval", "guide.note.back"), start=1):
        page.put(place, 0, texts(line), "note")
    for column, name in enumerate(_HEADS):
        page.put(_HEAD, column, texts(f"guide.column.{name}"), "head")
    answers = start_answers("", texts.language)
    _row(page, 0, NAME, texts.named(NAMED), "", answers.name)
    words = [texts.named(word) for word in KIND_WORDS.values()]
    for place, key in enumerate(ORDER, start=1):
        if key == WORK_IS:
            _row(page, place, key, texts.named(KIND), " / ".join(words), texts.named(KIND_WORDS[GOAL]))
            page.options[_HEAD + 1 + place, VALUE] = words
            continue
        question = BY_KEY[key]
        default = answer(answers, question, "").value
        _row(page, place, key, texts.named(question.asks), texts.named(question.unit), default)
        page.put(_HEAD + 1 + place, NUMBER, float(QUESTIONS.index(question) + 1), "integer")
        if question.takes_interval:
            for column in (LOW, HIGH):
                page.put(_HEAD + 1 + place, column, None, "input", unlocked=True)
    return book_bytes([page], title=texts("guide.title"), author="businesscase", properties={}, decimal=texts.decimal)


def read_input_book(path: Path, language: str) -> Answers:
    """The answers in a workbook that `input_book` made and somebody filled in.

    Raises:
        UsageError: if the file cannot be read.
        ScenarioError: with every fault: its cell, what was found, what was expected.
    """
    sheet, rows = _rows(path, opened(path, content_of(path)))
    reader = _Reader(f"{path}, {sheet.title}!", sheet, language)
    for key in _KEYS:
        if key not in rows:
            reader.faults.append(Fault(Words("guide.lost_row", name=key), file=f"{path}, {sheet.title}"))
    answers = reader.named(rows.get(NAME))
    reader.kind(answers, rows.get(WORK_IS))
    for question in QUESTIONS:
        reader.answer(answers, question, rows.get(question.key))
    if reader.faults:
        raise ScenarioError(reader.faults, of="the workbook")
    return answers


class _Reader:
    """The rows of the sheet, one after the other, with the faults of their cells."""

    def __init__(self, where: str, sheet: Any, language: str) -> None:
        self.where, self.sheet, self.language = where, sheet, language
        self.faults: list[Fault] = []

    def named(self, row: int | None) -> Answers:
        """The name; the default one where it is empty."""
        value = None if row is None else self.sheet.cell(row, VALUE + 1).value
        try:
            return start_answers("" if value is None else str(value), self.language)
        except Refused as refused:
            self.faults.append(self._at(refused.fault, row, VALUE))
            return start_answers("", self.language)

    def kind(self, answers: Answers, row: int | None) -> None:
        """Whether it was measured who is in work; a goal where the cell is empty."""
        value = None if row is None else self.sheet.cell(row, VALUE + 1).value
        try:
            answers.measured = is_measured("" if value is None else str(value))
        except Refused as refused:
            self.faults.append(self._at(refused.fault, row, VALUE))

    def answer(self, answers: Answers, question: Question, row: int | None) -> None:
        """One number; the default where its cell is empty, and where it cannot stand."""
        column = VALUE
        try:
            if row is not None:
                told = self.sheet.cell(row, SOURCE + 1).value
                source = " ".join(str(told).split()) if told is not None else ""
                given = [self.sheet.cell(row, column + 1).value for column in (VALUE, LOW, HIGH)]
                if isinstance(given[0], str) and given[0].strip() and given[1:] == [None, None]:
                    if "(" in given[0]:  # an interval has cells of its own
                        raise Refused(_no_number(question, given[0]))
                    answer(answers, question, given[0], source=source)
                    return
                numbers = []
                for column in (VALUE, LOW, HIGH):
                    numbers.append(self._number(answers, question, self.sheet.cell(row, column + 1)))
                column = VALUE
                keep(answers, question, numbers[0], numbers[1], numbers[2], source=source)
                return
        except Refused as refused:
            self.faults.append(self._at(refused.fault, row, column))
        keep(answers, question, None, None, None)

    def _number(self, answers: Answers, question: Question, cell: Any) -> float | None:
        """The number of a cell; of a text as the guide reads it, of a cell in per cent a share.

        Raises:
            Refused: if it holds none.
        """
        value = cell.value
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, str):
            return answer(Answers(answers.name, numbers=dict(answers.numbers)), question, value).value
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            raise Refused(
                Fault(Words("guide.cell_no_number"), question.key, found=str(value), expected=Words("a_number"))
            )
        if "%" in cell.number_format:
            return as_share(answers, question, 100.0 * value, f"{100 * value:g} %")
        return float(value)

    def _at(self, fault: Fault, row: int | None, column: int) -> Fault:
        place = self.where + address((row or 1) - 1, column)
        return Fault(
            fault.message, fault.key, place, None, None, fault.found, fault.expected, fault.nearest
        )  # fmt: skip


def _no_number(question: Question, found: str) -> Fault:
    return Fault(Words("guide.cell_no_number"), question.key, found=found, expected=Words("a_number"))


def _row(page: Page, place: int, key: str, asks: str, unit: str, default: float | str) -> None:
    row = _HEAD + 1 + place
    page.put(row, ASKS, asks, "wrap")
    page.put(row, VALUE, None, "input", unlocked=True)
    page.put(row, UNIT, unit, "text")
    page.put(row, SOURCE, None, "entry", unlocked=True)
    page.put(row, DEFAULT, float(f"{default:.4g}") if isinstance(default, float) else default, "plain")
    page.put(row, KEY, key, "note")


def _rows(path: Path, book: Any) -> tuple[Any, dict[str, int]]:
    """The sheet with the keys, and key -> row.

    Raises:
        ScenarioError: if there is none, or a key stands twice.
    """
    for sheet in book.worksheets:
        found: dict[str, int] = {}
        faults = []
        for row in range(1, min(sheet.max_row, _MOST_ROWS) + 1):
            key = sheet.cell(row, KEY + 1).value
            if key in found:
                message, place = Words("guide.row_twice", name=key), f"{path}, {sheet.title}!{address(row - 1, KEY)}"
                faults.append(Fault(message, file=place, expected=Words("guide.as_written")))
            elif key in _KEYS:
                found[key] = row
        if faults:
            raise ScenarioError(faults, of="the workbook")
        if found:
            return sheet, found
    fault = Fault(Words("guide.no_inputs"), file=str(path), expected=Words("guide.written_by"))
    raise ScenarioError([fault], of="the workbook")
