"""The layers of articles as JSON: one document, or one article a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any

from newsdiff.model import EXTRACT_SCHEMA, Attribution, Claim, Extraction, Layer, Skipped, Span
from newsdiff.report.extract_view import View, Words, modifier, moment, number
from newsdiff.report.json_format import ascii_only as ascii_only
from newsdiff.report.json_format import inert


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that every document of `newsdiff/extract/1` fulfils."""
    text = resources.files(__package__).joinpath("schema", "extract-1.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def lines(extractions: Iterable[Extraction], layers: Sequence[Layer]) -> Iterator[str]:
    """One article a line."""
    for extraction in extractions:
        text = json.dumps(to_dict(extraction, layers), ensure_ascii=False, allow_nan=False, separators=(", ", ": "))
        yield inert(text) + "\n"


def document(
    extractions: Iterable[Extraction],
    layers: Sequence[Layer],
    *,
    version: str,
    model: str | None,
    skipped: Sequence[Skipped] = (),
) -> Iterator[str]:
    """One document, a piece an article; `skipped` is looked at when the last article has been.

    `model` is None where no layer needed one.
    """
    head = {"schema": EXTRACT_SCHEMA, "generator": {"name": "newsdiff", "version": version, "model": model}}
    yield _indented(head, 0).removesuffix("\n}") + ',\n  "articles": ['
    between = "\n"
    for extraction in extractions:
        yield between + "    " + _indented(to_dict(extraction, layers), 4)
        between = ",\n"
    left_out = _indented([{"path": item.path, "reason": item.reason} for item in skipped], 2)
    yield ("]" if between == "\n" else "\n  ]") + f',\n  "skipped": {left_out}\n}}\n'


def _indented(value: object, indent: int) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return inert(text.replace("\n", "\n" + " " * indent))


def to_dict(extraction: Extraction, layers: Sequence[Layer]) -> dict[str, Any]:
    """One article with the `layers` asked for, as plain dicts, lists and scalars, as `schema()` has it."""
    article, view = extraction.article, View(extraction)
    known = {
        "id": article.id,
        "path": article.path,
        "title": article.title,
        "source": article.source,
        "author": article.author,
        "url": article.url,
        "published": article.published.isoformat() if article.published else None,
        "published_from": article.published_from,
        "text": article.text if article.form == "html" else None,
    }
    return known | {layer: _LAYERS[layer](view) for layer in layers}


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _trimmed(text: str, span: Span) -> Span:
    """`span` without blanks at its ends: a parser's sentences end where the next begins."""
    words = text[span.start : span.end]
    return Span(span.start + len(words) - len(words.lstrip()), span.start + len(words.rstrip()))


def _words(words: Words | None) -> dict[str, Any] | None:
    return None if words is None else {"text": words.text, "start": words.start, "end": words.end}


def _furniture(view: View) -> list[dict[str, Any]]:
    return [{"start": item.start, "end": item.end, "reason": item.reason} for item in view.extraction.furniture]


def _claims(view: View) -> list[dict[str, Any]]:
    return [_claim(view, claim) for claim in view.extraction.claims]


def _claim(view: View, claim: Claim) -> dict[str, Any]:
    said = claim.attribution
    names = dict.fromkeys(word.entity for word in claim.words if word.entity and word.role != "source")
    return {
        "start": claim.start,
        "end": claim.end,
        "line": claim.line,
        "column": claim.column,
        "text": claim.text,
        "sentence": _span(_trimmed(view.text, claim.sentence)),
        "section": claim.section,
        "subject": _words(view.words(role(claim, "subject"))),
        "object": _words(view.words(role(claim, "object"))),
        "predicate": claim.predicate,
        "tense": claim.tense,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "hedge": claim.hedge,
        "attribution": said
        and {"source": said.source_text, "cue": said.cue_text, "kind": said.kind, "speaker": said.speaker},
        "entities": list(names),
        "quantities": [_span(Span(item.start, item.end)) for item in claim.quantities],
        "times": [_span(Span(item.start, item.end)) for item in claim.times],
        "quotes": [_span(Span(item.start, item.end)) for item in claim.quotes],
    }


def role(claim: Claim, name: str) -> Span | None:
    """From the first to the last word of the claim's `subject` or `object`; either may stand outside the claim."""
    words = [word for word in claim.words if word.role == name]
    return Span(min(word.start for word in words), max(word.end for word in words)) if words else None


def _attributions(view: View) -> list[dict[str, Any]]:
    return [_attribution(view, item) for item in view.extraction.attributions]


def _attribution(view: View, item: Attribution) -> dict[str, Any]:
    content = [_words(view.words(span)) for span in item.content]
    return {
        "kind": item.kind,
        "source": _words(view.words(item.source)),
        "cue": _words(view.words(item.cue)),
        "content": content[0] if len(content) == 1 else content,
        "speaker": item.speaker,
    }


def _quantities(view: View) -> list[dict[str, Any]]:
    return [
        {
            "text": item.text,
            "start": item.start,
            "end": item.end,
            "low": number(item.low),
            "high": number(item.high),
            "unit": item.unit,
            "modifier": modifier(item),
            "trend": item.trend,
            "of": item.of,
        }
        for item in view.extraction.quantities
    ]


def _times(view: View) -> list[dict[str, Any]]:
    return [
        {
            "text": item.text,
            "start": item.start,
            "end": item.end,
            "type": item.type,
            "value": item.value,
            "from": moment(item.earliest),
            "to": moment(item.latest),
            "granularity": item.granularity,
        }
        for item in view.extraction.times
    ]


def _entities(view: View) -> list[dict[str, Any]]:
    return [
        {"name": item.name, "kind": item.kind, "mentions": [_words(view.words(span)) for span in item.mentions]}
        for item in view.extraction.entities
    ]


_LAYERS = {
    "furniture": _furniture,
    "claims": _claims,
    "attributions": _attributions,
    "quantities": _quantities,
    "times": _times,
    "entities": _entities,
}
