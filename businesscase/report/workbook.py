"""The Excel file: plain tables for those who trace a figure. Values only, full precision, the same bytes each time."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import businesscase
from businesscase.measures.result import Result
from businesscase.report import details, pockets, returns, sentences, tables, traced
from businesscase.report import formats as numbers
from businesscase.report.labels import text
from businesscase.report.table import Cell, Column, Kind, Table
from businesscase.report.terminal import closing_lines
from businesscase.scenario.resolve import resolved_hash

# Patterns are stored the American way; Excel shows them with the reader's own separators.
_PATTERNS: dict[Kind, str] = {
    Kind.MILLIONS: "#,##0.00,,;-#,##0.00,,",
    Kind.KRONER: "#,##0;-#,##0",
    Kind.SHARE: "0%",
    Kind.PAYBACK: "0.0",
    Kind.WHOLE_YEARS: "0",
    Kind.NUMBER: "#,##0.0;-#,##0.0",
    Kind.SIGNED: "+#,##0.0;-#,##0.0;0.0",
    Kind.CORRELATION: "+0.00;-0.00;0.00",
    Kind.RATIO: "0.00",
    Kind.RATE: "0.0%;-0.0%",
    Kind.INTEGER: "0",
    Kind.PLAIN: "General",
}
_LINE = 138  # characters of a sentence per row of the summary
_ROW = 15.0  # points of a row of one line
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_A4 = 180  # characters beside each other that an A4 page across can still show readably
_LONG = 40  # text columns at least this wide are wrapped


def workbook_bytes(result: Result, language: str) -> bytes:
    """The workbook as it is written to disk."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties(
        {
            "title": result.scenario.title,
            "author": f"businesscase {businesscase.__version__}",
            "created": datetime(2000, 1, 1),  # a date of its own would change the bytes of every rerun
        }
    )
    book.set_custom_property("seed", result.seed)
    book.set_custom_property("scenario_sha256", resolved_hash(result.scenario))
    formats = _formats(book, language)
    _summary(book, formats, result, language)
    for key, contents in _sheets(result, language):
        _sheet(book, formats, text(f"sheet.{key}", language), contents, language)
    book.close()
    return buffer.getvalue()


def _sheets(result: Result, language: str) -> Iterable[tuple[str, list[Table]]]:
    yield "assumptions", [traced.assumptions(result, language)]
    yield "claims", [details.claims(result, language)]
    yield "payback", _payback_tables(result, language)
    yield "probability", [details.probabilities(result, language)]
    yield "net_saving", [details.net_savings(result, language), details.yearly_net_savings(result, language)]
    yield "pockets", _pocket_tables(result, language)
    yield "outcomes", list(details.outcomes(result, language))
    yield "quantities", [traced.quantities_by_year(result, language)]
    yield "ledger", [traced.accounts(result, language)]


def _pocket_tables(result: Result, language: str) -> list[Table]:
    years = [pockets.by_year(result, language, others=others) for others in (False, True)]
    return [pockets.matrix(result, language), *years]


def _payback_tables(result: Result, language: str) -> list[Table]:
    cohort = [details.paybacks(result, language, cohort=True)] if result.cohort_payback else []
    return [details.paybacks(result, language), *cohort, returns.returns(result, language)]


def _summary(book: Any, formats: dict[str, Any], result: Result, language: str) -> None:
    sheet = book.add_worksheet(text("sheet.summary", language))
    title = result.scenario.title
    if result.variant is not None:
        title += " · " + text("variant", language, name=result.variant)
    _write(sheet, 0, 0, title, formats["title"])
    sheet.set_row(0, 24)
    _write(sheet, 1, 0, sentences.subtitle(result, language).replace("\n", " · "), formats["note"])
    row = _paragraph(
        sheet, 3, sentences.verdict_sentence(result, language), formats["verdict"], width=_LINE - 28, height=19
    )
    gate = sentences.gate(result, language)
    if gate is not None:
        row = _paragraph(sheet, row, gate, formats["plain"])
    row = _paragraph(sheet, row, sentences.conditions(result.headline, language), formats["note"])
    shown = [tables.by_payer(result, language), tables.moved(result, language), tables.turning(result, language)]
    row = _table(sheet, formats, shown[0], row + 1, language)
    for line in sentences.under_payers(result, language):
        row = _paragraph(sheet, row, line, formats["plain"])
    for table in shown[1:]:
        row = _table(sheet, formats, table, row + 1, language)
    row += 1
    for line in closing_lines(result, language):
        row = _paragraph(sheet, row, line, formats["plain"])
    omissions = sentences.left_out_in_full(result, language)
    if omissions:
        _write(sheet, row + 1, 0, text("title.left_out", language), formats["heading"])
        row += 2
    for line in omissions:
        row = _paragraph(sheet, row, line, formats["plain"])
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, len(shown[0].columns), 11)
    _print_setup(sheet)


def _sheet(book: Any, formats: dict[str, Any], name: str, contents: Sequence[Table], language: str) -> None:
    sheet = book.add_worksheet(name)
    row = 0
    for table in contents:
        row = _table(sheet, formats, table, row, language) + 1
    _widths(sheet, contents)
    if len(contents) == 1:
        head = 2 if contents[0].note else 1
        labels = next(place for place, column in enumerate(contents[0].columns) if column.kind is not Kind.TEXT)
        sheet.freeze_panes(head + 1, min(labels, 1 if contents[0].columns[0].width > _LONG else labels))
        sheet.repeat_rows(head)
    _print_setup(sheet, wide=sum(_columns(contents)) > _A4)


