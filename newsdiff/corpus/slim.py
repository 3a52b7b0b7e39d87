"""A story without what only comparing needs, as values and as bytes."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from newsdiff.model import Claim, Finding, Grounds, Reported, Sentence, Story, Weighing

ValueT = TypeVar("ValueT")
_LEVEL = 3
#: No story takes more: a guard against a small file that would unpack to fill the memory.
_MOST = 1 << 28


#: What JSON makes of the values of fields that hold one plain value.
_PLAIN: dict[Any, tuple[type, ...]] = {int: (int,), float: (float, int), str: (str,), bool: (bool,)}
for _kind in (int, str):
    _PLAIN[_kind | None] = (_kind, type(None))


class Damaged(Exception):
    """Bytes that are no such value."""


def slim(story: Story) -> Story:
    """The story with its claims' words, figures, times and quotations left out: no report shows them."""
    return replace(story, findings=tuple(_slim(finding) for finding in story.findings))


def _slim(finding: Finding) -> Finding:
    return replace(finding, claims=tuple(Reported(item.article, _bare(item.claim)) for item in finding.claims))


def _bare(claim: Claim) -> Claim:
    return replace(claim, words=(), quantities=(), times=(), quotes=())


def slim_grounds(grounds: Grounds) -> Grounds:
    """The grounds without what no page shows: the sentences' words, and the evidence of all but the likeliest pairs."""
    return replace(grounds, pairs={place: tuple(_slim_pairs(pairs)) for place, pairs in grounds.pairs.items()})


def _slim_pairs(pairs: Sequence[Weighing]) -> Iterator[Weighing]:
    for number, pair in enumerate(pairs):
        told = tuple(each for each in pair.evidence if each.points) if number == 0 else ()
        yield replace(pair, first=_wordless(pair.first), second=_wordless(pair.second), evidence=told)


def _wordless(sentence: Sentence) -> Sentence:
    return replace(sentence, text="")


def encode(value: object) -> bytes:
    """A value of dataclasses as compact bytes: each a list of its fields, in JSON, deflated."""
    return zlib.compress(json.dumps(_plain(value), ensure_ascii=True, separators=(",", ":")).encode(), _LEVEL)


def decode(cls: type[ValueT], data: bytes) -> ValueT:
    """The value of `cls` that `encode` was given. Raises Damaged."""
    try:
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(data, _MOST)
        if not unpacker.eof:
            raise Damaged
        value: ValueT = _maker_of(cls)(json.loads(text))
    except (ValueError, TypeError, KeyError, RecursionError, zlib.error) as error:
        raise Damaged from error
    return value


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind is str or value is None or kind is int or kind is float:
        return value
    if is_dataclass(kind):
        return [_plain(getattr(value, name)) for name in _names(kind)]
    if kind is tuple or kind is list:
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    return value.isoformat() if isinstance(value, date) else value


@cache
def _names(cls: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(cls))


def _maker_of(cls: Any) -> Callable[[Any], Any]:
    made: Callable[[Any], Any] = _maker(cls)
    return made


@cache
def _maker(hint: Any) -> Callable[[Any], Any]:
    """What makes a value of the type `hint` of the model out of JSON's; it raises ValueError where it is none."""
    origin, inner = get_origin(hint), get_args(hint)
    if is_dataclass(hint):
        return _of_columns(hint)  # type: ignore[arg-type]
    if origin is tuple:
        return _of_items(_maker(inner[0]))
    if origin in (Union, UnionType):
        return _optional(_maker(inner[0]))
    if origin in (dict, Mapping) and inner[1] not in (Any, object):
        return _of_entries(_maker(inner[1]))
    if origin is Literal:
        return _among(frozenset(inner))
    if hint is date:
        return date.fromisoformat
    kinds: dict[Any, tuple[type, ...]] = {float: (float, int)}
    return _plainly(kinds.get(hint, (dict if origin in (dict, Mapping) else hint,)))


def _of_columns(cls: type) -> Callable[[Any], Any]:
    """Fields that hold a plain value of one type stay as they are; of the others each is made."""
    hints = get_type_hints(cls)
    names = _names(cls)
    made_of = [(place, _maker(hints[name])) for place, name in enumerate(names) if hints[name] not in _PLAIN]
    kinds = [_PLAIN.get(hints[name]) for name in names]
    right: set[tuple[type, ...]] = set()  # Types that the fields of rows had: few, so that most rows need no look.

    def make(value: Any) -> Any:
        if type(value) is not list or len(value) != len(names):
            raise ValueError(cls)
        types = tuple(map(type, value))
        if types not in right:
            if not all(kind is None or each in kind for kind, each in zip(kinds, types, strict=True)):
                raise ValueError(cls)
            right.add(types)
        for place, made in made_of:
            value[place] = made(value[place])
        return cls(*value)

    return make


def _of_items(made: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def make(value: Any) -> Any:
        if type(value) is not list:
            raise ValueError(value)
        return tuple([made(item) for item in value])

    return make


def _of_entries(made: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def make(value: Any) -> Any:
        if type(value) is not dict:
            raise ValueError(value)
        return {key: made(item) for key, item in value.items()}

    return make


def _optional(made: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else made(value)


def _among(choices: frozenset[Any]) -> Callable[[Any], Any]:
    def make(value: Any) -> Any:
        if value not in choices:
            raise ValueError(value)
        return value

    return make


def _plainly(kinds: tuple[type, ...]) -> Callable[[Any], Any]:
    def make(value: Any) -> Any:
        if type(value) not in kinds:
            raise ValueError(value)
        return value

    return make
