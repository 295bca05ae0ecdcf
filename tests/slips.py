"""The maker of slips: the commonest ways in which a hand spoils a scenario file, each made at a random place.

A place counts if the slip changes what the file says. It does not where the spoilt text still reads as the same
document (a blank in a comment, a shifted line of text), nor where only the spaces of a text for readers differ (a
non-breaking space in a sentence, which is what somebody may have wanted).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

KEY = re.compile(r"^( *)((?:- )?)([^\s#\"'{}\[\]][^\"'{}\[\]#:]*|\"[^\"]+\"):( |$)")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Spoilt:
    """A file with a slip.

    Attributes:
        content: as it lies on the disk.
        lines: on one of which the fault must be reported, 1-based: where the hand slipped; of a quote also where the
            text begins whose quote it was; of a copied line also the line that it copies.
        how: what was done, for the list of misses.
    """

    content: bytes
    lines: tuple[int, ...]
    how: str


Maker = Callable[[str, random.Random], Spoilt]


def _of(lines: list[str], at: int, new: str, *also: int) -> Spoilt:
    """The lines with another one at a place (0-based)."""
    text = "\n".join([*lines[:at], new, *lines[at + 1 :]])
    return Spoilt(text.encode(), (at + 1, *(each + 1 for each in also)), f"line {at + 1}: {new.strip()[:70]}")


def _block_lines(lines: list[str]) -> list[int]:
    """Lines that begin with a key, not inside a text of several lines."""
    found, text_below = [], None
    for at, line in enumerate(lines):
        deep = len(line) - len(line.lstrip())
        if text_below is not None and (not line.strip() or deep > text_below):
            continue
        text_below = None
        if KEY.match(line):
            found.append(at)
            if re.search(r": [>|]-?\s*$", line):
                text_below = deep
    return found


def indentation(text: str, pick: random.Random) -> Spoilt:
    """A line with a key shifted by one or two spaces, to the right or to the left."""
    lines = text.split("\n")
    at = pick.choice(_block_lines(lines))
    by = pick.choice((-2, -1, 1, 2, 2))
    deep = len(lines[at]) - len(lines[at].lstrip())
    by = by if deep + by >= 0 else 2
    return _of(lines, at, " " * (deep + by) + lines[at].lstrip())


def tab(text: str, pick: random.Random) -> Spoilt:
    """The spaces before a line made a tab."""
    lines = text.split("\n")
    at = pick.choice([at for at in _block_lines(lines) if lines[at].startswith("  ")])
    return _of(lines, at, "\t" * pick.choice((1, 1, 2)) + lines[at].lstrip())


def lost_quote(text: str, pick: random.Random) -> Spoilt:
    """One of a pair of quotes deleted."""
    pairs = [
        at for at in re.finditer(r'"[^"\n]*(?:\n +[^"\n]*){0,4}"', _without_comments(text)) if at.end() - at.start() > 2
    ]
    pair = pick.choice(pairs)
    where = pick.choice((pair.start(), pair.end() - 1))
    first, last = (text[:place].count("\n") + 1 for place in (pair.start(), pair.end()))
    spoilt = text[:where] + text[where + 1 :]
    # the value may stand on the line below its key
    which = "opening" if where == pair.start() else "closing"
    return Spoilt(spoilt.encode(), (first, last), f"lines {first}-{last}: {which} quote")


def _without_comments(text: str) -> str:
    """The text with every comment blanked, as long as before: a quote in a comment is none."""
    return re.sub(r"(^|(?<=[ \n]))#[^\n]*", lambda at: " " * len(at[0]), text)


def colon(text: str, pick: random.Random) -> Spoilt:
    """A colon put into a text without quotes."""
    lines = text.split("\n")
    places = []
    for at in _block_lines(lines):
        for found in re.finditer(r"(?:^ *\w+|[{,] *(?:en|da)): (?P<text>[A-ZÆØÅa-zæøå][^\"'{}\[\],#:]+)", lines[at]):
            gap = found["text"].strip().find(" ")
            if gap > 0:
                places.append((at, found.start("text") + gap))
    at, column = pick.choice(places)
    return _of(lines, at, lines[at][:column] + ":" + lines[at][column:])


_VALUE = r"\b(?:value|low|high): -?"


def decimal_comma(text: str, pick: random.Random) -> Spoilt:
    """The point of a number made a comma."""
    places = list(re.finditer(_VALUE + r"\d+(?P<point>\.)\d+\b", _without_comments(text)))
    point = pick.choice(places).start("point")
    return _at(text, point, point + 1, ",")


def thousands(text: str, pick: random.Random) -> Spoilt:
    """A number of four digits and more written with points."""
    bare = _without_comments(text)
    places = list(re.finditer(r"\b(?:value|low|high|price_year): (?P<number>[1-9]\d{3,})(?=[,} \n])", bare))
    number = pick.choice(places)
    return _at(text, number.start("number"), number.end("number"), f"{int(number['number']):,}".replace(",", "."))


def non_breaking_space(text: str, pick: random.Random) -> Spoilt:
    """A space made a non-breaking one, anywhere outside comments and texts in quotes."""
    bare = re.sub(r'"[^"]*"', lambda at: "x" * len(at[0]), _without_comments(text))
    places = [at.start() for at in re.finditer(" ", bare) if text[at.start()] == " "]
    place = pick.choice(places)
    return _at(text, place, place + 1, "\u00a0")


def encoding(text: str, pick: random.Random) -> Spoilt:
    """A letter as Latin-1 has it: the file was pasted together, or saved by an editor that writes no UTF-8."""
    places = [at.start() for at in re.finditer("[æøåÆØÅé]", text)]
    place = pick.choice(places)
    content = text[:place].encode() + text[place].encode("latin-1") + text[place + 1 :].encode()
    line = text[:place].count("\n") + 1
    return Spoilt(content, (line,), f"line {line}: {text[place]} as Latin-1")


def duplicate_key(text: str, pick: random.Random) -> Spoilt:
    """A line copied below itself; one of a flow, with all its brackets closed."""
    lines = text.split("\n")
    whole = [
        at
        for at in _block_lines(lines)
        if re.search(r": \S", lines[at])
        and not re.search(r": [>|]", lines[at])
        and lines[at].count("{") == lines[at].count("}")
        and lines[at].count("[") == lines[at].count("]")
        and lines[at].count('"') % 2 == 0
    ]
    at = pick.choice(whole)
    spoilt = "\n".join([*lines[: at + 1], lines[at], *lines[at + 1 :]])
    return Spoilt(spoilt.encode(), (at + 1, at + 2), f"line {at + 2}: {lines[at].strip()[:70]}")


_CLOSED = r"(?:unit|grade|members|kind|perspective|costs|savings|counts|receiver|payer|per|of|design|role|time|area)"
_KEYS = "(?:value|low|high|unit|source|grade|label|share|states|total|years)"


def wrong_word(text: str, pick: random.Random) -> Spoilt:
    """A letter of a word of a closed set, or of a key, changed."""
    bare = re.sub(r'"[^"]*"', lambda at: "x" * len(at[0]), _without_comments(text))
    words = list(re.finditer(r"\b" + _CLOSED + r": (?P<word>[A-Za-z_]+)(?=[,}\n ])", bare))
    keys = list(re.finditer(r"(?:^ +|[{,] *)(?P<word>" + _KEYS + "):(?= )", bare, re.M))
    chosen = pick.choice(pick.choice((words, keys)))
    start, end = chosen.start("word"), chosen.end("word")
    place = pick.randrange(start, end)
    return _at(text, place, place + 1, pick.choice(LETTERS.replace(text[place].lower(), "")))


def _at(text: str, start: int, end: int, new: str) -> Spoilt:
    line = text[:start].count("\n") + 1
    spoilt = text[:start] + new + text[end:]
    return Spoilt(spoilt.encode(), (line,), f"line {line}: {spoilt.split(chr(10))[line - 1].strip()[:90]}")


MAKERS: dict[str, Maker] = {
    maker.__name__: maker
    for maker in (
        indentation, lost_quote, colon, tab, decimal_comma, thousands, non_breaking_space, encoding, duplicate_key,
        wrong_word,
    )
}  # fmt: skip
