"""A report made by hand of an invented story: every kind of finding the renderers must show."""

from __future__ import annotations

from datetime import date
from typing import Any

from newsdiff.model import (
    Attribution,
    Claim,
    Facet,
    FacetKind,
    FacetValue,
    Finding,
    Relation,
    Report,
    Reported,
    Skipped,
    Span,
    Story,
    StoryArticle,
    Verdict,
)

TEXTS = {
    "a": """Ferry runs aground off Port Allen

The ferry Meridian ran aground on a sandbank outside Port Allen late on Tuesday.
Of the 212 people who were on board when the ship struck the bank shortly before the end of its evening crossing, 27 \
were hurt, three of them badly, said Lena Ott, the mayor of the town, who had gone to the harbour during the night.
The captain, Ivo Brandt, has sailed the route for twenty years.
At least 200 passengers were taken off by lifeboats before dawn.
"We were told to wait in the dark for an hour," Ott said.
Divers will look at the hull on Friday.
The mayor went home at noon.
""",
    "b": """Dozens hurt as Meridian ferry hits sandbank

The Meridian ferry hit a sandbank near Port Allen on Tuesday night.
Twenty-five people were hurt, the coastguard said.
Lifeboats took 212 passengers to shore.
"We were told to wait in the dark for two hours," Ott said.
The 東京丸 (Tōkyō Maru), a freighter, was passing at the time and offered help.
The line has run since 1974, and its owners say that the Meridian was inspected in the spring, when no fault was \
found in her steering, her engines or any of the instruments that were replaced two winters ago.
""",
    "c": """Sandbank ferry: what we know

The Meridian went aground off Port Allen on Tuesday.
27 people were injured, according to Mayor Lena Ott.
""",
}
_PATHS = {"a": "stories/meridian/harbour-times.txt", "b": "stories/meridian/coast.txt", "c": "-"}


def claim(article: str, text: str, speaker: str | None = None, **more: Any) -> Reported:
    """The claim that is the words `text` of `article`."""
    start = TEXTS[article].index(text)
    line = TEXTS[article].count("\n", 0, start) + 1
    column = start - (TEXTS[article].rfind("\n", 0, start) + 1) + 1
    span = Span(start, start + len(text))
    said = Attribution("indirect", (span,), source_text=speaker, cue_text="said", speaker=speaker) if speaker else None
    return Reported(article, Claim(span.start, span.end, line, column, text, span, 0, "body", attribution=said, **more))


def facet(kind: FacetKind, relation: Relation, why: str, **words: str) -> Facet:
    """A facet whose values are the `words` of each article."""
    values = []
    for article, text in words.items():
        start = TEXTS[article].index(text)
        values.append(FacetValue(article, text, start, start + len(text), {"as_written": text}))
    return Facet(kind, relation, why, tuple(values))


def finding(
    id: str,
    verdict: Verdict,
    code: str,
    summary: str,
    claims: list[Reported],
    facets: list[Facet] | None = None,
    independent: int | None = None,
) -> Finding:
    sources = len({item.article for item in claims})
    return Finding(
        id, verdict, code, summary, 0.87, 0.9, tuple(facets or []), tuple(claims), sources, independent or sources
    )


def _line(article: str, start: str) -> str:
    return next(line for line in TEXTS[article].splitlines() if line.startswith(start))


FINDINGS = (
    finding(
        "3f0c",
        "divergent",
        "ND101",
        "people hurt",
        [
            claim("a", _line("a", "Of the 212"), "Lena Ott"),
            claim("b", "Twenty-five people were hurt", "the coastguard"),
            claim("c", "27 people were injured", "Lena Ott"),
        ],
        [facet("quantity", "conflict", "27 and 25 are different exact numbers", a="27", b="Twenty-five", c="27")],
        independent=2,
    ),
    finding(
        "77ab",
        "divergent",
        "ND501",
        "“We were told to wait in the dark for an hour”",
        [
            claim("a", "We were told to wait in the dark for an hour", "Lena Ott"),
            claim("b", "We were told to wait in the dark for two hours", "Lena Ott"),
        ],
        [facet("quote", "conflict", "the wording differs inside the marks", a="an hour", b="two hours")],
    ),
    finding(
        "9d21",
        "agreed",
        "ND000",
        "The ferry Meridian ran aground on a sandbank outside Port Allen late on Tuesday",
        [
            claim("a", "The ferry Meridian ran aground on a sandbank outside Port Allen late on Tuesday"),
            claim("a", "Ferry runs aground off Port Allen"),
            claim("b", "The Meridian ferry hit a sandbank near Port Allen on Tuesday night"),
            claim("c", "The Meridian went aground off Port Allen on Tuesday"),
        ],
        [facet("date", "compatible", "Tuesday night lies in Tuesday", a="late on Tuesday", b="on Tuesday night")],
    ),
    finding(
        "c0de",
        "agreed",
        "ND000",
        "At least 200 passengers were taken off by lifeboats before dawn",
        [
            claim("a", "At least 200 passengers were taken off by lifeboats before dawn"),
            claim("b", "Lifeboats took 212 passengers to shore"),
        ],
        [facet("quantity", "compatible", "212 is at least 200", a="At least 200", b="212")],
    ),
    finding("aaa1", "unique", "ND900", "", [claim("a", "Divers will look at the hull on Friday", modality="planned")]),
    finding("aaa2", "unique", "ND900", "", [claim("a", "The captain, Ivo Brandt, has sailed the route")]),
    finding("bbb1", "unique", "ND900", "", [claim("b", _line("b", "The 東京丸").rstrip("."))]),
    finding("bbb2", "unique", "ND900", "", [claim("b", _line("b", "The line has run").rstrip("."), "its owners")]),
)

STORY = Story(
    "5ee1",
    "Ferry runs aground off Port Allen",
    (
        StoryArticle(
            "a", _PATHS["a"], "Harbour Times", "Ferry runs aground off Port Allen", date(2031, 4, 2), "header", 1392
        ),
        StoryArticle("b", _PATHS["b"], "東京 Coast", None, date(2031, 4, 3), "option", 98),
        StoryArticle("c", _PATHS["c"], "-", "Sandbank ferry: what we know", None, "none", 24),
    ),
    FINDINGS,
)

REPORT = Report("0.1.0", "en_core_web_sm", (STORY,), (Skipped("lost.txt", "no such file"),))
