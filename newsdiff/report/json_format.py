"""The JSON report: every value of a Report in the order of the shipped schema."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib import resources
from textwrap import indent
from typing import Any

from newsdiff.model import REPORT_SCHEMA, REVISIONS_SCHEMA, Facet, Finding, Report, Reported, Story, StoryArticle
from newsdiff.report.words import Kind, Words, kind_of, tally, words_of

#: What json.dumps leaves live and a terminal, a log or an encoder would not: DEL, C1, line and paragraph
#: separators, text direction overrides, lone surrogates.
_LIVE = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@cache
def schema(name: str = "report-1") -> dict[str, Any]:
    """The JSON Schema (2020-12) that every report of `newsdiff/report/1` fulfils; or `revisions-1`."""
    text = resources.files(__package__).joinpath("schema", f"{name}.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def render(report: Report) -> str:
    """The report as JSON with a newline at its end: the same report gives the same text."""
    return "".join(pieces(report))


def pieces(report: Report) -> Iterator[str]:
    """The parts of what `render` gives, story by story: no more than one of them is held."""
    yield _dumped(_head(report)).removesuffix("\n}") + ',\n  "stories": '
    words = words_of(report)
    counts: Counter[Kind] = Counter()

    def stories() -> Iterator[dict[str, Any]]:
        for story in report.stories:
            told = _story(story, words)
            counts.update(told["summary"])
            yield told

    yield from array(stories(), "  ")
    yield "," + _dumped(_tail(report, counts, len(report.stories), words)).removeprefix("{") + "\n"


def _dumped(value: dict[str, Any]) -> str:
    return inert(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


def array(values: Iterable[dict[str, Any]], margin: str) -> Iterator[str]:
    """The parts of a JSON array with `values`, item by item, whose first and last line stand at `margin`."""
    yield "["
    before = "\n"
    for value in values:
        yield before + indent(_dumped(value), margin + "  ")
        before = ",\n"
    yield "]" if before == "\n" else f"\n{margin}]"


def inert(text: str) -> str:
    """JSON `text` with every character that could act, on a terminal or in a log, as an escape."""
    return _LIVE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def ascii_only(text: str) -> str:
    """JSON `text` with every character beyond ASCII as an escape, for streams that hold ASCII alone."""
    return "".join(char if char < "\x80" else json.dumps(char)[1:-1] for char in text)


def to_dict(report: Report) -> dict[str, Any]:
    """The report as plain dicts, lists and scalars, as `schema()` has it."""
    words = words_of(report)
    stories = [_story(story, words) for story in report.stories]
    counts: Counter[Kind] = Counter()
    for story in stories:
        counts.update(story["summary"])
    return {**_head(report), "stories": stories, **_tail(report, counts, len(stories), words)}


def _head(report: Report) -> dict[str, Any]:
    return {
        "schema": REPORT_SCHEMA if report.kind == "comparison" else REVISIONS_SCHEMA,
        "generator": generator(report),
    }


def generator(report: Report) -> dict[str, Any]:
    """What made the report: newsdiff, the spaCy pipeline, and the reader where one read."""
    return {"name": "newsdiff", "version": report.version, "model": report.model, "reader": report.reader}


def _tail(report: Report, counts: Mapping[Kind, int], stories: int, words: Words) -> dict[str, Any]:
    return {
        "skipped": [{"path": skipped.path, "reason": skipped.reason} for skipped in report.skipped],
        **({"alone": list(report.alone)} if report.alone else {}),
        "summary": {"stories": stories, **{kind: counts[kind] for kind in words.counted}},
    }


def _story(story: Story, words: Words) -> dict[str, Any]:
    paths = {article.id: article.path for article in story.articles}
    return {
        "id": story.id,
        "title": story.title,
        "articles": [article_dict(article) for article in story.articles],
        "findings": [finding_dict(finding, paths) for finding in story.findings],
        "summary": tally(story.findings, words),
    }


def article_dict(article: StoryArticle) -> dict[str, Any]:
    """The article as the schema has it."""
    return {
        "id": article.id,
        "path": article.path,
        "source": article.source,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "published_from": article.published_from,
        "words": article.words,
    }


def finding_dict(finding: Finding, paths: Mapping[str, str]) -> dict[str, Any]:
    """The finding as the schema has it, with its change where it is one; `paths` are the articles' paths by letter."""
    return {
        "id": finding.id,
        "verdict" if finding.change is None else "change": kind_of(finding),
        "code": finding.code,
        "summary": finding.summary,
        "confidence": round(finding.confidence, 4),
        "salience": round(finding.salience, 4),
        "sources": finding.sources,
        "independent": finding.independent,
        **({"near": list(finding.near)} if finding.change is None else {}),
        "facets": [_facet(facet) for facet in finding.facets],
        "claims": [_claim(reported, paths) for reported in finding.claims],
    }


def _facet(facet: Facet) -> dict[str, Any]:
    return {
        "kind": facet.kind,
        "relation": facet.relation,
        "why": facet.why,
        **({"later": True} if facet.later else {}),
        "values": [
            {
                "article": value.article,
                "text": value.text,
                "start": value.start,
                "end": value.end,
                "value": _plain(value.value),
            }
            for value in facet.values
        ],
    }


def _claim(reported: Reported, paths: Mapping[str, str]) -> dict[str, Any]:
    claim, said = reported.claim, reported.claim.attribution
    return {
        "article": reported.article,
        "path": paths[reported.article],
        "start": claim.start,
        "end": claim.end,
        "line": claim.line,
        "column": claim.column,
        "text": claim.text,
        "attribution": said
        and {"source": said.source_text, "cue": said.cue_text, "kind": said.kind, "speaker": said.speaker},
        "polarity": claim.polarity,
        "modality": claim.modality,
    }


def _plain(value: object) -> Any:
    """`value` in JSON's types: keys sorted, dates as ISO text, an infinite or undefined number as null."""
    if isinstance(value, Mapping):
        return {str(key): _plain(value[key]) for key in sorted(value, key=str)}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted((_plain(item) for item in value), key=str)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if value is None or isinstance(value, bool | int | str) else str(value)
