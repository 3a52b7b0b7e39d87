"""What became of the facts of an edited sentence: the cases of tests/cases/revisions."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from newsdiff import parse, revisions
from tests.process import ROOT

CASES: list[dict[str, Any]] = [
    case
    for file in sorted((ROOT / "tests" / "cases" / "revisions").glob("*.toml"))
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]
_ARTICLE = """Date: 2024-05-07

Rain fell on the valley of the Lune for the whole of the weekend.

{}

The weather service expects a dry week.
"""


def _marks(case: dict[str, Any]) -> list[pytest.MarkDecorator]:
    """A case that is known to be missed says why; one that is missed no longer fails, to be told of."""
    return [pytest.mark.xfail(reason=case["missed"], strict=True)] if "missed" in case else []


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case["name"].replace(" ", "-"), marks=_marks(case)) for case in CASES]
)
def test_edit(case: dict[str, Any]) -> None:
    old, new = (parse(_ARTICLE.format(case[name]), path=f"{name}.txt") for name in ("old", "new"))
    findings = revisions([old, new]).stories[0].findings
    told = [finding for finding in findings if finding.change != "kept"]
    assert sorted({str(finding.change) for finding in told}) == sorted(case.get("changes", [])), [
        (
            finding.change,
            [item.claim.text for item in finding.claims],
            [(facet.kind, facet.why) for facet in finding.facets],
        )
        for finding in told
    ]
    kinds = {facet.kind for finding in told for facet in finding.differing}
    assert set(case.get("kinds", [])) <= kinds
