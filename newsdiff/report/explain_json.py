"""Why a finding is what it is, as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from newsdiff.model import EXPLAIN_SCHEMA, Explanation, Sentence, Weighing
from newsdiff.report.json_format import article_dict, finding_dict, generator, inert

#: Decimals of the evidence: what is added up from the figures written is right to four.
_DECIMALS = 6


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that every document of `newsdiff/explain/1` fulfils."""
    text = resources.files(__package__).joinpath("schema", "explain-1.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def render(explanation: Explanation, *, ascii_only: bool = False) -> str:
    """The explanation as JSON with a newline at its end; `ascii_only` writes every other character as an escape."""
    return inert(json.dumps(to_dict(explanation), ensure_ascii=ascii_only, indent=2, allow_nan=False)) + "\n"


def to_dict(explanation: Explanation) -> dict[str, Any]:
    """The explanation as plain dicts, lists and scalars, as `schema()` has it."""
    story, refused = explanation.story, explanation.refused
    paths = {article.id: article.path for article in story.articles}
    return {
        "schema": EXPLAIN_SCHEMA,
        "generator": generator(explanation.report),
        "story": {
            "id": story.id,
            "title": story.title,
            "articles": [article_dict(article) for article in story.articles],
        },
        "finding": finding_dict(explanation.finding, paths),
        "sentences": [_sentence(sentence, paths) for sentence in explanation.sentences],
        "accept": explanation.accept,
        "pairs": [_weighing(pair, paths) for pair in explanation.pairs],
        "refused": refused and {"why": refused.why, **_weighing(refused.weighing, paths)},
    }


def _weighing(pair: Weighing, paths: Mapping[str, str]) -> dict[str, Any]:
    return {
        "first": _sentence(pair.first, paths),
        "second": _sentence(pair.second, paths),
        "candidate": pair.candidate,
        "bias": round(pair.bias, _DECIMALS),
        "evidence": [
            {
                "name": item.name,
                "what": item.what,
                "value": round(item.value, _DECIMALS),
                "weight": round(item.weight, _DECIMALS),
                "points": round(item.points, _DECIMALS),
            }
            for item in pair.evidence
        ],
        "log_odds": round(pair.log_odds, _DECIMALS),
        "probability": round(pair.probability, _DECIMALS),
    }


def _sentence(sentence: Sentence, paths: Mapping[str, str]) -> dict[str, Any]:
    return {
        "article": sentence.article,
        "path": paths[sentence.article],
        "start": sentence.start,
        "end": sentence.end,
        "line": sentence.line,
        "column": sentence.column,
        "text": sentence.text,
    }
