"""Every display of a comparison: all findings, one order, the same counts, in any width, whatever articles say."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from newsdiff.config.keys import DISPLAYS as CONFIGURED
from newsdiff.model import Finding, Report
from newsdiff.report.displays import DISPLAYS, render
from newsdiff.report.links import Links
from newsdiff.report.look import Look
from newsdiff.report.texts import SourceText
from newsdiff.report.visible import ascii_signs
from tests.sample_report import FINDINGS, REPORT, STORY, TEXTS
from tests.unit.test_report_matrix import story_of
from tests.unit.test_report_table import HOSTILE, hostile

_COLOR = re.compile(r"\x1b\[[0-9;]*m")
_LINK = re.compile(r"\x1b\]8;;[!-~]*\x1b\\")
LINKS = Links("/home/press", "desk")

each_display = pytest.mark.parametrize("display", DISPLAYS)


def two_sources() -> Report:
    """The sample without its third article."""
    findings = []
    for finding in FINDINGS:
        claims = tuple(item for item in finding.claims if item.article != "c")
        facets = tuple(
            dataclasses.replace(facet, values=tuple(value for value in facet.values if value.article != "c"))
            for facet in finding.facets
        )
        findings.append(dataclasses.replace(finding, claims=claims, facets=facets))
    story = dataclasses.replace(STORY, articles=STORY.articles[:2], findings=tuple(findings))
    return dataclasses.replace(REPORT, stories=(story,))


def plain(text: str) -> str:
    return _LINK.sub("", _COLOR.sub("", text))


def widest(text: str) -> int:
    return max(map(cell_len, plain(text).splitlines()))


def test_the_settings_know_all_displays() -> None:
    assert DISPLAYS == CONFIGURED


@each_display
@settings(max_examples=40)
@given(st.integers(40, 200), st.booleans(), st.sampled_from([REPORT, two_sources(), story_of(6), story_of(26)]))
def test_no_line_is_wider_than_the_screen(display: str, width: int, verbose: bool, report: Report) -> None:
    look = Look(width, screen=True, color=True, verbose=verbose, links=LINKS)
    assert widest(render(report, look, display=display)) <= width


@each_display
@settings(max_examples=30)
@given(st.integers(40, 200))
def test_every_finding_is_shown(display: str, width: int) -> None:
    text = plain(render(REPORT, Look(width, screen=True, verbose=True), display=display))
    for finding in FINDINGS:
        assert text.count(f" {finding.id} ") == 1, finding.id


@each_display
@pytest.mark.parametrize("look", [Look(), Look(130), Look(80, screen=True), Look(120, screen=True)])
def test_every_source_of_a_finding_is_told(display: str, look: Look) -> None:
    text = " ".join(render(REPORT, look, display=display).split())
    for finding in FINDINGS:
        if display == "matrix":
            assert finding.claims[0].claim.text[:20] in text or finding.summary[:20] in text
            continue
        for article in {item.article for item in finding.claims}:
            path = {item.id: item.path for item in STORY.articles}[article]
            places = [f"{path}:{item.claim.line}" for item in finding.claims if item.article == article]
            assert any(place in text or place.rpartition("/")[2] in text for place in places)


@each_display
@pytest.mark.parametrize("report", [REPORT, two_sources()], ids=["three sources", "two sources"])
def test_sections_and_counts_are_the_same_in_all(display: str, report: Report) -> None:
    def sections(text: str) -> list[str]:
        return [line.split("  ")[0] for line in text.splitlines() if "──" in line and "Facts by" not in line]

    text, table = (render(report, Look(90, screen=True), display=name) for name in (display, "table"))
    assert sections(text) == sections(table) == ["Divergent", "Agreed", "Unique to a", "Unique to b"]
    assert text.splitlines()[-2] == table.splitlines()[-2]


@each_display
def test_top_cuts_each_section_and_says_so(display: str) -> None:
    text = render(two_sources(), Look(80, screen=True, top=1), display=display)
    assert [line.strip() for line in text.splitlines() if "--top 0" in line] == [
        f"… 1 more {name}, --top 0 shows all" for name in ("divergent", "agreed", "unique to a", "unique to b")
    ]


@each_display
@pytest.mark.parametrize("look", [Look(), Look(80, screen=True), Look(40, screen=True, verbose=True)])
def test_hostile_text_is_shown_as_written(display: str, look: Look) -> None:
    text = render(hostile(HOSTILE), look, display=display)
    assert not [char for char in text if not char.isprintable() and char != "\n"]
    assert r"\x1b]0;owned" in text


@each_display
def test_in_colour_only_our_own_sequences_are_live(display: str) -> None:
    text = render(hostile(HOSTILE), Look(80, screen=True, color=True, links=LINKS), display=display)
    assert "\x1b[" in text
    assert not [char for char in plain(text) if not char.isprintable() and char != "\n"]


@each_display
@settings(max_examples=50)
@given(st.text(st.characters(), max_size=80), st.integers(40, 200))
def test_any_text_is_rendered_in_its_width(display: str, text: str, width: int) -> None:
    rendered = render(hostile(text), Look(width, screen=True), display=display)
    rendered.encode("utf-8")
    # A wide or combined character at the margin may need one cell more in rich's own measure.
    assert widest(rendered) <= width + 1


@each_display
def test_ascii_where_the_stream_has_nothing_else(display: str) -> None:
    shown = ascii_signs(render(two_sources(), Look(150, screen=True, ascii=True), display=display))
    assert {char for char in shown if not char.isascii()} <= set("東京丸ōk")


@each_display
@pytest.mark.parametrize("width", [40, 80, 130])
def test_what_a_stream_cannot_hold_is_no_wider_than_it_says(display: str, width: int) -> None:
    look = Look(width, screen=True, ascii=True, encoding="ascii", verbose=True)
    for report in (REPORT, hostile("£5 — naïve “words” of 東京丸 … " * 9)):
        shown = render(report, look, display=display)
        shown.encode("ascii")
        assert widest(shown) <= width
    latin = render(hostile("naïve £5 → €6"), Look(width, screen=True, ascii=True, encoding="latin-1"), display=display)
    latin.encode("latin-1")
    assert "naïve £5" in latin


@each_display
def test_the_same_values_give_the_same_text(display: str) -> None:
    look = Look(120, screen=True, color=True, links=LINKS)
    assert render(REPORT, look, display=display) == render(REPORT, look, display=display)


@each_display
@pytest.mark.parametrize("articles", [0, 1])
def test_a_story_of_nothing_is_no_error(display: str, articles: int) -> None:
    story = dataclasses.replace(STORY, articles=STORY.articles[:articles], findings=())
    text = render(dataclasses.replace(REPORT, stories=(story,)), Look(80, screen=True), display=display)
    assert "No facts found to compare." in text


@pytest.mark.parametrize("display", ["table", "matrix", "side-by-side"])
def test_colour_changes_no_word(display: str) -> None:
    shown = render(REPORT, Look(), display=display).replace("[", "").replace("]", "")
    colored = plain(render(REPORT, Look(color=True), display=display))
    assert sorted(colored.split()) == sorted(shown.split())


# Side by side.


def side_by_side(report: Report, width: int) -> list[str]:
    return render(report, Look(width, screen=True), display="side-by-side").splitlines()


def test_sources_stand_in_columns_with_their_names_above() -> None:
    lines = side_by_side(two_sources(), 80)
    assert any(re.search(r"^  a  Harbour Times +│ b  東京 Coast$", line) for line in lines)
    first = next(line for line in lines if "[Twenty-five]" in line)
    assert first.index("│") == 40


def test_what_one_source_alone_says_has_its_column_for_itself() -> None:
    lines = side_by_side(two_sources(), 80)
    after = lines[next(number for number, line in enumerate(lines) if line.startswith("Unique to b")) :]
    told = [line for line in after if "│" in line]
    assert len(told) >= 2
    assert all(line.startswith(" " * 40 + "│ ") for line in told)


@pytest.mark.parametrize(
    ("sources", "width", "said"),
    [
        pytest.param(2, 53, None, id="two of 24 cells"),
        pytest.param(2, 52, "no two sources fit side by side", id="a cell too few"),
        pytest.param(3, 80, None, id="three in 80"),
        pytest.param(3, 79, "2 of 3 sources fit", id="the third below"),
        pytest.param(6, 200, None, id="six in 200"),
        pytest.param(12, 120, "4 of 12 sources fit", id="twelve in rows of four"),
    ],
)
def test_as_many_columns_as_can_be_read(sources: int, width: int, said: str | None) -> None:
    shown = "\n".join(side_by_side(story_of(sources), width))
    assert (said in shown) if said else "fit side by side" not in shown
    if said and not said.startswith("no"):
        assert max(line.count("│") for line in shown.splitlines()) == int(said[0]) - 1


def test_a_pipe_has_columns_as_those_of_diff() -> None:
    lines = render(REPORT, Look(), display="side-by-side").splitlines()
    assert max(map(cell_len, lines)) <= 130
    assert any(line.count("│") == 2 for line in lines)


# Inline.


def inline(report: Report, *, color: bool = False) -> str:
    return " ".join(plain(render(report, Look(120, screen=True, color=color), display="inline")).split())


def test_two_sources_are_one_text_as_in_a_word_diff() -> None:
    text = inline(two_sources())
    assert "[-27-]{+Twenty-five+} were hurt" in text
    assert "We were told to wait in the dark for [-an hour-]{+two hours+}" in text
    assert "[-At least 200-]{+212+} passengers were taken off" in text


def test_in_colour_letters_say_whose_words_they_are() -> None:
    text = inline(two_sources(), color=True)
    assert "a 27 ≠ b Twenty-five were hurt" in text
    assert "a At least 200 ≈ b 212 passengers" in text
    assert "[-" not in text


def test_of_three_sources_letters_always_do() -> None:
    text = inline(REPORT)
    assert "[a,c 27 ≠ b Twenty-five] were hurt" in text
    assert "the dark for [a an hour ≠ b two hours]" in text


def test_a_value_outside_the_running_text_is_named_after_it() -> None:
    moved = tuple(
        dataclasses.replace(value, start=value.start + 10_000, end=value.end + 10_000)
        for value in FINDINGS[0].facets[0].values
    )
    facets = (dataclasses.replace(FINDINGS[0].facets[0], values=moved),)
    found: Finding = dataclasses.replace(FINDINGS[0], facets=facets)
    report = dataclasses.replace(REPORT, stories=(dataclasses.replace(STORY, findings=(found,)),))
    assert "· quantity a,c 27 ≠ b Twenty-five" in inline(report)


# Sentences around.


def texts() -> dict[str, list[SourceText]]:
    from newsdiff.model import Span

    found = []
    for text in TEXTS.values():
        lines = [match.span() for match in re.finditer(r"[^\n]+", text)]
        found.append(SourceText(text, (), tuple(Span(*span) for span in lines[1:])))
    return {STORY.id: found}


@pytest.mark.parametrize("display", ["table", "side-by-side", "inline"])
@pytest.mark.parametrize("look", [Look(), Look(60, screen=True), Look(200, screen=True, verbose=True)])
def test_sentences_stand_around_a_passage(display: str, look: Look) -> None:
    shown = render(REPORT, look, display=display, texts=texts(), context=1)
    assert "┊" in shown
    words = re.sub(r"[┊│]", " ", shown)
    assert "Divers will look" in words
    assert "The mayor went home" in words
    assert widest(shown) <= (look.width or 10_000)
    assert "The mayor went home" not in render(REPORT, look, display=display)


def test_the_matrix_has_the_words_of_those_who_nearly_agree() -> None:
    text = " ".join(render(REPORT, Look(100, screen=True), display="matrix").split())
    assert "✓ At least 200 ✓ 212" in text


def test_the_matrix_shows_no_passage_and_nothing_around_one() -> None:
    assert "┊" not in render(REPORT, Look(80, screen=True), display="matrix", texts=texts(), context=2)
