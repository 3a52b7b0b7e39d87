"""`compare`: what is left out and why, what is warned of, and what stays as it is when the files' layout changes."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import permutations

import pytest

import newsdiff
from newsdiff import Config, NewsdiffError, compare, parse, read
from newsdiff.errors import InputError, ModelError
from newsdiff.model import Article, Report, Story
from tests.process import EXAMPLES

DAY = date(2031, 5, 14)

CRASH = """A bus crashed on the pass above Larch on Monday, killing nine miners.

“We warned the ministry about the road in three letters,” said Ondine Falk, the mayor.

The bus company was fined £2.5m in 2029. Peter Harrow, the driver, was arrested in Orbury on Tuesday.
"""
RETOLD = """Twelve miners were killed when a bus crashed on the pass above Larch on Monday.

Ondine Falk, the mayor, said: “We warned the ministry about the road in four letters.”

Police arrested Peter Harrow, who drove the bus. The school in Larch will stay closed for a week.
"""
THIRD = """Nine miners were killed when a bus crashed on the pass above Larch on Monday.

The hospital in Orbury has asked for blood. Peter Harrow, the driver, was arrested in Orbury on Tuesday.
"""
CHEESE = """A cheese from the island of Stane won the prize at the fair in Oslo.

The judges tasted 140 cheeses in two days. Its maker keeps eleven goats and has no telephone.
"""


def articles(*texts: str) -> list[Article]:
    return [parse(text, f"{'abcdefgh'[number]}.txt", published=DAY) for number, text in enumerate(texts)]


@cache
def story_of(*texts: str, config: Config | None = None) -> Story:
    [story] = compare(articles(*texts), config).stories
    return story


def wrapped(text: str, width: int) -> str:
    """The same article with its lines broken elsewhere."""
    parts = (" ".join(part.split()) for part in text.split("\n\n"))
    return "\n\n".join(textwrap.fill(part, width, break_on_hyphens=False) for part in parts) + "\n"


def seen(report: Report, *, by_path: bool) -> list[tuple[object, ...]]:
    """Each finding without its offsets: what it says of whom."""
    found: list[tuple[object, ...]] = []
    for story in report.stories:
        names = {item.id: item.path if by_path else item.id for item in story.articles}
        for finding in story.findings:
            facets = sorted(
                (facet.kind, facet.relation, sorted((names[v.article], " ".join(v.text.split())) for v in facet.values))
                for facet in finding.facets
            )
            who = sorted({names[reported.article] for reported in finding.claims})
            known = finding.id, finding.verdict, finding.code, finding.confidence, finding.salience
            found.append((*known, str(who), str(facets)))
    return sorted(found, key=str)


def test_the_findings_of_two_reports() -> None:
    story = story_of(CRASH, RETOLD)
    conflicts = [
        (facet.kind, {value.article: value.text for value in facet.values})
        for finding in story.findings
        if finding.verdict == "divergent"
        for facet in finding.facets
        if facet.relation == "conflict"
    ]
    assert ("quantity", {"a": "nine", "b": "Twelve"}) in conflicts
    assert ("quote", {"a": "three", "b": "four"}) in conflicts
    alone = [
        reported.claim.text for finding in story.findings if finding.verdict == "unique" for reported in finding.claims
    ]
    assert any("fined" in text for text in alone)
    assert any("school" in text for text in alone)


def test_findings_come_by_verdict_then_by_salience() -> None:
    findings = story_of(CRASH, RETOLD, THIRD).findings
    ranks = [["divergent", "agreed", "unique"].index(finding.verdict) for finding in findings]
    assert ranks == sorted(ranks)
    for verdict in ("divergent", "agreed", "unique"):
        salience = [finding.salience for finding in findings if finding.verdict == verdict]
        assert salience == sorted(salience, reverse=True)
    assert all(0 <= finding.confidence <= 1 and 0 <= finding.salience <= 1 for finding in findings)


class TestThreeArticles:
    def test_a_finding_names_all_who_report_it(self) -> None:
        story = story_of(CRASH, RETOLD, THIRD)
        arrest = [
            finding
            for finding in story.findings
            if finding.verdict != "unique" and any("arrested" in item.claim.text for item in finding.claims)
        ]
        assert {item.article for finding in arrest for item in finding.claims} == {"a", "b", "c"}

    def test_a_conflict_names_each_value(self) -> None:
        story = story_of(CRASH, RETOLD, THIRD)
        tolls = [
            {value.article: value.text.lower() for value in facet.values}
            for finding in story.findings
            for facet in finding.facets
            if facet.kind == "quantity" and facet.relation == "conflict"
        ]
        assert {"a": "nine", "b": "twelve", "c": "nine"} in tolls

    def test_what_is_unique_is_said_by_one(self) -> None:
        for finding in story_of(CRASH, RETOLD, THIRD).findings:
            assert (len({item.article for item in finding.claims}) == 1) == (finding.verdict == "unique")
            assert finding.verdict != "unique" or not finding.facets

    @pytest.mark.parametrize("order", list(permutations(range(3))), ids=lambda order: "".join(map(str, order)))
    def test_their_order_changes_but_their_letters(self, order: Sequence[int]) -> None:
        given = articles(CRASH, RETOLD, THIRD)
        found, again = compare(given), compare([given[number] for number in order])
        assert seen(found, by_path=True) == seen(again, by_path=True)
        assert found.stories[0].id == again.stories[0].id


def test_letters_go_on_after_z() -> None:
    texts = [f"Ms Brill keeps {number + 3} goats on Stane." for number in range(28)]
    story = story_of_many(texts)
    assert [article.id for article in story.articles][:2] == ["a", "b"]
    assert [article.id for article in story.articles][-3:] == ["z", "aa", "ab"]


def story_of_many(texts: Sequence[str]) -> Story:
    [story] = compare([parse(text, f"{number:02}.txt", published=DAY) for number, text in enumerate(texts)]).stories
    return story


class TestLeftOut:
    @pytest.mark.parametrize(
        "empty", ["", " \n\n ", "***\n---\n", "1 2 3"], ids=["nothing", "spaces", "marks", "digits"]
    )
    def test_an_article_that_says_nothing_is_named(self, empty: str) -> None:
        report = compare(articles(CRASH, empty, RETOLD))
        assert [(item.path, item.reason) for item in report.skipped] == [("b.txt", "no sentence that states a fact")]
        [story] = report.stories
        assert [(article.id, article.path) for article in story.articles] == [("a", "a.txt"), ("b", "c.txt")]

    def test_two_must_be_left(self) -> None:
        with pytest.raises(InputError, match=r"^b\.txt: no sentence that states a fact; give an article"):
            compare(articles(CRASH, ""))

    def test_one_article_is_not_compared(self) -> None:
        with pytest.raises(NewsdiffError, match="two or more"):
            compare(articles(CRASH))

    def test_none_is_not_compared(self) -> None:
        with pytest.raises(NewsdiffError, match="two or more"):
            compare([])


class TestWarnings:
    def test_another_story(self) -> None:
        report = compare(articles(CRASH, CHEESE))
        assert [warning.partition(":")[0] for warning in report.warnings] == ["a.txt", "b.txt"]
        assert all("another story" in warning for warning in report.warnings)
        assert report.stories[0].count("unique") == len(report.stories[0].findings)

    def test_one_of_another_story(self) -> None:
        report = compare(articles(CRASH, CHEESE, RETOLD))
        assert [warning.partition(":")[0] for warning in report.warnings] == ["b.txt"]

    def test_none_for_one_story(self) -> None:
        assert compare(articles(CRASH, RETOLD)).warnings == ()

    def test_those_of_an_article_come_with_its_path(self) -> None:
        first = parse(CRASH, "a.txt", published=DAY, warnings=("read as latin-1",))
        report = compare([first, *articles(CHEESE, RETOLD)[2:], parse(RETOLD, "c.txt", published=DAY)])
        assert report.warnings == ("a.txt: read as latin-1",)


class TestMinConfidence:
    def test_keeps_just_the_surer(self) -> None:
        every = story_of(CRASH, RETOLD).findings
        for least in (0.0, 0.5, 0.8, 1.0):
            kept = story_of(CRASH, RETOLD, config=Config(min_confidence=least)).findings
            assert kept == tuple(finding for finding in every if finding.confidence >= least)

    @pytest.mark.parametrize("least", [-0.1, 1.1, float("nan")])
    def test_is_a_probability(self, least: float) -> None:
        with pytest.raises(NewsdiffError, match="min_confidence"):
            Config(min_confidence=least)


@cache
def dam(width: int | None) -> Report:
    """The three reports of the example, their lines broken at `width`."""
    given = []
    for file in sorted((EXAMPLES / "dam").glob("*.txt")):
        known = read(str(file))
        body = known.text[known.body_start :]
        text = wrapped(body, width or 10_000)
        given.append(parse(text, file.name, published=known.published or date(2025, 2, 9)))
    return compare(given)


class TestReflow:
    @pytest.mark.parametrize("width", [36, 60, 66, 72, 80, 100])
    def test_lines_broken_elsewhere_change_nothing(self, width: int) -> None:
        assert seen(dam(None), by_path=False) == seen(dam(width), by_path=False)

    @pytest.mark.parametrize("width", [60, 66, 72, 80, 10_000])
    def test_lines_of_a_short_article_broken_elsewhere(self, width: int) -> None:
        plain = compare(articles(CRASH, RETOLD))
        again = compare(articles(wrapped(CRASH, width), wrapped(RETOLD, width)))
        assert seen(plain, by_path=False) == seen(again, by_path=False)

    def test_windows_line_ends(self) -> None:
        plain = compare(articles(CRASH, RETOLD))
        again = compare(articles(CRASH.replace("\n", "\r\n"), RETOLD))
        assert seen(plain, by_path=False) == seen(again, by_path=False)

    def test_a_fact_told_elsewhere_in_the_article_keeps_its_id(self) -> None:
        parts = RETOLD.strip().split("\n\n")
        plain = {finding.id for finding in story_of(CRASH, RETOLD).findings}
        moved = {finding.id for finding in story_of(CRASH, "\n\n".join(parts[::-1])).findings}
        assert plain == moved

    def test_another_figure_is_another_finding(self) -> None:
        plain = {finding.id for finding in story_of(CRASH, RETOLD).findings}
        changed = {finding.id for finding in story_of(CRASH, RETOLD.replace("Twelve", "Eleven")).findings}
        assert len(plain ^ changed) == 2

    def test_ids_are_twelve_hexadecimal_digits_and_differ(self) -> None:
        ids = [finding.id for finding in story_of(CRASH, RETOLD, THIRD).findings]
        assert len(set(ids)) == len(ids)
        assert all(len(one) == 12 and int(one, 16) >= 0 for one in ids)


class TestWhatIsKnownOfTheArticles:
    def test_the_source_is_what_the_file_says_or_its_name(self) -> None:
        headed = "---\ntitle: Nine die above Larch\nsource: Stane Herald\ndate: 2031-05-14\n---\n\n" + CRASH
        [story] = compare([parse(headed, "in/one.txt"), parse(RETOLD, "in/two.txt", published=DAY)]).stories
        first, second = story.articles
        assert (first.source, first.title, first.published) == ("Stane Herald", "Nine die above Larch", DAY)
        assert (first.published_from, second.published_from) == ("front-matter", "option")
        assert (second.source, second.title) == ("two", None)
        assert story.title == "Nine die above Larch"

    def test_words_are_counted_without_points(self) -> None:
        [story] = compare(articles("Nine miners died.", "Nine miners died, and one – a cook – fled.")).stories
        assert [article.words for article in story.articles] == [3, 8]

    def test_the_report_names_what_made_it(self) -> None:
        report = compare(articles(CRASH, RETOLD))
        assert report.version == newsdiff.__version__
        assert report.model.startswith("en_core_web_sm")

    def test_a_model_that_is_not_there(self) -> None:
        with pytest.raises(ModelError, match="no_such_model"):
            compare(articles(CRASH, RETOLD), Config(model="no_such_model"))


def test_the_same_articles_give_the_same_report() -> None:
    assert compare(articles(CRASH, RETOLD, THIRD)) == compare(articles(CRASH, RETOLD, THIRD))


def test_what_is_compared_is_what_is_extracted() -> None:
    """A batch of articles is read as each of them alone."""
    claims = {
        (item.article, item.claim.start, item.claim.text)
        for finding in story_of(CRASH, RETOLD).findings
        for item in finding.claims
    }
    alone = {
        (letter, claim.start, claim.text)
        for letter, article in zip("ab", articles(CRASH, RETOLD), strict=True)
        for claim in newsdiff.extract(article).claims
    }
    assert claims == alone


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["Unix", "Windows", "old Macintosh"])
def test_lines_are_counted_whatever_ends_them(end: str) -> None:
    lines = ("The ferry Alma sank on Monday.", "", "Lifeboats saved 42 passengers.")
    others = ("The Alma sank on Monday.", "", "Lifeboats saved 57 passengers.")
    report = compare([parse(end.join(each) + end, name) for each, name in ((lines, "a.txt"), (others, "b.txt"))])
    found = next(finding for finding in report.stories[0].findings if finding.verdict == "divergent")
    assert {(item.claim.line, item.claim.column) for item in found.claims} == {(3, 1)}
