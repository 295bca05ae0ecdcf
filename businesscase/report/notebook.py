"""What a notebook shows of a scenario and of a result: the answer, its table and a small picture, as HTML."""

from __future__ import annotations

import base64
from html import escape

from businesscase.measures.result import Result
from businesscase.report.tables.table import Table, written
from businesscase.report.tables.tables import by_payer
from businesscase.report.texts import not_modelled, sentences
from businesscase.report.texts.texts import Texts
from businesscase.scenario.load.scenario import Scenario


def result_html(result: Result, language: str = "en") -> str:
    """Verdict, who pays and saves, and the picture of the payback."""
    from businesscase.report.figures.figures import payback_picture

    texts = Texts(language)
    picture = base64.b64encode(payback_picture(result, texts)["png"]).decode("ascii")
    return (
        f"<h4>{escape(sentences.title(result, texts))}</h4>"
        f"<p><b>{escape(sentences.verdict_sentence(result, texts))}</b><br>"
        f"{escape(not_modelled.both_ways(result, texts) or '')}<br>"
        f"<small>{escape(sentences.conditions(result.headline, texts))}</small></p>"
        f"{_table(by_payer(result, texts), texts)}"
        f'<img style="max-width: 60em; width: 100%" src="data:image/png;base64,{picture}" '
        f'alt="{escape(texts("figure.saving"))}">'
    )


def scenario_html(scenario: Scenario, language: str = "en") -> str:
    """Title, what the effects rest on, and the claims that are tested."""
    rows = "".join(
        f"<tr><td>{escape(name)}</td><td>{escape(getattr(claim.label, language))}</td></tr>"
        for name, claim in scenario.claims.items()
    )
    evidence = " ".join(getattr(scenario.evidence, language).split())
    return f"<h4>{escape(scenario.title)}</h4><p>{escape(evidence)}</p><table>{rows}</table>"


def _table(table: Table, texts: Texts) -> str:
    head = "".join(f"<th>{escape(' '.join(column.head.split()))}</th>" for column in table.columns)
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td>{escape(written(cell, column.kind, texts, table))}</td>"
            for cell, column in zip(row, table.columns, strict=True)
        )
        + "</tr>"
        for row in table.rows
    )
    return f"<table><caption>{escape(table.said(table.title, texts))}</caption><tr>{head}</tr>{rows}</table>"
