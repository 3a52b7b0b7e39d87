"""Joins the stages: articles in, a report out. Nothing here reads files, prints or asks the clock."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from itertools import groupby

from newsdiff import __version__
from newsdiff.align import Alignment, Member, align
from newsdiff.config import Config
from newsdiff.errors import InputError, NewsdiffError
from newsdiff.extract.article import extract_all
from newsdiff.judge.finding import Aligned, shared_findings, unique_finding
from newsdiff.model import Article, Extraction, Finding, Report, Reported, Skipped, Story, StoryArticle
from newsdiff.nlp import pipeline
from newsdiff.read.article import dated_by_story

_ORDER = {"divergent": 0, "agreed": 1, "unique": 2}
#: Articles that share less than this part of their sentences look like different stories.
_SHARED = 0.05


def compare(articles: Sequence[Article], config: Config | None = None) -> Report:
    """Compare two or more articles of one story.

    Articles without a sentence are left out and named under `skipped`. Raises NewsdiffError where fewer than two
    are left, ModelError where the spaCy pipeline is missing or lacks a component.
    """
    config = config or Config()
    nlp = pipeline(config.model)
    extractions: list[Extraction] = []
    skipped: list[Skipped] = []
    warnings: list[str] = []
    for extraction in extract_all(dated_by_story(articles), nlp):
        warnings.extend(f"{extraction.article.path}: {warning}" for warning in extraction.article.warnings)
        if extraction.claims:
            extractions.append(extraction)
        else:
            skipped.append(Skipped(extraction.article.path, "no sentence that states a fact"))
    if len(extractions) < 2:
        if skipped:
            raise InputError(skipped[0].path, skipped[0].reason, "give an article of running text")
        raise NewsdiffError("compare needs two or more articles")
    story, told = _story(extractions, config)
    return Report(
        version=__version__,
        model=f"{nlp.lang}_{nlp.meta['name']}-{nlp.meta['version']}",
        stories=(story,),
        skipped=tuple(skipped),
        warnings=(*warnings, *told),
    )


def _story(extractions: Sequence[Extraction], config: Config) -> tuple[Story, tuple[str, ...]]:
    letters = [_letter(number) for number in range(len(extractions))]
    alignment = align(extractions)
    findings = sorted(
        _findings(extractions, alignment, letters),
        key=lambda item: (_ORDER[item.verdict], -item.salience, item.id, item.claims[0].article),
    )
    kept = tuple(finding for finding in findings if finding.confidence >= config.min_confidence)
    articles = tuple(_story_article(letter, item) for letter, item in zip(letters, extractions, strict=True))
    title = next((article.title for article in articles if article.title), articles[0].path)
    story = Story(id=_story_id(extractions), title=title, articles=articles, findings=kept)
    return story, tuple(_warnings(extractions, alignment))


def _findings(extractions: Sequence[Extraction], alignment: Alignment, letters: Sequence[str]) -> Iterator[Finding]:
    keys = dict(zip(letters, alignment.keys, strict=True))
    texts = {letter: item.article.text for letter, item in zip(letters, extractions, strict=True)}

    def reported(members: Sequence[Member]) -> tuple[Reported, ...]:
        return tuple(Reported(letters[member.article], member.claim) for member in members)

    groups = [Aligned(reported(group.members), group.probability) for group in alignment.groups]
    pairs = [(reported(pair.first), reported(pair.second), pair.probability) for pair in alignment.pairs]
    shared = shared_findings(groups, pairs, keys, texts)
    yield from shared
    told = {(item.article, item.claim.start, item.claim.end) for finding in shared for item in finding.claims}
    alone = [item for item in alignment.alone if (letters[item.article], item.claim.start, item.claim.end) not in told]

    def sentence(member: Member) -> tuple[int, int]:
        return member.article, member.claim.index

    for place, members in groupby(sorted(alone, key=sentence), key=sentence):
        yield unique_finding(reported(list(members)), alignment.rival.get(place, 0.0))


def _letter(number: int) -> str:
    """a, b, … z, aa, ab, …"""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _story_article(letter: str, extraction: Extraction) -> StoryArticle:
    article = extraction.article
    stem = os.path.splitext(os.path.basename(article.path))[0] or article.path
    return StoryArticle(
        id=letter,
        path=article.path,
        source=article.source or stem,
        title=article.title,
        published=article.published,
        published_from=article.published_from,
        words=extraction.words,
    )


def _story_id(extractions: Sequence[Extraction]) -> str:
    texts = sorted(hashlib.sha256(item.article.text.encode("utf-8", "replace")).hexdigest() for item in extractions)
    return hashlib.sha256("".join(texts).encode()).hexdigest()[:12]


def _warnings(extractions: Sequence[Extraction], alignment: Alignment) -> Iterator[str]:
    shared = {(member.article, member.claim.index) for group in alignment.groups for member in group.members}
    for number, extraction in enumerate(extractions):
        sentences = {claim.index for claim in extraction.claims}
        common = sum((number, index) in shared for index in sentences)
        if common <= _SHARED * len(sentences):
            yield (
                f"{extraction.article.path}: shares {common} of its {len(sentences)} sentences with the others; "
                "is it a report of another story?"
            )
