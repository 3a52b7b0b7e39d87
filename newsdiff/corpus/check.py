"""Compares the stories of a corpus one by one; what is unchanged since an earlier run comes out of the cache."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache as remembered
from itertools import islice

from newsdiff.api import compare_extracted, grounds
from newsdiff.config import Config
from newsdiff.corpus import identity, slim
from newsdiff.corpus.cache import Cache
from newsdiff.errors import INTERNAL, NewsdiffError, told
from newsdiff.model import Article, Extraction, Grounds, Skipped, Story
from newsdiff.read.article import dated_by_story
from newsdiff.reader import card

Extract = Callable[[Iterable[Article]], Generator[Extraction | Skipped, None, None]]
"""Extracts articles in order; what fails for good comes back in its place, with the reason."""
#: Stories looked up in the cache at once.
_LOOKED_UP = 64


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one story: the story, none where too little of it is left; articles `alone`, and those left out.

    Its claims are bare: they hold what reports show. So do its `grounds`, which are there where they were asked for.
    """

    articles: int
    story: Story | None
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    grounds: Grounds | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """A story to be compared: what was found in its articles, and the key to keep the answer under, if it may be.

    `weigh` asks for its grounds too.
    """

    key: bytes
    found: tuple[Extraction | Skipped, ...]
    weigh: bool = False


Compare = Callable[[Iterable[Pending | Checked], Config], Generator[tuple[bytes, Checked], None, None]]
"""Answers stories in order; those that are answered already go through."""


def compare_here(stories: Iterable[Pending | Checked], config: Config) -> Generator[tuple[bytes, Checked], None, None]:
    """The answer to each of `stories`, in this process, and the key to keep it under; an empty key says not to."""
    for story in stories:
        yield (b"", story) if isinstance(story, Checked) else (story.key, answered(story, config))


def check(
    groups: Sequence[Sequence[int]],
    spool: Sequence[Article],
    config: Config,
    extract: Extract,
    cache: Cache | None = None,
    compare: Compare = compare_here,
    *,
    weigh: bool = False,
) -> Generator[Checked, None, None]:
    """Compare each story of `groups`, whose articles are in `spool` by number; in order, one by one.

    An article that is alone is named and not read further. Findings of any confidence are in the answers and in the
    cache; with `weigh` the answers have their grounds, which the cache keeps beside them. What is there is looked up
    first, for all stories, so that the rest is one run of extraction, which is not begun where there is no rest. Close
    the iterator, or use it up, to end that.
    """
    scope = _scope(config)

    def given(numbers: Sequence[int]) -> list[Article]:
        return list(dated_by_story([spool[number] for number in numbers]))

    keys = [_key(given(numbers), scope) if cache is not None and len(numbers) > 1 else b"" for numbers in groups]
    missed = [len(numbers) > 1 for numbers in groups]
    for start in range(0, len(keys) if cache is not None else 0, _LOOKED_UP):
        assert cache is not None
        held = cache.get(name for key in keys[start : start + _LOOKED_UP] if key for name in _names(key, weigh))
        for place in range(start, min(start + _LOOKED_UP, len(keys))):
            missed[place] = missed[place] and not all(name in held for name in _names(keys[place], weigh))
    wanted = (article for numbers, miss in zip(groups, missed, strict=True) if miss for article in given(numbers))

    def stories() -> Iterator[Pending | Checked]:
        for numbers, key, miss in zip(groups, keys, missed, strict=True):
            if len(numbers) == 1:
                yield Checked(1, None, alone=(spool[numbers[0]].path,))
            elif miss:
                yield _pending(islice(extracted, len(numbers)), key, weigh)
            else:
                yield _kept(cache, key, weigh) or _pending(extract(given(numbers)), key, weigh)

    with closing(extract(wanted)) as extracted, closing(compare(stories(), config)) as answers:
        for key, answer in answers:
            if cache is not None and key and answer.story is not None:
                cache.put(_entries(key, answer))
            yield answer


