"""Compares the stories of a corpus one by one; what is unchanged since an earlier run comes out of the cache."""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache as remembered

from newsdiff.api import compare_extracted
from newsdiff.config import Config
from newsdiff.corpus import identity, slim
from newsdiff.corpus.cache import Cache
from newsdiff.corpus.spool import Spool
from newsdiff.model import Article, Extraction, Skipped, Story
from newsdiff.read.article import dated_by_story

Extract = Callable[[Iterable[Article]], Iterator[Extraction | Skipped]]
"""Extracts articles in order; what fails for good comes back in its place, with the reason."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one story: the story, none where too little of it is left; articles `alone`, and those left out.

    Its claims are bare: they hold what reports show.
    """

    articles: int
    story: Story | None
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()


@dataclass(slots=True)
class _Waiting:
    """A story on its way: its articles, what is found in them so far, or its answer out of the cache."""

    key: bytes
    articles: Sequence[Article]
    answer: Checked | None = None
    found: list[Extraction | Skipped] = field(default_factory=list)


def check(
    groups: Iterable[Sequence[int]], spool: Spool, config: Config, extract: Extract, cache: Cache | None = None
) -> Iterator[Checked]:
    """Compare each story of `groups`, whose articles are in `spool` by number; in order, one by one.

    An article that is alone is named and not read further. Findings less sure than `config.min_confidence` are left
    out after the cache, which holds them all.
    """
    waiting: deque[_Waiting] = deque()
    scope = _scope(config)

    def articles() -> Iterator[Article]:
        for numbers in groups:
            given = dated_by_story([spool[number] for number in numbers])
            key = _key(given, scope)
            answer = Checked(1, None, alone=(given[0].path,)) if len(given) == 1 else _kept(cache, key)
            waiting.append(_Waiting(key, given, answer))
            if answer is None:
                yield from given

    for item in extract(articles()):
        yield from _done(waiting, config)
        waiting[0].found.append(item)
        if len(waiting[0].found) == len(waiting[0].articles):
            waiting[0].answer = _compared(waiting[0], config, cache)
    yield from _done(waiting, config)


def _done(waiting: deque[_Waiting], config: Config) -> Iterator[Checked]:
    """The stories at the head that are answered."""
    while waiting and (answer := waiting[0].answer) is not None:
        waiting.popleft()
        yield _sure(answer, config)


def _compared(story: _Waiting, config: Config, cache: Cache | None) -> Checked:
    failed = tuple(item for item in story.found if isinstance(item, Skipped))
    extractions = [item for item in story.found if isinstance(item, Extraction)]
    compared = compare_extracted(extractions, replace(config, min_confidence=0.0))
    if compared.story is None:
        alone = tuple(item.article.path for item in compared.extractions)
        return Checked(len(story.articles), None, (*failed, *compared.skipped), compared.warnings, alone)
    answer = Checked(len(story.articles), slim.slim(compared.story), (*failed, *compared.skipped), compared.warnings)
    if cache is not None and not failed:
        cache.put({story.key: slim.encode(answer)})
    return answer


def _kept(cache: Cache | None, key: bytes) -> Checked | None:
    """The answer in the cache; None where there is none, or it is damaged."""
    data = cache.get([key]).get(key) if cache is not None else None
    if data is None:
        return None
    try:
        return slim.decode(Checked, data)
    except slim.Damaged:
        return None


def _sure(answer: Checked, config: Config) -> Checked:
    if answer.story is None or not config.min_confidence:
        return answer
    findings = tuple(item for item in answer.story.findings if item.confidence >= config.min_confidence)
    return replace(answer, story=replace(answer.story, findings=findings))


def _scope(config: Config) -> str:
    """All that the comparison of a story depends on besides its articles."""
    aliases = sorted((name, sorted(others)) for name, others in config.aliases.items())
    return json.dumps([identity.scope(config.model), _rules(), aliases])


@remembered
def _rules() -> str:
    return identity.source(("align", "judge", "lexicon", "api.py", "fingerprint.py", "codes.py", "model.py"))


def _key(articles: Sequence[Article], scope: str) -> bytes:
    """The name of a comparison: its articles in order, what they hold and what they are called."""
    whole = hashlib.sha256(b"story")
    for article in articles:
        path = article.path.encode("utf-8", "surrogatepass")
        whole.update(identity.key(article, scope) + len(path).to_bytes(8, "big") + path)
        whole.update(json.dumps([article.id, *article.warnings]).encode())
    return whole.digest()
