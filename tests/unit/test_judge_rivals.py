"""Names that two articles give for one thing in sentences that nothing else joins."""

from __future__ import annotations

from functools import cache

import pytest

from newsdiff.align.profile import build
from newsdiff.extract.article import extract_all
from newsdiff.judge.offices import held
from newsdiff.judge.pairing import Side
from newsdiff.judge.rivals import rivals
from newsdiff.model import Extraction, Reported
from newsdiff.nlp import pipeline
from newsdiff.read import parse


@cache
def _extracted(text: str) -> Extraction:
    return next(iter(extract_all([parse(text, "case.txt")], pipeline())))


def _rivals(*texts: str) -> list[tuple[str, str, str]]:
    extractions = [_extracted(text) for text in texts]
    letters = "abc"[: len(texts)]
    claims = [
        Reported(letter, claim) for letter, item in zip(letters, extractions, strict=True) for claim in item.claims
    ]
    keys = dict(zip(letters, build(extractions).keys, strict=True))
    return [
        (item.kind, str(item.first.value["name"]), str(item.second.value["name"]))
        for _, _, item in rivals(claims, keys)
    ]


def _offices(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Who holds which office, and what makes it another one."""
    extraction = _extracted(text)
    keys = build([extraction]).keys[0]
    return [
        (holder.mention.name, holder.office.office, tuple(sorted(holder.office.another)))
        for claim in extraction.claims
        for holder in held(Side(claim, keys))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Mayor Ondine Falk opened the bridge.", [("Ondine Falk", "mayor", ())], id="title"),
        pytest.param("The mayor, Ondine Falk, opened the bridge.", [("Ondine Falk", "mayor", ())], id="beside"),
        pytest.param("Ondine Falk, the mayor, opened the bridge.", [("Ondine Falk", "mayor", ())], id="behind"),
        pytest.param("Ondine Falk is the mayor of Larch.", [("Ondine Falk", "mayor", ())], id="said-of"),
        pytest.param("Peter Harrow succeeded her as mayor.", [("Peter Harrow", "mayor", ())], id="taken-over"),
        pytest.param("The firm hired Peter Harrow as CEO.", [("Peter Harrow", "chief executive", ())], id="given"),
        pytest.param("Former mayor Ondine Falk sued.", [("Ondine Falk", "mayor", ("former",))], id="former"),
        pytest.param("The acting mayor, Ondine Falk, sued.", [("Ondine Falk", "mayor", ("acting",))], id="acting"),
        pytest.param("One of the drivers, Peter Harrow, escaped.", [], id="one-of-several"),
        pytest.param("A driver, Peter Harrow, escaped.", [], id="any-one"),
        pytest.param("His lawyer, Peter Harrow, appealed.", [], id="an-office-of-many"),
    ],
)
def test_offices(text: str, expected: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert _offices(text) == expected


CAPTAIN = "The captain, Tomas Rell, was questioned by police."
MAYOR = "The mayor of Larch, Ondine Falk, wept."
ENGINEER = "The chief engineer, Milo Brandt, raised the alarm."


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        pytest.param(
            CAPTAIN, "The skipper, Milo Brandt, knew the route.", [("name", "Tomas Rell", "Milo Brandt")], id="captain"
        ),
        pytest.param(CAPTAIN, "The skipper, Tomas Rell, knew the route.", [], id="the-same-captain"),
        pytest.param(
            f"{CAPTAIN} {ENGINEER}",
            "The skipper, Milo Brandt, knew the route. The engineer, Tomas Rell, was asleep.",
            [("name", "Tomas Rell", "Milo Brandt")],
            id="offices-exchanged",
        ),
        pytest.param(
            CAPTAIN, "The skipper, Milo Brandt, knew the route. Tomas Rell was asleep.", [], id="the-other-is-known"
        ),
        pytest.param(CAPTAIN, "The former captain, Milo Brandt, was angry.", [], id="a-former-captain"),
        pytest.param(
            MAYOR,
            "Peter Harrow, the mayor of Larch, was abroad.",
            [("name", "Ondine Falk", "Peter Harrow")],
            id="mayors-of-one-town",
        ),
        pytest.param(MAYOR, "Peter Harrow, the mayor of Orbury, was abroad.", [], id="mayors-of-two-towns"),
        pytest.param(MAYOR, "Mayor Peter Harrow was abroad.", [], id="mayor-of-no-town-said"),
        pytest.param("His wife, Ondine Falk, wept.", "His wife, Marta Fallow, sang.", [], id="wives-of-whom"),
        pytest.param(
            "Peter Harrow's wife, Ondine Falk, wept.",
            "Marta Fallow, the wife of Peter Harrow, sang.",
            [("name", "Ondine Falk", "Marta Fallow")],
            id="wives-of-one",
        ),
        pytest.param(
            "Rovers sacked the coach, Milo Brandt.", "The coach, Tomas Rell, smiled.", [], id="one-who-leaves"
        ),
        pytest.param("President Ondine Falk wept.", "President Peter Harrow sang.", [], id="titles-alone"),
        pytest.param(
            "The plant in Upper Sorrel closed.",
            "A chiller at a site in Lower Sorrel failed.",
            [("place", "Upper Sorrel", "Lower Sorrel")],
            id="two-sides",
        ),
        pytest.param(
            "The plant in Upper Sorrel closed.",
            "A chiller at a site in Lower Sorrel failed. Upper Sorrel was spared.",
            [],
            id="both-sides-known",
        ),
    ],
)
def test_rivals(a: str, b: str, expected: list[tuple[str, str, str]]) -> None:
    assert _rivals(a, b) == expected
    assert _rivals(b, a) == [(kind, other, one) for kind, one, other in expected]