def _table(sheet: Any, formats: dict[str, Any], table: Table, row: int, language: str) -> int:
    """Title, note, heads and rows from `row` on; the row after the last."""
    _write(sheet, row, 0, table.title, formats["heading"])
    sheet.set_row(row, _ROW + 3)
    row += 1
    if table.note:
        _write(sheet, row, 0, table.note, formats["note"])
        row += 1
    if not table.rows:
        return row
    for place, column in enumerate(table.columns):
        words_column = "head" if place == 0 else "head_indented"
        form = formats[words_column if column.kind is Kind.TEXT else "head_right"]
        _write(sheet, row, place, _head(column), form)
    numeric = [column for column in table.columns if column.kind is not Kind.TEXT]
    sheet.set_row(row, _ROW * max((_lines(_head(column), column.width) for column in numeric), default=1))
    for line in table.rows:
        row += 1
        long = [
            (str(cell), column.width) for cell, column in zip(line, table.columns, strict=True) if _is_wrapped(column)
        ]
        sheet.set_row(row, _ROW * max((_lines(words, width) for words, width in long), default=1))
        for place, (cell, column) in enumerate(zip(line, table.columns, strict=True)):
            form = _form(column, place)
            _cell(sheet, row, place, cell, formats[form], table, language)
    return row + 1


def _head(column: Column) -> str:
    """The head without the line breaks that the terminal needs."""
    return column.head.replace("-\n", "").replace("\n", " ")


def _form(column: Column, place: int) -> str:
    """Words keep a distance from a number to their left."""
    if column.kind is not Kind.TEXT:
        return column.kind
    return ("wrapped" if _is_wrapped(column) else "plain") + ("_indented" if place else "")


def _is_wrapped(column: Column) -> bool:
    return column.kind is Kind.TEXT and column.width >= _LONG


def _lines(words: str, width: int) -> int:
    """Rows of text that words need in a column; heights are set because not every reader of the file finds them."""
    return sum(max(1, len(textwrap.wrap(line, max(1, round(0.92 * width))))) for line in words.split("\n"))


def _cell(sheet: Any, row: int, place: int, cell: Cell, form: Any, table: Table, language: str) -> None:
    kind = table.columns[place].kind
    if cell is None and kind in (Kind.PAYBACK, Kind.WHOLE_YEARS):
        _write(sheet, row, place, text("not_within", language, horizon=table.horizon), form)
    elif isinstance(cell, str):
        _write(sheet, row, place, cell, form)
    elif cell is None:
        sheet.write_blank(row, place, None, form)
    else:
        sheet.write_number(row, place, cell, form)


def _write(sheet: Any, row: int, place: int, words: str, form: Any) -> None:
    """Text stays text, whatever sign it begins with."""
    sheet.write_string(row, place, _CONTROL.sub("", words), form)


def _paragraph(sheet: Any, row: int, words: str, form: Any, *, width: int = _LINE, height: float = _ROW) -> int:
    """A sentence over as many rows as it needs; the row after it. No merged cells."""
    for line in textwrap.wrap(words, width):
        _write(sheet, row, 0, line, form)
        sheet.set_row(row, height)
        row += 1
    return row


def _widths(sheet: Any, contents: Sequence[Table]) -> None:
    for place, width in enumerate(_columns(contents)):
        sheet.set_column(place, place, width)


def _columns(contents: Sequence[Table]) -> list[int]:
    """Widths of a sheet's columns, each the widest of its tables."""
    return [
        max(table.columns[place].width for table in contents if place < len(table.columns))
        for place in range(max(len(table.columns) for table in contents))
    ]


def _print_setup(sheet: Any, *, wide: bool = False) -> None:
    sheet.set_landscape()
    sheet.set_paper(8 if wide else 9)  # A3, A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&RSide &P / &N")
    sheet.hide_gridlines(2)


def _probability_pattern(language: str) -> str:
    """Two decimals, and never a bare 0 or 1; the number itself is stored in full."""
    least, most = numbers.probability(0.0, language), numbers.probability(1.0, language)
    return f'[<0.005]"{least}";[>0.995]"{most}";0.00'


def _formats(book: Any, language: str) -> dict[str, Any]:
    patterns = {**_PATTERNS, Kind.PROBABILITY: _probability_pattern(language)}
    base = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
    made: dict[str, Any] = {
        kind: book.add_format({**base, "num_format": pattern, "align": "right"}) for kind, pattern in patterns.items()
    }
    for name, more in (("plain", {}), ("wrapped", {"text_wrap": True})):
        made[name] = book.add_format({**base, **more})
        made[f"{name}_indented"] = book.add_format({**base, **more, "align": "left", "indent": 1})
    made["title"] = book.add_format({**base, "bold": True, "font_size": 16})
    made["heading"] = book.add_format({**base, "bold": True, "font_size": 12})
    made["verdict"] = book.add_format({**base, "bold": True, "font_size": 13})
    made["note"] = book.add_format({**base, "font_color": "#595959"})
    head = {**base, "bold": True, "bottom": 1, "bg_color": "#E8EEF4", "valign": "bottom"}
    made["head"] = book.add_format(head)
    made["head_indented"] = book.add_format({**head, "align": "left", "indent": 1})
    made["head_right"] = book.add_format({**head, "align": "right", "text_wrap": True})
    return made
