"""Pages to look at: stories made by hand, long enough to scroll, many enough to search, and hostile."""

from __future__ import annotations

import dataclasses
from datetime import date

from newsdiff.model import (
    Attribution,
    Claim,
    Facet,
    FacetValue,
    Finding,
    Furniture,
    Report,
    Reported,
    Span,
    Story,
    StoryArticle,
)
from newsdiff.report.texts import SourceText, Texts

NAMES = {"a": "Harbour Times", "b": "Coast"}
#: Paragraphs of an article of the long story; the second article tells them the other way round.
LONG = 40
HOSTILE = (
    "<script>document.title = 'taken'</script>",
    "</script><script>document.title = 'taken'</script>",
    "</style><style>body { display: none }</style>",
    "<!--<script>",
    "<img src=x onerror=\"document.title = 'taken'\">",
    "<a href=\"javascript:document.title = 'taken'\">link</a>",
    "<base href=https://evil.example/><meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "\" autofocus onfocus=\"document.title = 'taken'",
    "&lt;b&gt; &amp; ]]> {{ 7 * 7 }} ${7 * 7}",
    "w" * 10_000,
    "abc \u202edlrow\u202c \u2066x\u2069 \u200bhidden",
    "lone \ud800 surrogate, NUL \x00, bell \x07, escape \x1b[31m",
)


def long_story(number: int = 0) -> tuple[Story, tuple[SourceText, SourceText]]:
    """Two articles of LONG paragraphs: of each four one differs, two agree, and one only its own article has."""
    texts = dict.fromkeys(NAMES, "Filed for the morning edition")
    spans: dict[tuple[str, int], int] = {}
    for letter, order in (("a", range(LONG)), ("b", range(LONG - 1, -1, -1))):
        for place in order:
            texts[letter] += "\n\n"
            spans[letter, place] = len(texts[letter])
            texts[letter] += words(letter, place) + " It was a calm day at the quay, and nobody there spoke of it."
    findings = []
    for place in range(LONG):
        claims = {letter: _claim(letter, spans[letter, place], words(letter, place)) for letter in NAMES}
        identity = f"{number:04x}{place:04x}"
        if place % 4 == 0:
            values = tuple(_value(letter, spans[letter, place], place) for letter in NAMES)
            facets = (Facet("date" if place % 8 else "quantity", "conflict", "another figure", values),)
            findings.append(_finding(identity, "ND101", claims, facets))
        elif place % 4 == 3:
            findings += [
                _finding(f"{identity}{letter}", "ND900", {letter: claim}, ()) for letter, claim in claims.items()
            ]
        else:
            findings.append(_finding(identity, "ND000", claims, ()))
    order = ["ND101", "ND000", "ND900"]
    story = Story(
        f"story{number:04d}",
        f"Harbour counts its barges {number}",
        tuple(
            StoryArticle(letter, f"{letter}{number}.txt", name, None, date(2031, 1 + number % 12, 2), "header", 700)
            for letter, name in NAMES.items()
        ),
        tuple(sorted(findings, key=lambda finding: order.index(finding.code))),
    )
    furniture = (Furniture(0, 29, "edition"),)
    return story, (SourceText(texts["a"], furniture), SourceText(texts["b"], furniture))


def words(letter: str, place: int) -> str:
    """What the article says in a paragraph."""
    if place % 4 == 3:
        return f"Only {NAMES[letter]} saw crane {place} turn."
    return f"Barge {place} carried {place + 1 if letter == 'a' and place % 4 == 0 else place} crates of pears."


def report(*stories: Story) -> Report:
    return Report("0.0", "model", stories)


def long_page() -> tuple[Report, Texts]:
    story, texts = long_story()
    return report(story), {story.id: texts}


def corpus(stories: int) -> Report:
    """So many stories, each with fifty findings; every third has nothing that differs."""
    made = []
    for number in range(stories):
        story, _ = long_story(number)
        kept = tuple(each for each in story.findings if number % 3 or each.verdict != "divergent")
        made.append(dataclasses.replace(story, findings=kept))
    return report(*made)


def versions(stories: int = 1) -> tuple[Report, Texts]:
    """The long story as two versions of one article: what differs was changed, what one alone has came or went."""
    changes = {"divergent": "changed", "agreed": "kept"}
    made, texts = [], {}
    for number in range(stories):
        story, sources = long_story(number)
        findings = tuple(
            dataclasses.replace(
                each,
                change=changes.get(each.verdict, "removed" if each.claims[0].article == "a" else "added"),  # type: ignore[arg-type]
            )
            for each in story.findings
        )
        articles = tuple(dataclasses.replace(each, source="Harbour Times") for each in story.articles)
        made.append(dataclasses.replace(story, articles=articles, findings=findings))
        texts[story.id] = sources
    return Report("0.0", "model", tuple(made), kind="revisions"), texts


def hostile(stories: int = 1) -> tuple[Report, Texts]:
    """Articles, names and paths that would rather be mark-up."""
    text = "\n\n".join(HOSTILE)
    claims, at = [], 0
    for part in HOSTILE:
        claims.append(_claim("a", at, part, speaker=part))
        at += len(part) + 2
    findings = []
    for number, (part, mine) in enumerate(zip(HOSTILE, claims, strict=True)):
        span = mine.claim.start, mine.claim.end
        facet = Facet("other", "conflict", part, (FacetValue("a", part, *span), FacetValue("b", part[::-1], *span)))
        both = {"a": mine, "b": dataclasses.replace(mine, article="b")}
        findings.append(_finding(f"{number:x}", "ND101", both, (facet,)))
    articles = tuple(
        StoryArticle(letter, f"{part}.txt", part, part, None, "none", 3)
        for letter, part in zip("ab", HOSTILE, strict=False)
    )
    found = tuple(Story(f"s{number}", HOSTILE[1], articles, tuple(findings)) for number in range(stories))
    source = SourceText(text, (Furniture(len(text) - 20, len(text), HOSTILE[4]),))
    return report(*found), {story.id: (source, source) for story in found}


def _claim(letter: str, start: int, text: str, speaker: str = "") -> Reported:
    span = Span(start, start + len(text))
    said = Attribution("indirect", (span,), source_text=speaker, cue_text="said") if speaker else None
    claim = Claim(span.start, span.end, 1, 1, text, span, 0, "body", attribution=said)
    return Reported(letter, claim)


def _value(letter: str, start: int, place: int) -> FacetValue:
    figure = str(place + 1 if letter == "a" else place)
    at = start + words(letter, place).index(f"carried {figure}") + len("carried ")
    return FacetValue(letter, figure, at, at + len(figure))


def _finding(identity: str, code: str, claims: dict[str, Reported], facets: tuple[Facet, ...]) -> Finding:
    first = next(iter(claims.values())).claim.text
    verdicts = {"ND101": "divergent", "ND000": "agreed", "ND900": "unique"}
    return Finding(
        identity, verdicts[code], code, first, 0.8, 0.5, facets, tuple(claims.values()), len(claims), len(claims)  # type: ignore[arg-type]
    )  # fmt: skip
