"""What was probably meant where a file does not read: the commonest slips of the hand, and the line each is on.

Pure functions of the text. They guess, and say so by what they propose; nothing is repaired.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from businesscase.core.words import Words
from businesscase.scenario.read.lexing import Lexed, Lost, Sign
from businesscase.scenario.read.outline import Shift, wrong_indentation

SPACES = "\u00a0\u2007\u202f\u2009\u200b\ufeff"  # that look like an ordinary one, or like nothing
_ORDINARY = str.maketrans(dict.fromkeys(SPACES, " "))
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Slip:
    """What was probably done, and where.

    Attributes:
        kind: tab, space, indentation, unclosed_quote, unopened_quote, colon, bracket, utf_16, latin_1, or unknown.
        line: 1-based; of a quote where it opens, of a bracket too.
        column: 1-based.
        message: in both languages.
        found, expected: as of a fault.
    """

    kind: str
    line: int
    column: int
    message: Words
    found: str | None = None
    expected: str | None = None


def slip_of_bytes(content: bytes) -> Slip | None:
    """Why a file is not text in UTF-8; None if it is."""
    if content[:2] in _UTF_16 or content[:200].count(0) > len(content[:200]) // 4:
        return Slip("utf_16", 1, 1, Words("slip.utf_16"))
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        line, column = before.count(b"\n") + 1, len(before) - (before.rfind(b"\n") + 1) + 1
        letter = content[error.start : error.start + 1].decode("cp1252", errors="replace")
        return Slip(
            "latin_1", line, column, Words("slip.latin_1", letter=letter), found=f"byte {content[error.start]:02X}"
        )
    return None


def slip_of_error(text: str, line: int, column: int, problem: str, start: int | None) -> Slip:
    """The slip behind an error of the parser, `unknown` with the parser's words if none is recognised.

    Args:
        line, column: where the parser stopped.
        problem: what it says.
        start: the line on which what it could not finish begins, if that is another.
    """
    lexed = Lexed(text.translate(_ORDINARY))
    tab = _tab(text, lexed, line)
    if tab is not None:
        return tab
    for found in (_space(text, lexed, range(1, line + 1)), _quote(lexed, line)):
        if found is not None:
            return found
    if "mapping values" in problem and _is_in_text(text, lexed, line, column):
        return Slip("colon", line, column, Words("slip.colon"))
    for kind in ("colon", "bracket"):
        lost = next((lost for lost in lexed.lost if lost.kind == kind and lost.line <= line), None)
        if lost is not None:
            return _lost(lost, line)
    for near in (_no_space(text, lexed, line), _reserved(text, line)):
        if near is not None:
            return near
    shift = wrong_indentation(lexed.entries, line, certain=True)
    if shift is not None:
        return _indentation(shift)
    what: str = problem if start is None else Words("look_from", what=problem, line=start)
    return Slip("unknown", line, column, Words("not_yaml", what=what))


def slip_behind(text: str, lines: Sequence[int]) -> Slip | None:
    """The slip behind faults of a text that parses, but means something else than its writer thought; None if none."""
    if not lines:
        return None
    lexed = Lexed(text.translate(_ORDINARY))
    found = _space(text, lexed, lines, even_in_words=True)
    found = found or _quote(lexed, max(lines))
    missing = (_no_space(text, lexed, line) for line in lines)
    found = found or next((slip for slip in missing if slip is not None and slip.line in lines), None)
    for line in lines if found is None else ():
        shift = wrong_indentation(lexed.entries, line, certain=False)
        if shift is not None:
            return _indentation(shift)
    if found is None and lexed.swallowed:
        entry, holder = lexed.swallowed[0]
        return _indentation(Shift(entry, holder.indent, holder.line))
    return found


def _tab(text: str, lexed: Lexed, line: int) -> Slip | None:
    """A tab before the text of a line, outside quotes: the last one up to the line where the parser stopped."""
    found = None
    for at in re.finditer(r"^ *\t", text, re.MULTILINE):
        number, column = lexed.place(at.end() - 1)
        if number <= line and lexed.signs[at.end() - 1] == Sign.STRUCTURE:
            found = Slip("tab", number, column, Words("slip.tab"))
    return found


def _space(text: str, lexed: Lexed, lines: Sequence[int], *, even_in_words: bool = False) -> Slip | None:
    """A special space where YAML wants an ordinary one, or in a key: the last one on the lines.

    In a text it is no slip; in a word without quotes it is one only where that word is at fault already.
    """
    found = None
    for at in re.finditer(f"[{SPACES}]", text):
        line, column = lexed.place(at.start())
        sign = lexed.signs[at.start()]
        if line in lines and (sign in (Sign.STRUCTURE, Sign.KEY) or (even_in_words and sign == Sign.PLAIN)):
            code = f"U+{ord(at[0]):04X}"
            name = Words("space.00A0" if at[0] == "\u00a0" else "space.other")
            found = Slip("space", line, column, Words("slip.space", name=name, code=code, column=column))
    return found


def _quote(lexed: Lexed, line: int) -> Slip | None:
    """The first quote without its other half, if it stands at or before the line where the parser stopped."""
    first = next((lost for lost in lexed.lost if lost.kind.endswith("quote")), None)
    return None if first is None or first.line > line else _lost(first, line)


def _no_space(text: str, lexed: Lexed, line: int) -> Slip | None:
    """A key whose colon stands right before its value: the last one up to the line where the parser stopped."""
    found = None
    for at in re.finditer(r"(?:^ *|[{,] *)([A-Za-z_]\w*):(?=[^\s/:,}\]])", text, re.MULTILINE):
        number, column = lexed.place(at.end() - 1)
        if number <= line and lexed.signs[at.end() - 1] in (Sign.PLAIN, Sign.STRUCTURE, Sign.KEY):
            found = Slip("no_space", number, column, Words("slip.no_space", name=at[1]))
    return found if found is not None and found.line >= line - 1 else None


def _reserved(text: str, line: int) -> Slip | None:
    """A value that begins with a sign which YAML keeps for itself."""
    at = re.search(r"(?:: +|- +)([@`%&*!])", text.split("\n")[line - 1])
    return None if at is None else Slip("reserved", line, at.start(1) + 1, Words("slip.reserved", sign=at[1]))


def _lost(lost: Lost, line: int) -> Slip:
    if lost.kind == "colon":
        return Slip("colon", lost.line, lost.column, Words("slip.colon"))
    if lost.kind == "bracket":
        return Slip("bracket", lost.line, lost.column, Words("slip.bracket", sign=lost.sign, line=line))
    message, expected = Words(f"slip.{lost.kind}", quote=lost.sign), Words("close_quote", quote=lost.sign)
    return Slip(lost.kind, lost.line, lost.column, message, expected=expected)


def _is_in_text(text: str, lexed: Lexed, line: int, column: int) -> bool:
    """Whether a colon stands inside a value, and not behind the first word of its line."""
    written = text.split("\n")[line - 1]
    start = sum(len(each) + 1 for each in text.split("\n")[: line - 1])
    before = written[: column - 1]
    return lexed.signs[start + column - 1] == Sign.PLAIN and bool(before.strip()) and ": " in before


def _indentation(shift: Shift) -> Slip:
    entry = shift.entry
    message = Words("slip.indentation", found=entry.indent, block=shift.block, wanted=shift.wanted)
    expected = Words("indent_by", wanted=shift.wanted, name=entry.key or "{")
    return Slip("indentation", entry.line, entry.indent + 1, message, expected=expected)
