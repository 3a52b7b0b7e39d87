"""Revisions made by hand of the sample's first two articles, as if they were one: every kind of change."""

from __future__ import annotations

from dataclasses import replace

from newsdiff.model import Change, Finding, Report, Story
from tests.sample_report import STORY, claim, facet, finding


def _made(change: Change, made: Finding) -> Finding:
    return replace(made, change=change, sources=1, independent=1)


FINDINGS = (
    _made(
        "changed",
        finding(
            "3f0c",
            "divergent",
            "ND101",
            "Twenty-five people were hurt",
            [
                claim("a", "Of the 212 people who were on board when the ship struck the bank", "Lena Ott"),
                claim("b", "Twenty-five people were hurt", "the coastguard"),
            ],
            [
                facet("quantity", "conflict", "another figure for the same thing", a="27", b="Twenty-five"),
                facet("attribution", "compatible", "named otherwise", a="Lena Ott", b="the coastguard"),
                facet("quantity", "missing", "only the older version says it", a="three of them badly"),
            ],
        ),
    ),
    _made(
        "changed",
        finding(
            "77ab",
            "divergent",
            "ND201",
            "The Meridian ferry hit a sandbank near Port Allen on Tuesday night",
            [
                claim("a", "The ferry Meridian ran aground on a sandbank outside Port Allen late on Tuesday"),
                claim("b", "The Meridian ferry hit a sandbank near Port Allen on Tuesday night"),
            ],
            [facet("date", "compatible", "one time is less precise", a="late on Tuesday", b="on Tuesday night")],
        ),
    ),
    _made("added", finding("bbb2", "unique", "ND900", "", [claim("b", "The line has run since 1974", "its owners")])),
    _made("removed", finding("aaa1", "unique", "ND900", "", [claim("a", "Divers will look at the hull on Friday")])),
    _made(
        "kept",
        finding(
            "c0de",
            "agreed",
            "ND000",
            "We were told to wait in the dark for two hours",
            [
                claim("a", "We were told to wait in the dark for an hour", "Lena Ott"),
                claim("b", "We were told to wait in the dark for two hours", "Lena Ott"),
            ],
            [facet("attribution", "same", "the same speaker", a="Ott", b="Ott")],
        ),
    ),
)
REVISIONS = Report(
    "0.1.0",
    "en_core_web_sm",
    (Story("5ee2", STORY.title, STORY.articles[:2], FINDINGS),),
    kind="revisions",
)
