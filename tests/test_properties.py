"""What holds for every comparison, over the examples and over articles made up as we go."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsdiff.api import compare
from newsdiff.errors import NewsdiffError
from newsdiff.model import Article, Claim, Report, Story
from newsdiff.read import parse, read
from newsdiff.report import json_format
from tests.process import EXAMPLES, newsdiff

DAY = date(2031, 5, 14)
STORIES = sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir())
PAIRS = [pair for name in STORIES for pair in combinations(sorted((EXAMPLES / name).glob("*.txt")), 2)]
pairs = pytest.mark.parametrize(
    "files", PAIRS, ids=lambda files: f"{files[0].parent.name}-{files[0].stem}{files[1].stem}"
)

WHO = ("Mayor Ondine Falk", "The harbour master", "Ms Falk", "Two of the divers", "A spokesman for Pell & Sons", "She")
SAID = ("said", "denied", "warned", "told reporters", "did not say")
WHAT = (
    "that the crane had fallen",
    "that at least 14 people were hurt",
    "that it would cost £2.5m to mend",
    "that “nobody on the quay was warned”",
    "that between 30 and 40 boats were lost",
)
WHEN = ("", " on Tuesday", " late on 13 May", " last week", " at 5:40 p.m.", " in 2029")
PLACE = ("", " in Corrow Bay", " near the old quay", " 12 miles from Lower Stane")
MARKS = ("", " (see below)", " – twice –", " [sic]", "\u00a0", " â€œso it goesâ€\u009d", " \U0001f6a2", "\u200b")


@st.composite
def sentences(draw: st.DrawFn) -> str:
    parts = [draw(st.sampled_from(choices)) for choices in (WHO, SAID, WHAT, WHEN, PLACE, MARKS)]
    return "{} {} {}{}{}{}.".format(*parts)


@st.composite
def articles(draw: st.DrawFn) -> str:
    """News-like text in one of several layouts, with odd characters in it."""
    head = draw(st.sampled_from(("", "---\ntitle: Quay\ndate: 2031-05-14\n---\n\n", "CORROW BAY, May 14 (Pell) - ")))
    gap = draw(st.sampled_from((" ", "\n\n", "\n- ", "\r\n\r\n")))
    return head + gap.join(draw(st.lists(sentences(), min_size=1, max_size=5)))


def report_of(*texts: str) -> tuple[list[Article], Report]:
    read_texts = [parse(text, f"{number}.txt", published=DAY) for number, text in enumerate(texts)]
    return read_texts, compare(read_texts)


@cache
def example_report(files: tuple[Path, ...]) -> tuple[list[Article], Report]:
    read_files = [read(str(file)) for file in files]
    return read_files, compare(read_files)


def check_offsets(texts: dict[str, str], report: Report) -> None:
    """Every span of the report is just the words that it says, in the file where it says they are."""
    story: Story
    for story in report.stories:
        file_of = {article.id: article.path for article in story.articles}
        for finding in story.findings:
            for reported in finding.claims:
                claim: Claim = reported.claim
                text = texts[file_of[reported.article]]
                assert claim.text == text[claim.start : claim.end] != ""
                before = text[: claim.start].replace("\r\n", "\n").replace("\r", "\n")
                assert claim.line == before.count("\n") + 1
                assert claim.column == len(before) - (before.rfind("\n") + 1) + 1
            for facet in finding.facets:
                for value in facet.values:
                    assert value.text == texts[file_of[value.article]][value.start : value.end]


def by_path(report: Report) -> list[str]:
    """The findings with each article's letter replaced by its path, in an order that knows no letters."""
    result = []
    for story in json.loads(json_format.render(report))["stories"]:
        path_of = {article["id"]: article["path"] for article in story["articles"]}

        def key(item: dict[str, Any], path_of: dict[str, str] = path_of) -> tuple[str, int, int]:
            return path_of[item["article"]], item["start"], item["end"]

        for finding in story["findings"]:
            claims = sorted(key(claim) for claim in finding["claims"])
            facets = sorted(
                (facet["kind"], facet["relation"], sorted(key(value) for value in facet["values"]))
                for facet in finding["facets"]
            )
            known = [finding[name] for name in ("id", "verdict", "code", "confidence", "salience")]
            result.append(json.dumps([known, claims, facets]))
    return sorted(result)


