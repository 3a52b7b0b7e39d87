"""A story without what only comparing needs, as values and as bytes."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from newsdiff.model import Claim, Finding, Reported, Story

ValueT = TypeVar("ValueT")
_LEVEL = 3
#: No story takes more: a guard against a small file that would unpack to fill the memory.
_MOST = 1 << 28


class Damaged(Exception):
    """Bytes that are no such value."""


def slim(story: Story) -> Story:
    """The story with its claims' words, figures, times and quotations left out: no report shows them."""
    return replace(story, findings=tuple(_slim(finding) for finding in story.findings))


def _slim(finding: Finding) -> Finding:
    return replace(finding, claims=tuple(Reported(item.article, _bare(item.claim)) for item in finding.claims))


def _bare(claim: Claim) -> Claim:
    return replace(claim, words=(), quantities=(), times=(), quotes=())


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
        value: ValueT = _built(cls, json.loads(text))
    except (ValueError, TypeError, KeyError, RecursionError, zlib.error) as error:
        raise Damaged from error
    return value


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return [_plain(getattr(value, each.name)) for each in fields(value)]
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def _built(hint: Any, value: Any) -> Any:
    """`value` as the type `hint` of the model. Raises ValueError or TypeError where it is none."""
    if is_dataclass(hint):
        columns = _columns(hint)  # type: ignore[arg-type]
        if not isinstance(value, list) or len(value) != len(columns):
            raise ValueError(hint)
        return hint(*(_built(each, item) for each, item in zip(columns, value, strict=True)))  # type: ignore[operator]
    origin, inner = get_origin(hint), get_args(hint)
    if origin is tuple:
        if not isinstance(value, list):
            raise ValueError(hint)
        return tuple(_built(inner[0], item) for item in value)
    if origin in (Union, UnionType):
        return None if value is None and NoneType in inner else _built(inner[0], value)
    if origin is Literal:
        if value not in inner:
            raise ValueError(hint)
        return value
    if hint is date:
        return date.fromisoformat(value)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    kind = dict if origin in (dict, Mapping) else hint
    if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
        raise ValueError(hint)
    return value


@cache
def _columns(cls: type) -> tuple[Any, ...]:
    hints = get_type_hints(cls)
    return tuple(hints[each.name] for each in fields(cls))
