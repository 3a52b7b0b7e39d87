"""An `Extraction` as compact bytes and back: tables of columns in JSON, deflated, with a checksum.

Nothing that is decoded can run code: bytes that someone else wrote make values of the model or a CodecError. The tables
follow from the model's own fields, so a field that is added there is kept without a word here.
"""

from __future__ import annotations

import json
import zlib
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from functools import cache
from itertools import repeat
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from newsdiff.model import Article, Extraction

_MAGIC = b"nd1"
_LEVEL = 3
#: More bytes than this, and than so many a code point of the article, no extraction takes: measured, up to 40.
_LEAST, _EACH = 1 << 20, 400


class CodecError(Exception):
    """Bytes that are no extraction of this article: damaged, of another form, or made by someone else."""


@dataclass(frozen=True, slots=True)
class _Column:
    """A field of a table: what it holds, whether None too; `of` the table it points to, `choices` what it may say."""

    name: str
    kind: Literal["int", "number", "text", "string", "moment", "one", "many"]
    optional: bool = False
    of: type | None = None
    choices: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class _Table:
    cls: type
    columns: tuple[_Column, ...]


@dataclass(frozen=True, slots=True)
class _Form:
    """The tables, those that others point to first, and the columns of the extraction itself."""

    tables: tuple[_Table, ...]
    roots: tuple[_Column, ...]


def encode(extraction: Extraction, article: Article) -> bytes:
    """What was found in `article`, without the article itself, which `decode` is given.

    The extraction's article may differ from it by warnings that extraction added, and by nothing else.
    """
    given = article.warnings
    added = extraction.article.warnings[len(given) :]
    if replace(extraction.article, warnings=given) != article:
        raise ValueError(f"{article.path}: the extraction is of another article")
    form, strings = _form(), _Strings()
    rows: dict[type, list[Any]] = {table.cls: [] for table in form.tables}
    places: dict[int, int] = {}
    for column in form.roots:
        if column.kind == "many":
            _place(getattr(extraction, column.name), rows, places)
    tables = [
        [_packed(column, table.cls, rows[table.cls], places, strings, article.text) for column in table.columns]
        for table in form.tables
    ]
    roots = [_packed(column, Extraction, [extraction], places, strings, "") for column in form.roots]
    document = [tables, roots, list(added), list(strings.numbers)]
    plain = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return _MAGIC + zlib.crc32(plain).to_bytes(4, "big") + zlib.compress(plain, _LEVEL)


def decode(data: bytes, article: Article) -> Extraction:
    """The extraction of `article` that `encode` made `data` of, with this article as its own. Raises CodecError."""
    plain = _plain(data, _LEAST + _EACH * len(article.text))
    try:
        tables, roots, added, strings = json.loads(plain)
        if not set(map(type, (*added, *strings))) <= {str}:
            raise CodecError("a string is none")
        return _built(tables, roots, article, tuple(added), strings)
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, RecursionError, OverflowError) as error:
        raise CodecError(f"{type(error).__name__}: {error}") from None


def signature() -> str:
    """What of the model the bytes depend on: another signature, another form of bytes."""
    rows = [("roots", _form().roots), *((table.cls.__name__, table.columns) for table in _form().tables)]
    told = [
        (
            name,
            [
                (each.name, each.kind, each.optional, each.of and each.of.__name__, sorted(each.choices or ()))
                for each in columns
            ],
        )
        for name, columns in rows
    ]
    return repr((_MAGIC, told))


def _plain(data: bytes, most: int) -> bytes:
    if data[: len(_MAGIC)] != _MAGIC:
        raise CodecError("not an extraction")
    inflate = zlib.decompressobj()
    try:
        plain = inflate.decompress(data[len(_MAGIC) + 4 :], most)
    except zlib.error as error:
        raise CodecError(str(error)) from None
    if not inflate.eof:
        raise CodecError("cut short, or larger than any extraction of the article")
    if zlib.crc32(plain).to_bytes(4, "big") != data[len(_MAGIC) : len(_MAGIC) + 4]:
        raise CodecError("the checksum is another")
    return plain


@cache
def _form() -> _Form:
    found: dict[type, tuple[_Column, ...]] = {}

    def columns(cls: type) -> tuple[_Column, ...]:
        hints = get_type_hints(cls)
        names = [field.name for field in fields(cls) if hints[field.name] is not Article]
        made = tuple(_column(cls, name, hints[name]) for name in names)
        for column in made:
            if column.of is not None and column.of not in found:
                found[column.of] = columns(column.of)
        return made

    roots = columns(Extraction)
    return _Form(tuple(_Table(cls, made) for cls, made in found.items()), roots)


