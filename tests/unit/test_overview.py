"""The table of a corpus: stories that hold what was asked for, articles alone and left out, and the tally."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from newsdiff.model import Report, Skipped, Story, Verdict
from newsdiff.report.look import Look
from newsdiff.report.overview import pieces, render
from tests.sample_report import REPORT

DIVERGENT: frozenset[Verdict] = frozenset({"divergent"})
ANY: frozenset[Verdict] = frozenset({"divergent", "unique"})
CALM = replace(REPORT.stories[0], title="A calm day", findings=())
WHOLE = replace(REPORT, stories=(CALM, *REPORT.stories), skipped=(), alone=())


def table(report: Report = WHOLE, look: Look | None = None, verdicts: frozenset[Verdict] = DIVERGENT) -> str:
    return render(report, look or Look(), verdicts=verdicts)


def test_a_story_without_such_findings_is_counted_alone() -> None:
    text = table()
    assert "A calm day" not in text
    assert text.startswith("Ferry runs aground off Port Allen  2 divergent\n  ND101  ")
    assert text.endswith("\n2 stories of 6 articles: 2 divergent · 2 agreed · 4 unique\n")


def test_each_finding_has_its_places_below_it() -> None:
    lines = table().splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("  ND501  "))
    assert lines[at + 1] == " " * 9 + "stories/meridian/harbour-times.txt:7:39  stories/meridian/coast.txt:6:39"


def test_other_verdicts_where_they_are_asked_for() -> None:
    text = table(verdicts=ANY)
    assert "  2 divergent · 4 unique\n" in text
    assert text.count("  ND900  ") == 4


def test_what_is_alone_or_left_out_is_named() -> None:
    report = replace(WHOLE, alone=("x/a\nb.txt", "y.txt"), skipped=(Skipped("z\x1b.txt", "is\nempty"),))
    text = table(report)
    assert "\nAlone  2\n  x/a" in text
    assert "\n  y.txt\n\nLeft out  1\n  z" in text
    assert text.endswith(" · 2 alone · 1 left out\n")
    assert "\x1b" not in text


def test_counts_may_come_from_elsewhere() -> None:
    counts: dict[Verdict, int] = {"divergent": 2000, "agreed": 3, "unique": 4}
    text = render(WHOLE, Look(), verdicts=DIVERGENT, counts=counts, beside={"known": 7, "accepted": 0})
    assert text.endswith("articles: 2,000 divergent · 3 agreed · 4 unique · 7 known\n")


@pytest.mark.parametrize(("top", "shown"), [(0, 2), (1, 1), (2, 2)])
def test_top_cuts_each_section(top: int, shown: int) -> None:
    report = replace(WHOLE, alone=("a", "b", "c", "d"))
    text = table(report, Look(top=top))
    assert text.count("  ND") == shown
    assert ("… 1 more, --top 0 shows all" in text) is (top == 1)
    assert ("… 3 more, --top 0 shows all" in text) is (top == 1)
    assert ("… 2 more, --top 0 shows all" in text) is (top == 2)


def test_verbose_has_what_a_configuration_needs() -> None:
    finding = next(item for item in REPORT.stories[0].findings if item.verdict == "divergent")
    assert f"{finding.id} · confidence {finding.confidence:.2f}" in table(look=Look(verbose=True))
    assert finding.id not in table()


@pytest.mark.parametrize("width", [40, 60, 80, 160])
def test_a_screen_is_kept_within(width: int) -> None:
    from rich.cells import cell_len

    text = table(look=Look(width=width, screen=True), verdicts=ANY)
    assert max(cell_len(line) for line in text.splitlines()) <= width


def test_nothing_found_is_one_line() -> None:
    assert table(replace(WHOLE, stories=())) == "0 stories of 0 articles: 0 divergent · 0 agreed · 0 unique\n"
    one = replace(WHOLE, stories=(replace(CALM, articles=CALM.articles[:1]),))
    assert table(one).startswith("1 story of 1 article: ")


def test_a_story_is_given_out_before_the_next_is_asked_for() -> None:
    """A corpus of any size is written with one story in memory."""
    asked = []

    class Stories(tuple):  # type: ignore[type-arg]
        def __iter__(self) -> Iterator[Story]:
            for story in super().__iter__():
                asked.append(story.id)
                yield story

    report = replace(REPORT, stories=Stories(replace(REPORT.stories[0], id=f"s{number}") for number in range(3)))
    given = pieces(report, Look(), verdicts=DIVERGENT)
    first = next(given)
    assert (asked, first.count("\n\n"), first.endswith("\n\n")) == (["s0"], 1, True)
    assert first + "".join(given) == render(report, Look(), verdicts=DIVERGENT)
