"""The report as CSV or TSV: a row for each facet of each finding, the same columns in every row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from newsdiff.model import Report
from newsdiff.report.rows import NOTHING, Place, Row, Said, rows
from newsdiff.report.spreadsheet import cell, path_cell, rows_text
from newsdiff.report.visible import visible_path
from newsdiff.report.words import kind_of, words_of

COLUMNS = (
    "story",
    "title",
    "finding",
    "verdict",
    "code",
    "confidence",
    "salience",
    "sources",
    "independent",
    "summary",
    "facet",
    "relation",
    "why",
    "words",
    "path",
    "line",
    "column",
    "places",
)


def csv_pieces(report: Report) -> Iterator[str]:
    """RFC 4180, with a head; a finding without facets has one row, in which those columns are empty."""
    for row in chain([_columns(report)], _table(report)):
        yield rows_text([row])


def tsv_pieces(report: Report) -> Iterator[str]:
    """As CSV, with tabs between cells and bare newlines; no cell holds either."""
    for row in chain([_columns(report)], _table(report)):
        yield rows_text([row], delimiter="\t", newline="\n")


def _columns(report: Report) -> tuple[str, ...]:
    """The head of the table; revisions have a change where a comparison has a verdict."""
    return tuple(words_of(report).column if name == "verdict" else name for name in COLUMNS)


def _table(report: Report) -> Iterator[list[str]]:
    for row in rows(report):
        for said in row.said or (None,):
            yield _cells(row, said)


def _cells(row: Row, said: Said | None) -> list[str]:
    """`words` has each wording with those who use it, `places` where every source says it, the first apart too."""
    finding, main = row.finding, row.main
    about = [cell(row.story.id), cell(row.story.title), cell(finding.id), kind_of(finding), finding.code]
    figures = (finding.confidence, finding.salience, finding.sources, finding.independent)
    facet = ["", "", "", ""]
    if said is not None:
        words = " | ".join(f"{item.text or NOTHING} ({', '.join(item.sources)})" for item in said.wordings)
        facet = [said.facet.kind, said.facet.relation, cell(said.facet.why), cell(words)]
    return [
        *about,
        *(cell(figure) for figure in figures),
        cell(finding.summary.strip() or finding.claims[0].claim.text),
        *facet,
        path_cell(main.path),
        cell(main.line),
        cell(main.column),
        path_cell(" | ".join(_where(place) for place in row.places)),
    ]


def _where(place: Place) -> str:
    return f"{visible_path(place.path)}:{place.line}:{place.column}"
