"""The matrix of facts by sources: who agrees, who differs and in which words, who is silent; in any width."""

from __future__ import annotations

import dataclasses

import pytest
from rich.cells import cell_len

from newsdiff.model import Facet, FacetValue, Finding, Report
from newsdiff.report.look import Look
from newsdiff.report.matrix import cells
from newsdiff.report.table import render
from tests.sample_report import FINDINGS, REPORT, STORY

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def differing(*said: str, value: dict[str, object] | None = None) -> Finding:
    """A finding in which article a says the first of `said`, b the second, …; a `-` is silent, a `+` says no figure."""
    base = FINDINGS[0]
    articles = [(letter, words) for letter, words in zip(LETTERS, said, strict=False) if words != "-"]
    claims = tuple(dataclasses.replace(base.claims[0], article=letter) for letter, _ in articles)
    values = tuple(FacetValue(letter, words, 0, 1, value or {}) for letter, words in articles if words != "+")
    return dataclasses.replace(base, claims=claims, facets=(Facet("quantity", "conflict", "why", values),))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        pytest.param(("27", "25", "27"), "✓27 ≠25 ✓27", id="most say one thing: they agree, the other differs"),
        pytest.param(("27", "25"), "≠27 ≠25", id="as many say this as that: nobody is right"),
        pytest.param(("27", "25", "26"), "≠27 ≠25 ≠26", id="each says another"),
        pytest.param(("27", "25", "27", "25"), "≠27 ≠25 ≠27 ≠25", id="two against two"),
        pytest.param(("27", "-", "25"), "≠27 . ≠25", id="the silent stay blank"),
        pytest.param(("27", "+", "25"), "≠27 ✓ ≠25", id="who reports the fact without the figure agrees"),
        pytest.param(("Six", "six", "Four"), "✓Six ✓six ≠Four", id="case is no difference"),
    ],
)
def test_cells(said: tuple[str, ...], shown: str) -> None:
    found = cells(differing(*said))
    told = [found.get(letter) for letter in LETTERS[: len(said)]]
    assert " ".join("." if cell is None else "≠✓"[cell[0]] + cell[1] for cell in told) == shown


def test_one_value_in_two_wordings_is_one() -> None:
    finding = differing("27", "Twenty-seven", "25")
    known: list[dict[str, object]] = [{"low": 27.0}, {"low": 27.0}, {"low": 25.0}]
    values = tuple(dataclasses.replace(v, value=k) for v, k in zip(finding.facets[0].values, known, strict=True))
    finding = dataclasses.replace(finding, facets=(dataclasses.replace(finding.facets[0], values=values),))
    assert cells(finding) == {"a": (True, "27"), "b": (True, "Twenty-seven"), "c": (False, "25")}


def test_an_agreed_finding_has_but_signs() -> None:
    assert cells(FINDINGS[2]) == {"a": (True, ""), "b": (True, ""), "c": (True, "")}


def story_of(sources: int) -> Report:
    """The sample with so many articles; the first finding differs, the second is told by every other article."""
    letters = LETTERS[:sources]
    articles = tuple(dataclasses.replace(STORY.articles[0], id=letter) for letter in letters)
    findings = (
        differing(*("twenty-seven people" if number % 3 else "25" for number in range(sources))),
        dataclasses.replace(
            FINDINGS[2], claims=tuple(dataclasses.replace(FINDINGS[2].claims[0], article=a) for a in letters[::2])
        ),
    )
    return dataclasses.replace(REPORT, stories=(dataclasses.replace(STORY, articles=articles, findings=findings),))


def matrix_of(report: Report, look: Look) -> list[str]:
    lines = render(report, look).splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("Facts by source"))
    end = next(number for number in range(start, len(lines)) if lines[number].startswith("Divergent"))
    return [line for line in lines[start + 1 : end] if line]


def test_six_sources_are_readable_in_80_columns() -> None:
    head, first, second, legend = matrix_of(story_of(6), Look(80, screen=True))
    assert head.split() == list("abcdef")
    assert max(map(cell_len, (head, first, second, legend))) <= 80
    for number, letter in enumerate("abcdef"):
        at = head.index(letter)
        assert first[at:].startswith("✓ twen…" if number % 3 else "≠ 25")
        assert (second[at : at + 1] or " ") == ("✓" if number % 2 == 0 else " ")
    assert first.startswith("  people hurt ")
    assert second.startswith("  The ferry Meridian ran")


@pytest.mark.parametrize("width", [40, 60, 80, 100, 160])
@pytest.mark.parametrize("sources", [3, 6, 12, 20, 26])
def test_no_line_is_wider_than_the_screen(width: int, sources: int) -> None:
    shown = matrix_of(story_of(sources), Look(width, screen=True))
    assert max(map(cell_len, shown)) <= width
    fits = 13 + 2 + 2 * sources <= width
    assert any("too many sources" in line for line in shown) == (not fits)
    assert any(line.split() == list(LETTERS[:sources]) for line in shown) == fits


def test_twenty_sources_keep_their_signs() -> None:
    _, first, *_ = matrix_of(story_of(20), Look(80, screen=True))
    assert first.split()[2:] == ["≠" if number % 3 == 0 else "✓" for number in range(20)]


def test_a_pipe_has_the_same_matrix_in_plain_characters() -> None:
    shown = matrix_of(story_of(6), Look())
    assert not set("".join(shown)) & set("─│┌╭\x1b")
    assert "The ferry Meridian ran aground on a sandbank outside Port Allen late on Tuesday" in shown[2]


def test_ascii_where_the_stream_has_nothing_else() -> None:
    head, first, second, legend = matrix_of(story_of(6), Look(80, screen=True, ascii=True))
    assert first.split()[2:4] == ["!=", "25"]
    assert legend == "  + agrees · != differs · blank: silent"
    assert [head.index(letter) for letter in "ace"] == [at for at, sign in enumerate(second) if sign == "+"]


def test_top_cuts_it() -> None:
    shown = matrix_of(story_of(4), Look(80, screen=True, top=1))
    assert len(shown) == 4
    assert shown[2] == "  … 1 more shared, --top 0 shows all"


def test_two_articles_have_none() -> None:
    assert "Facts by source" not in render(story_of(2), Look(80, screen=True))


@pytest.mark.parametrize("look", [Look(), Look(80, screen=True), Look(80, screen=True, ascii=True)])
def test_hostile_words_do_not_act(look: Look) -> None:
    words = "\x1b[2J\u202e\n[bold]" + "9" * 200_000
    story = dataclasses.replace(story_of(3).stories[0], findings=(differing(words, "b", "c"),))
    rendered = render(dataclasses.replace(REPORT, stories=(story,)), look)
    assert not [char for char in rendered if not char.isprintable() and char != "\n"]
