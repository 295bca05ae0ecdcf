"""From pages to the bytes of a file: formats, print set-up, charts. The same pages give the same bytes."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Mapping, Sequence
from datetime import date as Date
from typing import Any

from businesscase.core.collecting import without_collecting
from businesscase.workbook.grid import WRITTEN, Cell, Chart, Page, address, as_value, chart_height, quoted
from businesscase.workbook.printing import layout_of
from businesscase.workbook.term import Term

# Patterns are stored the American way; a program shows them with its reader's own separators.
_PATTERNS = {
    "kroner": '[>=500]#,##0,;[<=-500]-#,##0,;"0"',  # in thousands; less than half of one is 0, never -0
    "saved": '[>=500]#,##0,;[<=-500]-#,##0,;"0"',  # as kroner; a gain is positive whatever the reader's sign
    "amount": "[>=0.005]#,##0.00;[<=-0.005]-#,##0.00;0.00",
    "quantity": "[>=0.005]#,##0.00;[<=-0.005]-#,##0.00;0.00",
    "percent": "[>=0.0005]0.0%;[<=-0.0005]-0.0%;0.0%",
    "share": "0.0000",
    "factor": "0.0000",
    "probability": '[<0.005]"<0{decimal}01";[>0.995]">0{decimal}99";0.00',
    "correlation": "[>=0.005]+0.00;[<=-0.005]-0.00;0.00",
    "years": "0.00",
    "integer": "0",
    "number": "#,##0.00",
    "plain": "General",
    "thousands": "[>=1000]#,##0;[<=-1000]-#,##0;General",
    "code": "0",
    "check": "[>=0.0000005]0.000000;[<=-0.0000005]-0.000000;0.000000",
    "date": "yyyy-mm-dd",
}
_STYLES: dict[str, dict[str, Any]] = {
    "text": {},
    "wrap": {"text_wrap": True},
    "wrap_wide": {"text_wrap": True},
    "aside": {"align": "left", "indent": 1, "text_wrap": True},
    "right": {"align": "right"},
    "fact": {"align": "left", "bold": True},
    "answer": {"align": "right", "bold": True},
    "entry": {"bg_color": "#FFF8DC", "border": 1, "border_color": "#A0A0A0"},
    "bold": {"bold": True},
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "font_size": 12},
    "verdict": {"bold": True, "font_size": 13},
    "note": {"font_color": "#404040"},
    "link": {"underline": 1, "font_color": "#1F3864"},
    "ruler": {"italic": True},
    "head": {"bold": True, "bottom": 1, "bg_color": "#E8EEF4", "text_wrap": True, "valign": "bottom"},
    "head_right": {
        "bold": True,
        "bottom": 1,
        "bg_color": "#E8EEF4",
        "align": "right",
        "text_wrap": True,
        "valign": "bottom",
    },
    "input_thousands": {
        "num_format": "[>=1000]#,##0;[<=-1000]-#,##0;General",
        "bg_color": "#FFF8DC",
        "border": 1,
        "border_color": "#A0A0A0",
        "align": "right",
    },
    "input": {"num_format": "General", "bg_color": "#FFF8DC", "border": 1, "border_color": "#A0A0A0", "align": "right"},
}
_MORE: dict[str, dict[str, Any]] = {
    "bold": {"bold": True, "top": 1},
    "head": {"bold": True, "bottom": 1, "bg_color": "#E8EEF4", "valign": "bottom"},
}
_RULE = {"top": 4, "top_color": "#808080"}
_DASHES = ("solid", "dash", "square_dot", "long_dash_dot", "round_dot", "long_dash")
_GREYS = ("#000000", "#404040", "#707070", "#202020", "#909090", "#505050")
_FILLED = {"fill": {"color": "#808080"}, "border": {"color": "#000000"}, "gap": 40, "invert_if_negative": False}
_BLANK = Cell(None, "text")
_WRAPPED = ("wrap", "wrap_wide", "aside", "head", "head_right", "input")
_TALL = {"title": 24.0, "verdict": 18.0, "heading": 18.0}
_ROW = 15.0


@without_collecting()
def book_bytes(
    pages: Sequence[Page], *, title: str, author: str, properties: Mapping[str, str | int], decimal: str = "."
) -> bytes:
    """The file as it is written to disk; `decimal`: the mark in what a pattern spells out."""
    import xlsxwriter

    from businesscase.workbook.sheet import PlainSheet

    buffer = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_calc_mode("auto")
    book.set_properties({"title": title, "author": author, "created": WRITTEN})
    for name, value in properties.items():
        book.set_custom_property(name, value)
    formats = _Formats(book, decimal)
    for page in pages:
        _write(book, formats, page, PlainSheet)
    book.close()
    return buffer.getvalue()


class _Formats:
    """Formats of the file, made when first used."""

    def __init__(self, book: Any, decimal: str) -> None:
        self.book, self.decimal, self.made = book, decimal, {}  # type: ignore[var-annotated]

    def of(self, form: str, *, unlocked: bool, ruled: bool, tall: bool) -> Any:
        key = (form, unlocked, ruled, tall)
        if key not in self.made:
            base = {
                "font_name": "Calibri",
                "font_size": 10,
                "valign": "top" if tall else "vcenter",
                "locked": not unlocked,
            }
            name, _, bold = form.partition("+")
            pattern = _PATTERNS.get(name, "").replace("{decimal}", self.decimal)
            style = (
                {"num_format": pattern, "align": "left" if name == "code" else "right"} if pattern else _STYLES[name]
            )
            more = _MORE[bold] if bold else {}
            self.made[key] = self.book.add_format({**base, **(_RULE if ruled else {}), **style, **more})
        return self.made[key]


def _write(book: Any, formats: _Formats, page: Page, worksheet: type) -> None:
    sheet = book.add_worksheet(page.name, worksheet_class=worksheet)
    own, columns = quoted(page.name), range(page.columns)
    blanks = {(row, column): _BLANK for row in page.rules for column in columns}
    heights = _heights(page)
    cells = {**blanks, **page.cells}
    for row, column in sorted(cells):
        cell = cells[row, column]
        form = formats.of(cell.form, unlocked=cell.unlocked, ruled=row in page.rules, tall=row in heights)
        content = cell.content
        if (row, column) in page.links:
            sheet.write_url(row, column, f"internal:{quoted(page.links[row, column])}A1", form, str(content))
        elif isinstance(content, Term):
            sheet.put_formula(row, column, content.text.replace(own, ""), form, content.value)
        elif isinstance(content, str):
            if content:
                sheet.write_string(row, column, content.encode(errors="backslashreplace").decode(), form)
            else:
                sheet.write_blank(row, column, None, form)
        elif content is None:
            sheet.write_blank(row, column, None, form)
        else:
            sheet.write_number(row, column, float(as_value(content)) if isinstance(content, Date) else content, form)
    for column in columns:
        sheet.set_column(column, column, page.widths.get(column, 11))
    for name, place in page.marks.items():
        book.define_name(name, f"={own}{address(*place, fixed=True)}")
    for row, height in heights.items():
        sheet.set_row(row, height)
    for (row, column), allowed in page.options.items():
        sheet.data_validation(row, column, row, column, {"validate": "list", "source": allowed})
    if page.frozen != (0, 0):
        sheet.freeze_panes(*page.frozen)
    for chart in page.charts:
        _chart(book, sheet, chart)
    _set_up(book, sheet, page)
    if page.hidden:
        sheet.hide()
    sheet.hide_gridlines(2)
    sheet.protect(
        "",
        {
            "format_columns": True,
            "format_rows": True,
            "format_cells": True,
            "select_locked_cells": True,
            "select_unlocked_cells": True,
            "autofilter": True,
            "sort": True,
        },
    )


def _set_up(book: Any, sheet: Any, page: Page) -> None:
    """A4 landscape: as many pages across as can be read, heads and keys on each."""
    layout = layout_of(page)
    sheet.set_landscape()
    sheet.set_paper(9)
    if layout.scale is None:
        sheet.fit_to_pages(1, page.most or (1 if page.whole else 0))
    elif page.parts:  # each of its own width, which a fit to so many pages would spread over all of them
        sheet.set_print_scale(layout.scale)
        sheet.set_v_pagebreaks(list(layout.breaks))
    else:  # whatever fonts a reader has: wider ones are printed smaller, and need no more pages
        sheet.fit_to_pages(len(layout.breaks) + 1, 0)
    if layout.scale is not None and page.keys:
        sheet.repeat_columns(0, page.keys - 1)
    if layout.areas and not page.hidden:  # LibreOffice prints what has an area, hidden or not
        book.define_name(f"{quoted(page.name)}_xlnm.Print_Area", layout.areas)
    if page.head is not None:
        sheet.repeat_rows(page.head)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&R&P / &N")


def _heights(page: Page) -> dict[int, float]:
    """Rows high enough for their wrapped text; set because not every program finds them by itself."""
    found: dict[int, float] = {}
    for (row, column), cell in page.cells.items():
        if cell.form in _WRAPPED and isinstance(value := as_value(cell.content), str) and value:
            width = max(1, round(1.08 * page.widths.get(column, 11)) - (2 if cell.form == "aside" else 0))
            lines = sum(max(1, len(textwrap.wrap(line, width))) for line in value.split("\n"))
            found[row] = max(found.get(row, _ROW), min(409.0, 13.5 * lines + 1.5))
    found |= {row: _TALL[cell.form] for (row, _), cell in page.cells.items() if cell.form in _TALL}
    return {row: height for row, height in {**found, **page.heights}.items() if height > _ROW}


def _chart(book: Any, sheet: Any, chart: Chart) -> None:
    drawn = book.add_chart({"type": "bar" if chart.bars else "line"})
    for place, (label, span) in enumerate(chart.lines):
        series = {"name": "=" + label.text, "categories": "=" + chart.heads.text, "values": "=" + span.text}
        dash = _DASHES[place % len(_DASHES)]
        line = {"color": _GREYS[place % len(_GREYS)], "width": 2.0, "dash_type": dash}
        drawn.add_series({**series, **(_FILLED if chart.bars else {"line": line})})
    drawn.set_title({"name": chart.title, "name_font": {"size": 12}, "overlay": False})
    amounts = {
        "num_format": chart.pattern,
        "name": chart.axis,
        "major_gridlines": {"visible": True, "line": {"color": "#D0D0D0"}},
    }
    if chart.bars:
        drawn.set_x_axis({**amounts, "min": -1, "max": 1})
        drawn.set_y_axis({"reverse": True, "label_position": "low", "num_font": {"size": 9}})
        drawn.set_legend({"none": True})
    else:
        drawn.set_y_axis(amounts)
        drawn.set_x_axis({"label_position": "low", "num_font": {"rotation": -45}})
        drawn.set_legend({"position": "bottom"})
    drawn.set_size({"width": 960, "height": chart_height(chart)})
    sheet.insert_chart(chart.row, chart.column, drawn, {"description": chart.alt, "object_position": 2})