def _pending(found: Iterable[Extraction | Skipped], key: bytes, weigh: bool) -> Pending:
    """A story of what was found, whose answer is kept where it is of all articles."""
    items = tuple(found)
    return Pending(b"" if any(isinstance(item, Skipped) for item in items) else key, items, weigh)


def compared(found: Sequence[Extraction | Skipped], config: Config, weigh: bool = False) -> Checked:
    """Compare what was found in the articles of a story; those that could not be extracted are left out.

    With `weigh` it is told too why the sentences of its findings were put together.
    """
    failed = tuple(item for item in found if isinstance(item, Skipped))
    extractions = [item for item in found if isinstance(item, Extraction)]
    result = compare_extracted(extractions, replace(config, min_confidence=0.0))
    skipped = (*failed, *result.skipped)
    if result.story is None:
        return Checked(
            len(found), None, skipped, result.warnings, tuple(item.article.path for item in result.extractions)
        )
    why = slim.slim_grounds(grounds(result.story, result.extractions, config)) if weigh else None
    return Checked(len(found), slim.slim(result.story), skipped, result.warnings, grounds=why)


def answered(story: Pending, config: Config) -> Checked:
    """`compared`; where that fails the articles of the story are left out, which costs the other stories nothing."""
    try:
        return compared(story.found, config, story.weigh)
    except NewsdiffError:
        raise
    except Exception as error:
        return left_out(story, f"{INTERNAL}: {told(error)}")


def left_out(story: Pending, reason: str) -> Checked:
    """The answer to a story that cannot be compared: each of its articles with the reason."""
    paths = (item.path if isinstance(item, Skipped) else item.article.path for item in story.found)
    why = f"its story cannot be compared: {reason}"
    return Checked(len(story.found), None, tuple(Skipped(path, why) for path in paths))


def _names(key: bytes, weigh: bool) -> tuple[bytes, ...]:
    """The keys of an answer's entries in the cache: one for what every run needs, one for its grounds."""
    return (key, hashlib.sha256(b"grounds" + key).digest()) if weigh else (key,)


def _entries(key: bytes, answer: Checked) -> dict[bytes, bytes]:
    parts = (replace(answer, grounds=None), *filter(None, (answer.grounds,)))
    return dict(zip(_names(key, answer.grounds is not None), map(slim.encode, parts), strict=True))


def _kept(cache: Cache | None, key: bytes, weigh: bool) -> Checked | None:
    """The answer in the cache; None where there is none, or it is damaged."""
    names = _names(key, weigh)
    held = cache.get(names) if cache is not None else {}
    if len(held) < len(names):
        return None
    try:
        answer = slim.decode(Checked, held[key])
        return replace(answer, grounds=slim.decode(Grounds, held[names[1]])) if weigh else answer
    except slim.Damaged:
        return None


def _scope(config: Config) -> str:
    """All that the comparison of a story depends on besides its articles."""
    aliases = sorted((name, sorted(others)) for name, others in config.aliases.items())
    reader = repr(card(config.reader)), identity.version("onnxruntime")
    return json.dumps([identity.scope(config.model), _rules(), aliases, *reader])


@remembered
def _rules() -> str:
    own = ("corpus/check.py", "corpus/slim.py")
    reader = tuple(f"reader/{name}.py" for name in ("__init__", "pair", "reading", "sentence", "wordpiece"))
    return identity.source(
        ("align", "judge", "lexicon", "api.py", "fingerprint.py", "codes.py", "model.py", *own, *reader)
    )


def _key(articles: Sequence[Article], scope: str) -> bytes:
    """The name of a comparison: its articles in order, what they hold and what they are called."""
    whole = hashlib.sha256(b"story")
    for article in articles:
        path = article.path.encode("utf-8", "surrogatepass")
        whole.update(identity.key(article, scope) + len(path).to_bytes(8, "big") + path)
        whole.update(json.dumps([article.id, *article.warnings]).encode())
    return whole.digest()