def _column(cls: type, name: str, hint: Any) -> _Column:
    """How the field `name` of `cls`, of the type `hint`, is kept."""
    kinds = set(get_args(hint)) if get_origin(hint) in (Union, UnionType) else {hint}
    optional = NoneType in kinds
    (kind,) = kinds - {NoneType}
    if kind is int:
        return _Column(name, "int", optional)
    if kind is float:
        return _Column(name, "number", optional)
    if kind is str:
        placed = name == "text" and {"start", "end"} <= {field.name for field in fields(cls)}
        return _Column(name, "text" if placed else "string", optional)
    if kind is datetime:
        return _Column(name, "moment", optional)
    if get_origin(kind) is Literal:
        return _Column(name, "string", optional, choices=frozenset(get_args(kind)))
    if get_origin(kind) is tuple and get_args(kind)[1:] == (...,) and is_dataclass(get_args(kind)[0]):
        return _Column(name, "many", optional, of=get_args(kind)[0])
    if isinstance(kind, type) and is_dataclass(kind):
        return _Column(name, "one", optional, of=kind)
    raise TypeError(f"{cls.__name__}.{name}: no way to keep {hint}")


class _Strings:
    """The strings of a document by their numbers; None is -1."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, string: str | None) -> int:
        return -1 if string is None else self.numbers.setdefault(string, len(self.numbers))


def _place(items: Iterable[Any], rows: dict[type, list[Any]], places: dict[int, int]) -> None:
    """Put `items` and what they point to into their tables: once each, so that what is shared stays shared."""
    pointers = _pointers()
    for item in items:
        if id(item) in places:
            continue
        for name, many in pointers[type(item)]:
            value = getattr(item, name)
            if value is not None:
                _place(value if many else (value,), rows, places)
        table = rows[type(item)]
        places[id(item)] = len(table)
        table.append(item)


@cache
def _pointers() -> dict[type, tuple[tuple[str, bool], ...]]:
    """Of each table the columns that point to others, and whether to many."""
    return {
        table.cls: tuple((column.name, column.kind == "many") for column in table.columns if column.of is not None)
        for table in _form().tables
    }


def _packed(
    column: _Column, cls: type, rows: Sequence[Any], places: dict[int, int], strings: _Strings, text: str
) -> list[Any]:
    """The values of a column as JSON has them: numbers, and the numbers of strings and rows."""
    values = list(map(attrgetter(column.name), rows))
    match column.kind:
        case "string":
            return list(map(strings.number, values))
        case "text":  # Mostly the article's own words, which need not be kept.
            return [
                -1 if value == text[row.start : row.end] else strings.number(value)
                for value, row in zip(values, rows, strict=True)
            ]
        case "moment":
            return [value.isoformat() if value is not None else None for value in values]
        case "one":
            return [places[id(value)] if value is not None else -1 for value in values]
        case "many":
            return [[places[id(child)] for child in value] for value in values]
        case _:
            return values


def _built(
    tables: Sequence[Any], roots: Sequence[Any], article: Article, added: tuple[str, ...], strings: list[str]
) -> Extraction:
    form = _form()
    "".join(strings).encode("utf-8")  # A lone surrogate, which no output can write, is an error here.
    made: dict[type, list[Any]] = {}
    if len(tables) != len(form.tables) or len(roots) != len(form.roots):
        raise CodecError("not as many tables as the model has")
    for table, columns in zip(form.tables, tables, strict=True):
        count = len(columns[0])
        rows: list[Any] = list(map(object.__new__, repeat(table.cls, count)))
        # Texts last: they are made of their rows' places.
        for column, packed in sorted(zip(table.columns, columns, strict=True), key=lambda each: each[0].kind == "text"):
            if len(packed) != count:
                raise CodecError("columns of one table differ in length")
            # Without a call of Python's for each row: three times as quick as the rows' own __init__.
            put = getattr(table.cls, column.name).__set__
            deque(map(put, rows, _unpacked(column, packed, made, strings, rows, article.text)), maxlen=0)
        made[table.cls] = rows
    values = {
        column.name: _unpacked(column, packed, made, strings, (), "")[0]
        for column, packed in zip(form.roots, roots, strict=True)
    }
    return Extraction(replace(article, warnings=(*article.warnings, *added)) if added else article, **values)


def _unpacked(
    column: _Column, packed: list[Any], made: dict[type, list[Any]], strings: list[str], rows: Sequence[Any], text: str
) -> list[Any]:
    types = set(map(type, packed))
    none = {NoneType} if column.optional else set()
    match column.kind:
        case "int":
            _expect(types <= {int} | none, column)
            return packed
        case "number":
            _expect(types <= {int, float} | none, column)
            return packed
        case "moment":
            _expect(types <= {str} | none, column)
            return [datetime.fromisoformat(value) if value is not None else None for value in packed]
        case "text":
            return [strings[at] if at >= 0 else text[row.start : row.end] for at, row in zip(packed, rows, strict=True)]
        case "string":
            values = _picked(column, packed, strings)
            _expect(column.choices is None or set(values) <= column.choices | {None}, column)
            return values
        case "one":
            return _picked(column, packed, made[column.of] if column.of else [])
        case "many":
            get = made[column.of].__getitem__ if column.of else [].__getitem__
            return [tuple(map(get, each)) for each in packed]


def _picked(column: _Column, packed: list[Any], items: Sequence[Any]) -> list[Any]:
    """Of `items` those numbered in `packed`; None is numbered -1."""
    _expect(not packed or min(packed) >= (-1 if column.optional else 0), column)
    return list(map([*items, None].__getitem__, packed))


def _expect(right: bool, column: _Column) -> None:
    if not right:
        raise CodecError(f"a value of {column.name} is of another kind")
