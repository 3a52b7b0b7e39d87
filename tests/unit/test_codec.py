"""Extractions as bytes: what comes back is what went in, and no bytes do more than raise CodecError."""

from __future__ import annotations

import json
import random
import time
import tracemalloc
import types
import zlib
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdiff.corpus import codec
from newsdiff.corpus.codec import CodecError, decode, encode, signature
from newsdiff.model import Article, Attribution, Claim, Extraction, Quantity, Span, Time, Word
from tests.sample_extraction import EXTRACTION, HOSTILE

EXTRACTIONS = (EXTRACTION, HOSTILE)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@cache
def some(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a type of the model: any that it admits, floats that equal themselves, strings that can be written."""
    if get_origin(hint) in (Union, types.UnionType):
        return st.one_of([some(part) for part in get_args(hint)])
    if get_origin(hint) is Literal:
        return st.sampled_from(get_args(hint))
    if get_origin(hint) is tuple:
        parts = get_args(hint)
        if parts[1:] == (...,):
            return st.lists(some(parts[0]), max_size=3).map(tuple)
        return st.tuples(*map(some, parts))
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return st.builds(hint, **{field.name: some(hints[field.name]) for field in fields(hint)})
    simple: dict[Any, st.SearchStrategy[Any]] = {
        int: st.integers(-5, 40),
        str: TEXTS,
        float: st.floats(allow_nan=False) | st.integers(-3, 10**20),
        date: st.dates(),
        datetime: st.datetimes().map(lambda moment: moment.replace(fold=0)),
        type(None): st.none(),
    }
    return simple[hint]


@settings(max_examples=150)
@given(some(Extraction), st.lists(TEXTS, max_size=2))
def test_what_went_in_comes_out(extraction: Extraction, added: list[str]) -> None:
    article = extraction.article
    warned = replace(extraction, article=replace(article, warnings=(*article.warnings, *added)))
    again = decode(encode(warned, article), article)
    assert again == warned
    assert repr(again) == repr(warned)  # Also where equal values are of two types: 1 and 1.0.


@pytest.mark.parametrize("extraction", EXTRACTIONS, ids=lambda item: item.article.path)
def test_the_samples(extraction: Extraction) -> None:
    assert decode(encode(extraction, extraction.article), extraction.article) == extraction


def test_the_article_given_is_the_one_that_comes_back() -> None:
    extraction = EXTRACTIONS[0]
    elsewhere = replace(extraction.article, path="elsewhere.txt", id="7", group="g", warnings=("read with care",))
    assert decode(encode(extraction, extraction.article), elsewhere).article is elsewhere


def test_a_warning_that_extraction_adds_follows_those_of_the_article() -> None:
    article = Article("a.txt", "Un pont.", warnings=("first",))
    data = encode(Extraction(replace(article, warnings=("first", "seems not to be English"))), article)
    other = replace(article, warnings=("another",))
    assert decode(data, other).article.warnings == ("another", "seems not to be English")


def test_the_extraction_of_another_article_is_refused() -> None:
    with pytest.raises(ValueError, match="another article"):
        encode(EXTRACTIONS[0], replace(EXTRACTIONS[0].article, text="other"))


def test_what_is_shared_stays_shared_and_what_is_equal_stays_two() -> None:
    article = Article("a.txt", "Two said so.")
    attribution = Attribution("direct", (Span(0, 3),), Span(0, 3), "Two")
    word, twin = Word("Two", "two", "NUM", 0, 3), Word("Two", "two", "NUM", 0, 3)
    claim = Claim(0, 3, 1, 1, "Two", Span(0, 12), 0, "body", attribution=attribution, words=(word, twin))
    other = replace(claim, words=(word,))
    again = decode(encode(Extraction(article, (claim, other), (attribution,)), article), article)
    first, second = again.claims
    assert first.attribution is second.attribution is again.attributions[0]
    assert first.words[0] is second.words[0]
    assert first.words[0] is not first.words[1]


def test_the_text_of_the_article_is_not_kept_again() -> None:
    text = " ".join(f"word{random.Random(number).random()}" for number in range(1000))
    article = Article("a.txt", text)
    claim = Claim(0, len(text), 1, 1, text, Span(0, len(text)), 0, "body")
    assert len(encode(Extraction(article, (claim,)), article)) < 400


def sample() -> tuple[Extraction, bytes]:
    extraction = max(EXTRACTIONS, key=lambda item: len(item.claims))
    return extraction, encode(extraction, extraction.article)


def test_no_damaged_byte_makes_another_extraction() -> None:
    extraction, data = sample()
    refused = 0
    for place in range(len(data)):
        damaged = bytearray(data)
        damaged[place] ^= 1 << place % 8
        try:
            assert decode(bytes(damaged), extraction.article) == extraction  # A bit that fills up the last byte.
        except CodecError:
            refused += 1
    assert refused >= len(data) - 1


def test_every_cut_is_seen() -> None:
    extraction, data = sample()
    for end in range(len(data)):
        with pytest.raises(CodecError):
            decode(data[:end], extraction.article)


def packed(document: Any) -> bytes:
    """A document as `encode` packs it: what someone writes who knows the form."""
    plain = document if isinstance(document, bytes) else json.dumps(document).encode()
    return codec._MAGIC + zlib.crc32(plain).to_bytes(4, "big") + zlib.compress(plain)


def document() -> list[Any]:
    _, data = sample()
    found = json.loads(zlib.decompress(data[len(codec._MAGIC) + 4 :]))
    assert isinstance(found, list)
    return found


def nodes(value: Any, path: tuple[int, ...] = ()) -> list[tuple[int, ...]]:
    found = [path]
    if isinstance(value, list):
        for number, child in enumerate(value[:12]):
            found += nodes(child, (*path, number))
    return found


def with_node(value: Any, path: tuple[int, ...], new: Any) -> Any:
    if not path:
        return new
    return [with_node(child, path[1:], new) if number == path[0] else child for number, child in enumerate(value)]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 10**30) | st.floats() | TEXTS | st.just("\ud800"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=6,
)


@settings(max_examples=400)
@given(st.data())
def test_a_document_made_by_someone_else_is_values_of_the_model_or_refused(data: st.DataObject) -> None:
    whole, extraction = document(), sample()[0]
    path = data.draw(st.sampled_from(nodes(whole)))
    try:
        found = decode(packed(with_node(whole, path, data.draw(JSON))), extraction.article)
    except CodecError:
        return
    repr(found).encode()  # Every field is there, and can be written.
    for claim in found.claims:
        assert claim.polarity in ("affirmed", "negated")
        assert type(claim.start) is type(claim.end) is int
        assert all(type(word) is Word and type(word.text) is str for word in claim.words)
        assert all(type(item) is Quantity for item in claim.quantities)
        assert all(type(item) is Time for item in claim.times)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\x80\x04K\x01.", id="a-pickle"),
        pytest.param(packed(b"[" * 100_000), id="depth"),
        pytest.param(packed(b"1" * 100_000), id="a-long-number"),
        pytest.param(packed(b"\xff\xfe"), id="no-utf-8"),
        pytest.param(packed([]), id="an-empty-document"),
        pytest.param(packed([[], [], [], []]), id="no-tables"),
        pytest.param(packed({"tables": []}), id="another-document"),
        pytest.param(packed([[], [], [], [], []]), id="too-long-a-document"),
    ],
)
def test_bytes_that_are_no_extraction(data: bytes) -> None:
    with pytest.raises(CodecError):
        decode(data, EXTRACTIONS[0].article)


def test_bytes_that_swell_are_refused_before_they_fill_memory() -> None:
    bomb = packed(b" " * 300_000_000)
    tracemalloc.start()
    began = time.process_time()
    with pytest.raises(CodecError, match="larger"):
        decode(bomb, Article("a.txt", "short"))
    assert time.process_time() - began < 1
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_a_model_with_another_field_has_another_form(monkeypatch: pytest.MonkeyPatch) -> None:
    before = signature()

    @dataclass(frozen=True, slots=True)
    class Wider(Quantity):
        doubt: float | None = None

    @dataclass(frozen=True, slots=True)
    class Other:
        article: Article
        quantities: tuple[Wider, ...] = ()

    monkeypatch.setattr(codec, "Extraction", Other)
    monkeypatch.setattr(codec, "get_type_hints", lambda cls: get_type_hints(cls, localns={"Wider": Wider}))
    codec._form.cache_clear()
    codec._pointers.cache_clear()
    try:
        assert signature() != before
        article = Article("a.txt", "Two")
        other = Other(article, (Wider(0, 3, "Two", 2.0, 2.0, doubt=0.5),))
        assert decode(encode(other, article), article) == other  # type: ignore[arg-type, comparison-overlap]
    finally:
        monkeypatch.undo()
        codec._form.cache_clear()
        codec._pointers.cache_clear()
    assert signature() == before


def test_a_field_that_cannot_be_kept_is_told_at_once() -> None:
    @dataclass(frozen=True)
    class Odd:
        things: dict[str, int]

    with pytest.raises(TypeError, match="things"):
        codec._column(Odd, "things", dict[str, int])
