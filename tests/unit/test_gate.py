"""The gate: what is still told of a report, what counts, and what comes of it."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdiff.config import Config, Globs, IgnoreEntry
from newsdiff.corpus.baseline import Baseline, entries
from newsdiff.corpus.gate import Gate, Passed
from newsdiff.model import Facet, FacetKind, Finding, Report, Story
from tests.unit.test_baseline import hurt, report
from tests.unit.test_fingerprint import _unique

QUANTITY = hurt(27, 25)


def of(*kinds: FacetKind, confidence: float = 0.9) -> Finding:
    """A divergent finding with a conflict of each of `kinds`."""
    id = hashlib.sha256(" ".join(kinds).encode()).hexdigest()[:12]
    facets = tuple(Facet(kind, "conflict", "why", QUANTITY.facets[0].values) for kind in kinds)
    return replace(QUANTITY, id=id, facets=facets, code="", confidence=confidence)


ALONE = replace(_unique("mill", "burn"), confidence=0.9)
AGREED = replace(QUANTITY, verdict="agreed", facets=(), confidence=0.9)
DATE, QUOTE, BOTH = of("date"), of("quote"), of("quantity", "quote")
ALL = report(("dam", [of("quantity"), DATE, AGREED]), ("mill", [QUOTE, BOTH, ALONE]))


def passed(config: Config, now: Report = ALL, known: Report | None = None) -> tuple[Report, Passed]:
    gate = Gate(config, None if known is None else Baseline(entries(known)))
    return gate.sifted(now), gate.passed()


def told(now: Report) -> list[Finding]:
    return [finding for story in now.stories for finding in story.findings]


@pytest.mark.parametrize(
    ("settings", "counted", "trips"),
    [
        pytest.param({}, 0, False, id="none is the default"),
        pytest.param({"fail_on": "divergent"}, 4, True, id="divergent"),
        pytest.param({"fail_on": "unique"}, 1, True, id="unique"),
        pytest.param({"fail_on": "any"}, 5, True, id="any"),
        pytest.param({"fail_on": "divergent:quantity"}, 2, True, id="a facet"),
        pytest.param({"fail_on": "divergent:quantity,quote"}, 3, True, id="facets, each finding once"),
        pytest.param({"fail_on": "divergent:name"}, 0, False, id="a facet that there is not"),
        pytest.param({"max_divergent": 4}, 4, False, id="as many as may pass"),
        pytest.param({"max_divergent": 3}, 4, True, id="one too many"),
        pytest.param({"max_divergent": 0, "fail_on": "divergent:name"}, 0, False, id="none of this facet"),
        pytest.param({"max_divergent": 2, "fail_on": "divergent:quantity"}, 2, False, id="as many of a facet"),
        pytest.param({"max_divergent": 9, "fail_on": "unique"}, 5, True, id="unique counts besides"),
        pytest.param({"max_divergent": 9, "fail_on": "any"}, 5, True, id="and so does any"),
    ],
)
def test_what_counts(settings: dict[str, object], counted: int, trips: bool) -> None:
    now, result = passed(Config(**settings))  # type: ignore[arg-type]
    assert (result.counted, result.trips) == (counted, trips)
    assert now == ALL, "what does not count is told all the same"


@pytest.mark.parametrize(
    ("select", "ignore", "left"),
    [
        pytest.param((), (), 6, id="all"),
        pytest.param(("ND1",), (), 3, id="a beginning: also what differs in something else besides"),
        pytest.param(("ND2", "ND5"), (), 4, id="two"),
        pytest.param(("ND900",), (), 2, id="what one says alone"),
        pytest.param((), ("ND1",), 5, id="what differs in something else too is left"),
        pytest.param((), ("ND1", "ND5"), 3, id="nothing is left of it"),
        pytest.param(("ND",), ("ND9",), 5, id="the longer decides: ignore"),
        pytest.param(("ND201",), ("ND2",), 2, id="the longer decides: select"),
        pytest.param(("ND201",), ("ND201",), 1, id="as long: ignore"),
    ],
)
def test_what_is_selected(select: tuple[str, ...], ignore: tuple[str, ...], left: int) -> None:
    now, result = passed(Config(select=select, ignore=ignore, fail_on="any"))
    assert (len(told(now)), result.unselected) == (left, 6 - left)
    assert AGREED in told(now)
    assert result.counted == left - 1


def test_what_is_not_sure_is_not_there() -> None:
    now = report(("dam", [of("date", confidence=0.4), of("quote", confidence=0.5), replace(AGREED, confidence=0.3)]))
    left, result = passed(Config(min_confidence=0.5, fail_on="divergent"), now)
    assert (len(told(left)), result.counted, result.unselected) == (1, 1, 0)


def test_what_is_known_is_neither_told_nor_counted() -> None:
    known = report(("dam", [QUANTITY]))
    left, result = passed(Config(fail_on="any"), report(("dam", [QUANTITY, AGREED, ALONE])), known)
    assert told(left) == [AGREED, ALONE]
    assert (result.known, result.counted, result.stale, result.unseen) == (1, 1, (), ())


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({"select": ("ND5",)}, id="not selected"),
        pytest.param({"ignore": ("ND1",)}, id="ignored"),
        pytest.param({"min_confidence": 1.0}, id="not sure enough"),
        pytest.param({"ignores": (IgnoreEntry("why", code="ND1"),)}, id="accepted"),
    ],
)
def test_what_is_found_and_not_told_is_not_stale(settings: dict[str, object]) -> None:
    now = report(("dam", [replace(QUANTITY, confidence=0.9)]))
    left, result = passed(Config(**settings), now, now)  # type: ignore[arg-type]
    assert (told(left), result.stale) == ([], ())


def test_an_article_that_is_alone_now_was_read() -> None:
    gate = Gate(Config(), Baseline(entries(report(("dam", [QUANTITY])))))
    assert [len(entry) for entry in (gate.passed().stale, gate.passed().unseen)] == [0, 1]
    assert [len(entry) for entry in (gate.passed(["dam/a.txt", "dam/b.txt"]).stale, gate.passed().unseen)] == [1, 0]


def test_what_is_accepted_is_counted_apart() -> None:
    entry = IgnoreEntry("why", code="ND1", path=Globs(("dam/",)))
    now, result = passed(Config(ignores=(entry,), fail_on="divergent"))
    assert (result.accepted, result.counted) == (1, 3)
    assert len(told(now)) == 5


@pytest.mark.parametrize(
    ("entry", "unused"),
    [
        pytest.param(IgnoreEntry("why", code="ND3"), True, id="nowhere found"),
        pytest.param(IgnoreEntry("why", code="ND3", path=Globs(("dam/",))), True, id="not in files that were read"),
        pytest.param(IgnoreEntry("why", code="ND3", path=Globs(("gala/",))), False, id="in files that were not"),
        pytest.param(IgnoreEntry("why", code="ND2"), False, id="found"),
    ],
)
def test_an_entry_that_accepts_nothing(entry: IgnoreEntry, unused: bool) -> None:
    assert (passed(Config(ignores=(entry,)))[1].unused == (entry,)) is unused


@pytest.mark.parametrize(
    ("fail_on", "recorded"), [("none", 1), ("divergent", 1), ("divergent:date", 1), ("unique", 2), ("any", 2)]
)
def test_a_baseline_made_now_holds_what_such_a_gate_shows(fail_on: str, recorded: int) -> None:
    now = report(("dam", [QUANTITY, ALONE, AGREED]))
    gate = Gate(Config(fail_on=fail_on), Baseline(entries(now)), record=True)
    gate.sifted(now)
    assert len(gate.entries) == recorded, "also what is known already"


@given(
    st.sampled_from(["none", "divergent", "unique", "any", "divergent:quote"]),
    st.lists(st.sampled_from(["ND", "ND1", "ND201", "ND5", "ND900"])),
    st.lists(st.sampled_from(["ND1", "ND101", "ND2", "ND900"])),
    st.one_of(st.none(), st.integers(0, 5)),
)
def test_stories_one_by_one_are_as_all_at_once(
    fail_on: str, select: list[str], ignore: list[str], limit: int | None
) -> None:
    config = Config(fail_on=fail_on, select=tuple(select), ignore=tuple(ignore), max_divergent=limit)
    gate = Gate(config, record=True)
    stories: list[Story] = [gate.sift(story) for story in ALL.stories]
    now, result = passed(config)
    assert (tuple(stories), gate.passed()) == (now.stories, result)
    left = [finding for story in stories for finding in story.findings]
    assert gate.told == {name: sum(item.verdict == name for item in left) for name in ("divergent", "agreed", "unique")}
    assert result.unselected == len(told(ALL)) - len(left)
    again = Gate(config, Baseline(tuple(gate.entries)))
    again.sifted(ALL)
    assert again.passed().counted == 0 or fail_on in ("none", "divergent", "divergent:quote")
    assert not again.passed().trips, "a baseline made now lets all pass"
