"""The table at any width: nothing overflows, nothing from an article acts, what matters is there."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from newsdiff.model import Attribution, Facet, FacetValue, Report, Reported, StoryArticle
from newsdiff.report.look import NARROWEST, WIDEST, Look
from newsdiff.report.table import render
from tests.sample_report import FINDINGS, REPORT, STORY, claim, finding

_COLOR = re.compile(r"\x1b\[[0-9;]*m")

HOSTILE = (
    "x\x1b]0;owned\x07y\x1b[2J \x9b31m [bold]b[/] [/nothing] [link=http://evil]l[/link] "
    "\u202egnp.exe\n\nz \ud83d :smile:"
)


def hostile(text: str) -> Report:
    """A report in which every text that comes from an article or its file is `text`."""
    reported = claim("a", "Divers will look at the hull on Friday")
    said = Attribution("direct", (), source_text=text, cue_text=text, speaker=text)
    bad = Reported("a", dataclasses.replace(reported.claim, text=text, attribution=said))
    facets = [
        Facet("name", relation, text, (FacetValue("a", text, bad.claim.start, bad.claim.end, {}),))
        for relation in ("conflict", "compatible")
    ]
    found = [finding("1", verdict, "ND801", text, [bad], facets) for verdict in ("divergent", "agreed", "unique")]
    article = StoryArticle("a", text or "-", text, text, None, "none", 1)
    story = dataclasses.replace(STORY, title=text, articles=(article,), findings=tuple(found))
    return dataclasses.replace(REPORT, stories=(story,))


@pytest.mark.parametrize("width", [NARROWEST, 60, 80, 120, 160, 200])
@pytest.mark.parametrize("verbose", [False, True])
def test_no_line_is_wider_than_the_screen(width: int, verbose: bool) -> None:
    lines = render(REPORT, Look(width, screen=True, verbose=verbose)).splitlines()
    assert max(map(cell_len, lines)) <= min(width, WIDEST)
    assert not [line for line in lines if line != line.rstrip()]


@pytest.mark.parametrize("look", [Look(), Look(80, screen=True), Look(80, screen=True, verbose=True)])
def test_hostile_text_is_shown_as_written(look: Look) -> None:
    text = render(hostile(HOSTILE), look)
    assert not [char for char in text if not char.isprintable() and char != "\n"]
    assert "[bold]b[/] [/nothing]" in text
    assert ":smile:" in text
    assert r"\x1b]0;owned\x07y" in text


def test_in_colour_only_the_tables_own_sequences_are_live() -> None:
    text = render(hostile(HOSTILE), Look(80, screen=True, color=True))
    assert "\x1b" in text
    assert "\x1b" not in _COLOR.sub("", text)
    assert set(_COLOR.findall(text)) <= set(_COLOR.findall(render(REPORT, Look(80, screen=True, color=True)))) | {
        "\x1b[30;46m"
    }


def test_colour_changes_no_word() -> None:
    plain = render(REPORT, Look()).replace("[", "").replace("]", "")
    assert _COLOR.sub("", render(REPORT, Look(color=True))) == plain


@given(st.text(st.characters(), max_size=80), st.sampled_from([None, 40, 61, 200]))
def test_any_text_is_rendered_in_its_width(text: str, width: int | None) -> None:
    rendered = render(hostile(text), Look(width, screen=width is not None))
    rendered.encode("utf-8")
    assert not [char for char in rendered if char in "\x1b\x9b\x07\r\t\u202e"]
    if width:
        # A wide or combined character at the margin may need one cell more in rich's own measure.
        assert max(map(cell_len, rendered.splitlines())) <= width + 1


def test_two_articles_stand_side_by_side_where_there_is_room() -> None:
    def beside(width: int) -> bool:
        return any(
            "[an hour]" in line and "[two hours]" in line for line in render(REPORT, Look(width, True)).splitlines()
        )

    assert beside(160)
    assert not beside(100)


def test_letters_have_their_colours_at_full_strength() -> None:
    text = render(REPORT, Look(160, screen=True, color=True))
    assert "\x1b[30;46ma\x1b[0m" in text
    assert not re.search(r"\x1b\[(?:\d+;)*2;\d", text)


def test_what_differs_comes_first_and_is_marked() -> None:
    lines = render(REPORT, Look(80, screen=True)).splitlines()
    heads = [line.split("  ")[0] for line in lines if "──" in line]
    assert heads == ["Facts by source", "Divergent", "Agreed", "Unique to a", "Unique to b"]
    assert any("a,c 27 ≠ b Twenty-five" in line for line in lines)
    assert any("[Twenty-five] people were hurt — the coastguard" in line and "coast.txt:4" in line for line in lines)
    assert lines[-2] == "2 divergent · 2 agreed · 4 unique (a 2, b 2)"


def test_a_pipe_has_every_word_on_one_line_with_its_place() -> None:
    text = render(REPORT, Look())
    assert "…" not in text
    assert not set(text) & set("─│┌╭")
    for found in FINDINGS:
        for reported in found.claims:
            path = next(article.path for article in STORY.articles if article.id == reported.article)
            assert any(f"{path}:{reported.claim.line}" in line for line in text.splitlines())
    for line in ("Lifeboats took 212 passengers to shore", "any of the instruments that were replaced two winters ago"):
        assert any(line in shown for shown in text.splitlines())


@pytest.mark.parametrize(("top", "more"), [(0, 0), (1, 4), (2, 0)])
def test_top_cuts_each_section_and_says_so(top: int, more: int) -> None:
    assert render(REPORT, Look(80, screen=True, top=top)).count("1 more") == more


def test_verbose_shows_the_rule_and_the_id() -> None:
    text = render(REPORT, Look(verbose=True))
    assert "ND101 · 3f0c · confidence 0.87" in text
    assert "quantity conflict: 27 and 25 are different exact numbers" in text
    assert "confidence 0.87 · salience 0.90 · 3 sources, 2 independent" in text
    assert "1 sources" not in text


def _with_a_first_sentence_that_does_not_differ() -> Report:
    first = claim("a", "Ferry runs aground off Port Allen")
    found = dataclasses.replace(FINDINGS[0], claims=(first, *FINDINGS[0].claims))
    return dataclasses.replace(REPORT, stories=(dataclasses.replace(STORY, findings=(found,)),))


def test_the_place_of_an_agreed_fact_is_that_of_the_words_shown() -> None:
    first = Reported("a", dataclasses.replace(claim("a", "Divers will look at the hull on Friday").claim, line=3))
    other = claim("b", "any of the instruments that were replaced two winters ago")
    told = Reported("b", dataclasses.replace(other.claim, line=97))
    found = finding(
        "1", "agreed", "ND000", told.claim.text, [first, claim("b", "The 東京丸 (Tōkyō Maru), a freighter"), told], ()
    )
    story = dataclasses.replace(STORY, findings=(found,))
    text = render(dataclasses.replace(REPORT, stories=(story,)), Look(160, screen=True))
    assert [line for line in text.splitlines() if "replaced two winters ago" in line and ":97" in line], text


def test_a_screen_shows_the_sentence_that_differs_and_counts_the_others() -> None:
    text = render(_with_a_first_sentence_that_does_not_differ(), Look(160, screen=True))
    assert "[27] were hurt" in text
    assert "(+1 more: harbour-times.txt:1)" in " ".join(text.split())


@pytest.mark.parametrize("look", [Look(), Look(160, screen=True, verbose=True)], ids=["a pipe", "verbose"])
def test_elsewhere_all_sentences_are_shown(look: Look) -> None:
    text = render(_with_a_first_sentence_that_does_not_differ(), look)
    assert "more:" not in text
    assert text.count("harbour-times.txt:1") == 1
    assert text.count("Ferry runs aground off Port Allen") == 2  # The title, and the claim.


@pytest.mark.parametrize(
    ("findings", "said"),
    [
        pytest.param((), "No facts found to compare.", id="nothing at all"),
        pytest.param(FINDINGS[2:], "No difference found in the facts that they share.", id="all agree"),
        pytest.param(FINDINGS[4:], "No fact found that two of them report.", id="nothing shared"),
    ],
)
def test_an_empty_section_is_said_in_words(findings: tuple[object, ...], said: str) -> None:
    story = dataclasses.replace(STORY, findings=findings)  # type: ignore[arg-type]
    assert said in render(dataclasses.replace(REPORT, stories=(story,)), Look())


def test_where_facts_are_undecided_nothing_is_said_to_be_without_difference() -> None:
    agreed, alone = FINDINGS[2], dataclasses.replace(FINDINGS[4], near=(FINDINGS[2].id,))
    story = dataclasses.replace(STORY, findings=(agreed, alone))
    report = dataclasses.replace(REPORT, stories=(story,))
    text = render(report, Look())
    assert "No difference found" not in text
    assert "of 1 fact it is undecided" in text
    assert ", 1 of them undecided" in text
    assert agreed.id not in text
    assert re.search(rf"near .*{agreed.id}", render(report, Look(verbose=True)))


def test_files_of_one_name_are_told_apart() -> None:
    articles = tuple(dataclasses.replace(a, path=f"{a.id}/story.txt") for a in STORY.articles)
    report = dataclasses.replace(REPORT, stories=(dataclasses.replace(STORY, articles=articles),))
    assert "b/story.txt:4" in render(report, Look(80, screen=True))


@pytest.mark.parametrize("look", [Look(), Look(80), Look(80, screen=True), Look(80, screen=True, verbose=True)])
def test_one_endless_word_stays_within_the_width(look: Look) -> None:
    report = hostile("9" * 50_000)
    shown = render(report, look)
    assert shown == render(report, look)
    if look.screen:
        assert max(cell_len(_COLOR.sub("", line)) for line in shown.splitlines()) <= look.width