@pairs
def test_offsets_join_back_to_the_file(files: tuple[Path, ...]) -> None:
    read_files, report = example_report(files)
    check_offsets({article.path: article.text for article in read_files}, report)


@settings(max_examples=15)
@given(articles(), articles())
def test_offsets_join_back_in_made_up_articles(one: str, other: str) -> None:
    read_texts, report = report_of(one, other)
    check_offsets({article.path: article.text for article in read_texts}, report)


@pairs
def test_the_order_of_articles_changes_but_their_letters(files: tuple[Path, ...]) -> None:
    assert by_path(example_report(files)[1]) == by_path(example_report(files[::-1])[1])


@settings(max_examples=10)
@given(articles(), articles())
def test_the_order_of_made_up_articles_changes_but_their_letters(one: str, other: str) -> None:
    first, second = parse(one, "one.txt", published=DAY), parse(other, "other.txt", published=DAY)
    assert by_path(compare([first, second])) == by_path(compare([second, first]))


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*/*.txt")), ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_an_article_agrees_with_itself(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    [story] = compare([parse(text, "one.txt"), parse(text, "other.txt")]).stories
    assert (story.count("divergent"), story.count("unique")) == (0, 0)
    assert story.count("agreed") > 10


@settings(max_examples=15)
@given(articles())
def test_a_made_up_article_agrees_with_itself(text: str) -> None:
    [story] = report_of(text, text)[1].stories
    assert (story.count("divergent"), story.count("unique")) == (0, 0)


def test_three_articles_make_one_story() -> None:
    files = tuple(sorted((EXAMPLES / "dam").glob("*.txt")))
    read_files, report = example_report(files)
    check_offsets({article.path: article.text for article in read_files}, report)
    [story] = report.stories
    assert [article.id for article in story.articles] == ["a", "b", "c"]
    assert any(len({reported.article for reported in finding.claims}) == 3 for finding in story.findings)


def test_the_same_input_gives_the_same_bytes_in_every_process() -> None:
    command = ("compare", "a.txt", "b.txt", "c.txt", "--format", "json")
    runs = [newsdiff(*command, cwd=EXAMPLES / "dam", env={"PYTHONHASHSEED": seed}) for seed in ("0", "1", "4242")]
    assert runs[0].returncode == 0
    assert len({run.stdout for run in runs}) == 1


@settings(max_examples=25)
@given(st.text(max_size=200), st.text(max_size=200))
@example("", "")
@example("\ufeff", "\x00\x1b[2J")
@example("---\n", "---\ntitle: [\n---\n")
@example("\ud800", "“" * 50)
def test_any_text_is_compared_or_refused(one: str, other: str) -> None:
    try:
        read_texts, report = report_of(one, other)
    except NewsdiffError:
        return
    check_offsets({article.path: article.text for article in read_texts}, report)
    json_format.render(report).encode("utf-8")


MALFORMED = {
    "empty": b"",
    "spaces": b" \n\t \n",
    "nul": b"Fire\x00 broke out on Monday. Two people were hurt.\n",
    "latin-1": "Le caf\xe9 de la gare a br\xfbl\xe9. Nobody was hurt, the mayor said on Monday.\n".encode("latin-1"),
    "utf-16": "A fire broke out on Monday. Two people were hurt.\n".encode("utf-16"),
    "cut utf-8": "A fire broke out on Monday – two were hurt".encode()[:-18] + b"\xe2\x80",
    "binary": bytes(range(256)) * 8,
    "image": b"\x89PNG\r\n\x1a\n" + bytes(64),
    "open front matter": b"---\ntitle: Fire\nA fire broke out on Monday.\n",
    "broken front matter": b"---\ntitle: [Fire\n\t: :\n---\nA fire broke out on Monday.\n",
    "one long word": b"a" * 5000,
    "quotes": "“”\"'".encode() * 500,
    "escapes": b"\x1b]0;title\x07\x1b[31mA fire broke out on Monday.\x1b[0m\n",
}


@pytest.mark.parametrize("name", MALFORMED)
def test_no_input_ends_in_a_traceback(name: str, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(MALFORMED[name])
    run = newsdiff("compare", "bad.txt", EXAMPLES / "gala" / "a.txt", cwd=tmp_path)
    errors = run.stderr.decode("utf-8")
    assert run.returncode in (0, 2), errors
    assert "Traceback" not in errors
    assert b"\x1b" not in run.stdout + run.stderr
    if run.returncode == 2:
        assert "bad.txt" in errors
