"""Answers to the fifteen questions: each read and checked as it is given, in words that say what is wrong."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from businesscase.core.civil_numbers import civil_number_fault, is_civil_number
from businesscase.core.errors import Fault, nearest
from businesscase.core.words import Words
from businesscase.scenario.explain.questions import (
    DEFAULT_NAME,
    GOAL,
    KINDS,
    MEASURED,
    NAME,
    ORDER,
    QUESTIONS,
    WORK_IS,
    Question,
)
from businesscase.scenario.read.reading import misread_number

_INTERVAL = re.compile(r"(?P<value>[^()]+?)\s*\(\s*(?P<low>[^()]+?)\s*(?:-|–|to|til)\s*(?P<high>[^()]+?)\s*\)")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_OF = re.compile(r"(?P<some>[^()%]+?)\s+(?:of|af)\s+(?P<all>[^()%]+)")
_LONGEST = 200  # characters of a name


@dataclass(frozen=True)
class Answer:
    """A number as it was answered.

    Attributes:
        value: in the question's unit.
        low, high: 5th and 95th percentile; None where they were not given.
        source: where it was read, "" where that was not said.
        is_default: whether nobody has answered.
        of: how many it was counted among, where that was said (10 of 42); `value` is of all there are.
    """

    value: float
    low: float | None = None
    high: float | None = None
    source: str = ""
    is_default: bool = False
    of: float | None = None


@dataclass
class Answers:
    """What has been answered so far; `measured`: whether somebody counted who is in work, or it is a goal."""

    name: str
    measured: bool = False
    numbers: dict[str, Answer] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, float]:
        """Key -> number."""
        return {key: answer.value for key, answer in self.numbers.items()}


class Refused(Exception):
    """An answer that cannot stand: `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(str(fault))


def start_answers(name: str, language: str) -> Answers:
    """No number answered yet; an empty name is the default one.

    Raises:
        Refused: if it cannot be a name.
    """
    name = " ".join(name.split())
    if is_civil_number(name):
        raise Refused(civil_number_fault("", None, None, NAME))
    if len(name) > _LONGEST or not name.isprintable():
        raise Refused(Fault(Words("guide.name"), NAME, expected=Words("guide.a_name", most=_LONGEST)))
    return Answers(name or (DEFAULT_NAME.da if language == "da" else DEFAULT_NAME.en))


def answer(answers: Answers, question: Question, text: str, *, source: str = "") -> Answer:
    """Read an answer and keep it: "" takes the default, `12 (9-15)` has an interval, `20 %` is a share.

    Raises:
        Refused: if it cannot be read or cannot stand; nothing is kept then.
    """
    counted = _OF.fullmatch(text.strip())
    if counted is None or question.key != "in_work":
        return keep(answers, question, *_read(answers, question, text), source=source)
    some, everyone = (_number(answers, question, counted[name], text) for name in ("some", "all"))
    assert question.of_all is not None
    if not 0.0 < some < everyone:
        raise Refused(Fault(Words("guide.some_of"), question.key, found=text, expected=Words("guide.fewer_of_more")))
    found = keep(answers, question, some / everyone * question.of_all(answers.values), None, None, source=source)
    answers.numbers[question.key] = replace(found, of=everyone)
    return answers.numbers[question.key]


def is_measured(text: str) -> bool:
    """Whether an answer says that somebody measured how many are in work; a goal where nothing is answered.

    Raises:
        Refused: if it is neither word.
    """
    kind = KINDS.get(text.strip().casefold() or GOAL)
    if kind is None:
        raise Refused(Fault(Words("guide.no_kind"), WORK_IS, found=text.strip(), expected=Words("guide.kinds")))
    return kind == MEASURED


def keep(
    answers: Answers,
    question: Question,
    value: float | None,
    low: float | None,
    high: float | None,
    *,
    source: str = "",
) -> Answer:
    """Keep a number, None for the default, after checking it against its limits and the answers before it.

    Raises:
        Refused: if it cannot stand.
    """
    if value is None:
        if low is not None or high is not None:
            raise Refused(Fault(Words("guide.interval_of_nothing"), question.key, expected=Words("guide.number_too")))
        found = Answer(question.default(answers.values), is_default=True)
    else:
        _check(answers, question, value)
        if (low is None) != (high is None):
            raise Refused(Fault(Words("guide.one_end"), question.key, expected=Words("guide.both_ends")))
        if low is not None and high is not None:
            _check_interval(answers, question, value, low, high)
        found = Answer(value, low, high, source)
    answers.numbers[question.key] = found
    return found


def from_lines(lines: Iterable[str], language: str, place: str) -> tuple[Answers | None, list[Fault]]:
    """Answers from text, one in a line in the order of the questions, or as `key: answer`; what is missing is default.

    Returns:
        The answers, None where there are faults; and every fault with its line.
    """
    given, faults = _by_key(lines, place)
    name, number = given.pop(NAME, ("", 0))
    try:
        answers = start_answers(name, language)
    except Refused as refused:
        faults.append(_placed(refused.fault, place, number))
        answers = start_answers("", language)
    text, number = given.get(WORK_IS, ("", 0))
    try:
        answers.measured = is_measured(text)
    except Refused as refused:
        faults.append(_placed(refused.fault, place, number))
    for question in QUESTIONS:
        text, number = given.get(question.key, ("", 0))
        try:
            answer(answers, question, text)
        except Refused as refused:
            faults.append(_placed(refused.fault, place, number))
            answer(answers, question, "")  # the others are checked all the same
    faults.sort(key=lambda one: one.line or 0)
    return (None if faults else answers), faults


def shown(number: float) -> str:
    """A number as it is written in a file: as plain as it is."""
    return f"{number:.12g}"


def _by_key(lines: Iterable[str], place: str) -> tuple[dict[str, tuple[str, int]], list[Fault]]:
    order = (NAME, *ORDER)
    given: dict[str, tuple[str, int]] = {}
    faults: list[Fault] = []
    following = 0
    for number, line in enumerate(lines, start=1):
        head, colon, rest = line.partition(":")
        key = head.strip()
        if line.strip().startswith("#"):
            continue
        if colon and re.fullmatch(r"[a-z_]+", key) and (key in order or following > 0 or nearest(key, order)):
            if key not in order:
                expected, close = Words("one_of", names=", ".join(order)), nearest(key, order)
                faults.append(Fault(Words("unknown_key", name=key), "", place, number, 1, key, expected, close))
                continue
            text = rest
            following = order.index(key) + 1
        elif following >= len(order):
            if line.strip():
                faults.append(Fault(Words("guide.too_many", count=len(order)), "", place, number, 1))
            continue
        else:
            key, text = order[following], line
            following += 1
        if key in given:
            first = given[key][1]
            faults.append(Fault(Words("duplicate_key", name=key, first=first), key, place, number, 1))
            continue
        given[key] = (text.strip(), number)
    return given, faults


def _placed(fault: Fault, place: str, line: int) -> Fault:
    return Fault(fault.message, fault.key, place, line or None, None, fault.found, fault.expected, fault.nearest)


def _read(answers: Answers, question: Question, text: str) -> tuple[float | None, float | None, float | None]:
    text = text.strip()
    if is_civil_number(text):
        raise Refused(civil_number_fault("", None, None, question.key))
    if not text:
        return None, None, None
    parts = _INTERVAL.fullmatch(text)
    if parts is None:
        return _number(answers, question, text, text), None, None
    value, low, high = (_number(answers, question, parts[name], text) for name in ("value", "low", "high"))
    return value, low, high


def _number(answers: Answers, question: Question, text: str, whole_text: str) -> float:
    digits = text.strip()
    in_per_cent = digits.endswith("%")
    digits = digits.removesuffix("%").strip()
    misread = misread_number(digits)
    thousands = misread is not None and re.search(r"[.,]\d{3}(?!\d)", digits)
    if thousands and misread is not None:
        raise Refused(
            Fault(Words("guide.thousands"), question.key, found=whole_text, expected=_range(answers, question))
        )
    if not _NUMBER.fullmatch(digits):
        message = Words("guide.no_number")
        raise Refused(Fault(message, question.key, found=whole_text, expected=_range(answers, question)))
    number = float(digits.replace(",", "."))
    if not in_per_cent:
        return number
    return as_share(answers, question, number, whole_text)


def as_share(answers: Answers, question: Question, per_cent: float, found: str) -> float:
    """A number that was given in per cent of what it can be counted of.

    Raises:
        Refused: if it cannot be given so.
    """
    if question.of_all is None:
        message, expected = Words("guide.no_share"), _range(answers, question)
        raise Refused(Fault(message, question.key, found=found, expected=expected))
    return per_cent / 100.0 * question.of_all(answers.values)


def _check(answers: Answers, question: Question, value: float) -> None:
    least, most = question.least(answers.values), question.most(answers.values)
    too_low = value < least or (question.above and value == least)
    too_high = value > most * (1 + 1e-12) or (question.below and value >= most)
    if not math.isfinite(value) or too_low or too_high:
        message = (
            Words("guide.expected_placements", expected=f"{most:.2g}")
            if too_high and question.key == "avoided"
            else None
        )
        message = message or Words("guide.outside")
        raise Refused(Fault(message, question.key, found=shown(value), expected=_range(answers, question)))
    if question.whole and value != int(value):
        raise Refused(
            Fault(Words("guide.not_whole"), question.key, found=shown(value), expected=Words("a_whole_number"))
        )


def _check_interval(answers: Answers, question: Question, value: float, low: float, high: float) -> None:
    found = f"{shown(value)} ({shown(low)}-{shown(high)})"
    if not question.takes_interval:
        raise Refused(Fault(Words("guide.certain"), question.key, found=found, expected=Words("guide.number_alone")))
    if not low < value < high:
        raise Refused(Fault(Words("guide.order"), question.key, found=found, expected=Words("guide.rising")))
    least, most = question.least(answers.values), question.most(answers.values)
    if low <= least or high >= most:
        raise Refused(Fault(Words("guide.ends"), question.key, found=found, expected=_range(answers, question)))


def _range(answers: Answers, question: Question) -> Words:
    least, most = question.least(answers.values), question.most(answers.values)
    key = "guide.between_open" if question.below else "guide.between"
    return Words(key, least=f"{least:.6g}", most=f"{most:.6g}")
