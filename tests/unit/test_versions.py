"""Versions of one article: each with the next, what became of every fact, in which order, and in every format."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsdiff import Config, NewsdiffError, Report, extract, parse, read, revisions, versions
from newsdiff.model import Article, Extraction, Finding
from newsdiff.report import json_format, jsonl, table
from newsdiff.report.formats import FORMATS
from newsdiff.report.look import Look
from newsdiff.report.texts import SourceText
from newsdiff.versions import one_revision, revised
from newsdiff.versions.edits import edited
from newsdiff.versions.words import lines
from tests.process import EXAMPLES

PATHS = sorted(str(path) for path in (EXAMPLES / "revisions").glob("v*.txt"))
ARTICLES = [read(path) for path in PATHS]
EXTRACTIONS = [extract(article) for article in ARTICLES]
MADE = "en_core_web_sm-3.8.0"


@pytest.fixture(scope="module")
def report() -> Report:
    return revised(EXTRACTIONS, Config(), MADE)


def found(report: Report, change: str) -> list[Finding]:
    return [finding for story in report.stories for finding in story.findings if finding.change == change]


def told(findings: list[Finding]) -> str:
    return " | ".join(item.claim.text for finding in findings for item in finding.claims)


def test_each_version_is_compared_with_the_next(report: Report) -> None:
    assert report.kind == "revisions"
    assert [[article.id for article in story.articles] for story in report.stories] == [["a", "b"], ["b", "c"]]
    assert [[article.path for article in story.articles] for story in report.stories] == [PATHS[:2], PATHS[1:]]
    for story in report.stories:
        letters = {article.id for article in story.articles}
        for finding in story.findings:
            assert {item.article for item in finding.claims} <= letters
            assert {value.article for facet in finding.facets for value in facet.values} <= letters


def test_the_public_function_gives_the_same() -> None:
    made = revisions(ARTICLES[:2])
    assert made.stories[0].findings == revised(EXTRACTIONS[:2], Config(), MADE).stories[0].findings


def test_what_was_changed_added_and_removed(report: Report) -> None:
    first, second = ({story.id: story for story in report.stories}[story.id] for story in report.stories)
    changed = {
        (facet.kind, *(value.text for value in facet.values))
        for story in (first, second)
        for finding in story.findings
        for facet in finding.differing
    }
    assert {
        ("quantity", "at least 8", "at least 14"),
        ("quantity", "About 240", "238"),
        ("date", "Monday", "Tuesday"),
        ("quantity", "at least 14", "14"),
    } <= changed
    assert "told us to stay calm" in told([each for each in first.findings if each.change == "added"])
    assert "residents had warned" in told([each for each in first.findings if each.change == "removed"])
    assert "told us to stay calm" in told([each for each in second.findings if each.change == "removed"])
    assert "refund their tickets" in told([each for each in second.findings if each.change == "added"])


def test_a_correction_note_is_no_fact(report: Report) -> None:
    assert "earlier version" not in told(list(report.stories[1].findings))


def test_every_claim_of_both_versions_is_told_of(report: Report) -> None:
    for story, (older, newer) in zip(report.stories, pairwise(EXTRACTIONS), strict=True):
        letters = [article.id for article in story.articles]
        there = {(item.article, item.claim.start) for finding in story.findings for item in finding.claims}
        made = {
            (letter, claim.start)
            for letter, extraction in zip(letters, (older, newer), strict=True)
            for claim in extraction.claims
        }
        assert there == made


MAIN = (
    "the ferry struck a pier",
    "Anna Berg denied the claims",
    "the council closed the road for three hours",
    "police rescued 14 passengers",
    "two crew members told reporters that the ship was safe",
    "it may resume sailings on Friday",
)
SUBORDINATE = (
    "when the storm hit",
    "because the engine failed",
    "which was built in 1987",
    "where 12 people waited",
    "who was travelling with his son",
    "killing two people",
    "the mayor said",
)


@st.composite
def rearranged(draw: st.DrawFn) -> tuple[str, str]:
    """A sentence of several clauses, and the same with clauses moved, exchanged, dropped or put in."""
    clauses = st.sampled_from((*MAIN, *SUBORDINATE))
    first = draw(st.sampled_from(("", "On Monday, ", "Despite the warnings, ")))
    old = draw(st.lists(clauses, min_size=2, max_size=6))
    new = list(draw(st.permutations(old)))
    del new[: draw(st.integers(0, len(new) - 1))]
    new += draw(st.lists(clauses, max_size=1))
    joints = st.sampled_from((", ", " and ", "; ", ", while "))
    old_text, new_text = (
        "".join(part for clause in version for part in (draw(joints), clause)).lstrip(" ,;") for version in (old, new)
    )
    return f"{first}{old_text}.", f"{first}{new_text}."


@settings(max_examples=150)
@given(rearranged())
@example(
    (
        "The ferry lost its contract, leaving dozens stranded; Mayor Dana Osgood denied the claims, and the Kelmouth "
        "council cut the power to 600 homes if the weather allows.",
        "The ferry lost its contract leaving dozens stranded, and Mayor Dana Osgood denied the claims and the Kelmouth "
        "council cut the power to 600 homes, if the weather allows, while crews searched the water.",
    )
)
def test_clauses_that_were_moved_or_dropped_are_told_of_once(pair: tuple[str, str]) -> None:
    older, newer = (extract(parse(text, path=f"{text[:9]}.txt")) for text in pair)
    [story] = one_revision(older, newer, Config(reader="off"), MADE).stories
    places: dict[str, set[tuple[str, int]]] = {"gone": set(), "there": set()}
    for finding in story.findings:
        sides = {item.article for item in finding.claims}
        assert {value.article for facet in finding.differing for value in facet.values} <= sides
        side = "gone" if finding.change in ("added", "removed") else "there"
        places[side] |= {(item.article, item.claim.start) for item in finding.claims}
    made = {(letter, claim.start) for letter, each in (("a", older), ("b", newer)) for claim in each.claims}
    assert places["gone"] | places["there"] == made
    assert not places["gone"] & places["there"]


def failing(monkeypatch: pytest.MonkeyPatch, *paths: str) -> None:
    """Let comparisons with one of these versions as the older one fail."""
    made = versions.changes

    def changes(older: Extraction, *rest: Any) -> Any:
        if older.article.path in paths:
            raise ValueError("no claim\nat all")
        return made(older, *rest)

    monkeypatch.setattr(versions, "changes", changes)


def test_a_pair_that_fails_is_named_and_the_others_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = revised(EXTRACTIONS, Config(), MADE)
    failing(monkeypatch, PATHS[0])
    report = revised(EXTRACTIONS, Config(), MADE)
    assert report.stories == expected.stories[1:]
    [skipped] = report.skipped
    assert skipped.path == PATHS[1]
    assert skipped.reason.startswith(
        f"cannot be compared with {PATHS[0]} (internal error: ValueError: no claim at all)"
    )


def test_an_error_shows_where_nothing_could_be_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, *PATHS)
    with pytest.raises(ValueError, match="no claim"):
        revised(EXTRACTIONS, Config(), MADE)


def test_the_order_is_by_change_then_quotations_and_figures_first(report: Report) -> None:
    ranks = {"changed": 0, "added": 1, "removed": 2, "kept": 3}
    for story in report.stories:
        order = [ranks[str(finding.change)] for finding in story.findings]
        assert order == sorted(order)
        first = [
            any(facet.kind in ("quantity", "quote") for facet in finding.differing)
            for finding in story.findings
            if finding.change == "changed"
        ]
        assert first == sorted(first, reverse=True)


def test_values_are_the_words_of_their_version(report: Report) -> None:
    texts = dict(zip("abc", (article.text for article in ARTICLES), strict=True))
    for story in report.stories:
        for finding in story.findings:
            for facet in finding.facets:
                for value in facet.values:
                    assert value.text == texts[value.article][value.start : value.end] != ""


@pytest.mark.parametrize(
    "path", sorted(EXAMPLES.glob("*/[a-c].txt")), ids=lambda path: f"{path.parent.name}-{path.name}"
)
def test_an_article_and_itself_with_other_lines_have_the_same_facts(path: object) -> None:
    article = read(str(path))
    text = re.sub(r'(^|(?<=[\s(]))"', "“", article.text, flags=re.M).replace('"', "”").replace("'", "’")
    text = text.replace("\n\n", "\n\n\n")
    findings = revisions([article, parse(text, path="again.txt")]).stories[0].findings
    assert {finding.change for finding in findings} == {"kept"}


@pytest.mark.parametrize("number", range(3))
def test_a_version_and_itself(number: int) -> None:
    findings = revised([EXTRACTIONS[number]] * 2, Config(), MADE).stories[0].findings
    assert {finding.change for finding in findings} == {"kept"}


@pytest.mark.parametrize(("old", "new"), [(0, 1), (1, 2), (0, 2)])
def test_backwards_what_was_added_is_removed(old: int, new: int) -> None:
    forth = revised([EXTRACTIONS[old], EXTRACTIONS[new]], Config(), MADE).stories[0]
    back = revised([EXTRACTIONS[new], EXTRACTIONS[old]], Config(), MADE).stories[0]

    def texts(findings: tuple[Finding, ...], change: str) -> set[str]:
        return {item.claim.text for each in findings if each.change == change for item in each.claims}

    assert texts(forth.findings, "added") == texts(back.findings, "removed")
    assert texts(forth.findings, "removed") == texts(back.findings, "added")
    assert texts(forth.findings, "changed") == texts(back.findings, "changed")


@pytest.mark.parametrize(("side", "change"), [(0, "added"), (1, "removed")])
def test_a_side_that_is_not_there(side: int, change: str) -> None:
    nothing = Extraction(Article("/dev/null", ""))
    pair = [EXTRACTIONS[0], EXTRACTIONS[0]]
    pair[side] = nothing
    [story] = one_revision(*pair, Config(), MADE).stories
    assert {finding.change for finding in story.findings} == {change}
    claims = {item.claim.start for finding in story.findings for item in finding.claims}
    assert claims == {claim.start for claim in EXTRACTIONS[0].claims}


def test_two_articles_are_no_versions_and_said_to_be_none() -> None:
    other = extract(read(str(EXAMPLES / "gala" / "a.txt")))
    [warning] = revised([EXTRACTIONS[0], other], Config(), MADE).warnings
    assert warning.endswith("is it a version of the same article?")
    assert revised(EXTRACTIONS, Config(), MADE).warnings == ()


def test_fewer_than_two_versions_are_an_error() -> None:
    with pytest.raises(NewsdiffError, match="two or more versions"):
        revisions(ARTICLES[:1])
    with pytest.raises(NewsdiffError, match="no sentence that states a fact"):
        revisions([ARTICLES[0], parse("What now?", path="empty.txt")])


def test_the_json_fulfils_its_schemas(report: Report) -> None:
    whole = json.loads(json_format.render(report))
    jsonschema.Draft202012Validator(json_format.schema("revisions-1")).validate(whole)
    counts = {change: len(found(report, change)) for change in ("kept", "changed", "added", "removed")}
    assert whole["schema"] == "newsdiff/revisions/1"
    assert whole["summary"] == {"stories": 2, **counts}
    line = jsonschema.Draft202012Validator(jsonl.schema("change-1"))
    rows = [json.loads(text) for text in FORMATS["jsonl"].render(report).splitlines()]
    for row in rows:
        line.validate(row)
    assert len(rows) == sum(counts.values())


@pytest.mark.parametrize("name", ["revisions-1", "change-1"])
def test_the_schemas_are_closed_and_know_no_verdict(name: str) -> None:
    schema = json_format.schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert '"verdict"' not in json.dumps(schema)
    other = json.loads(json_format.render(Report("1", "m", ())))
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(other))


def _shown(report: Report, name: str) -> str:
    texts = {
        story.id: [SourceText(next(a.text for a in ARTICLES if a.path == each.path)) for each in story.articles]
        for story in report.stories
    }
    return FORMATS[name].render(report, verdicts={"divergent", "unique"}, texts=texts)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_uses_the_words_of_revisions(report: Report, name: str) -> None:
    text = _shown(report, name)
    assert text == _shown(report, name)
    assert "changed" in text.lower()
    assert "≠" not in text.replace("≠ differs", "") or name == "html"


def test_a_lint_line_is_at_the_place_in_the_newer_version(report: Report) -> None:
    lines_ = _shown(report, "concise").splitlines()
    changes = sum(len(found(report, change)) for change in ("changed", "added", "removed"))
    assert len(lines_) == changes
    assert all(line.startswith((PATHS[1], PATHS[2])) for line in lines_ if " removed: " not in line)
    assert any('"at least 8" → "at least 14"' in line for line in lines_)


def test_csv_has_a_change_for_a_verdict(report: Report) -> None:
    rows = list(csv.DictReader(io.StringIO(_shown(report, "csv"))))
    assert "verdict" not in rows[0]
    assert {row["change"] for row in rows} == {"kept", "changed", "added", "removed"}


def test_tests_fail_on_changes_and_pass_on_what_is_kept(report: Report) -> None:
    cases = ElementTree.fromstring(_shown(report, "junit")).findall(".//testcase")
    failed = [case for case in cases if case.find("failure") is not None]
    assert len(cases) == sum(len(story.findings) for story in report.stories)
    assert len(cases) - len(failed) == len(found(report, "kept"))


def test_the_table_counts_what_it_hides(report: Report) -> None:
    text = table.render(report, Look(80, screen=True), hidden=("kept",))
    assert "Kept" not in text
    assert "10 kept" in text
    assert "Kept  10" in table.render(report, Look(80, screen=True))


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(lambda n: "figures " + " ".join(str(number % 7) for number in range(n)), id="figures"),
        pytest.param(lambda n: "word " * n, id="one word"),
        pytest.param(lambda n: " ".join(f"word{number}" for number in range(n)), id="no word twice"),
    ],
)
def test_a_long_sentence_takes_no_long_time(words: object) -> None:
    assert callable(words)
    one = f"The council said {words(4000)} on Monday."
    other = f"The council told {words(3999)} and more on Tuesday."
    sides = []
    for text in (one, other):
        base = EXTRACTIONS[0]
        claim = base.claims[0]
        span = type(claim.sentence)(0, len(text))
        bare = type(claim)(0, len(text), 1, 1, text, span, 0, "body")
        sides.append(lines(Extraction(Article("x", text), (bare,)))[0])
    start = time.perf_counter()
    assert edited(*sides, frozenset(), frozenset()).edits
    assert time.perf_counter() - start < 5
