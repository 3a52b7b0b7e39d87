"""The reader: its pieces, its answers on pairs that anyone would answer alike, and what does not change them."""

from __future__ import annotations

import hashlib
import json
import shutil
import signal
import subprocess
import sys
from dataclasses import astuple
from importlib import resources
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdiff import reader as reader_room
from newsdiff.errors import NewsdiffError, ReaderError
from newsdiff.extract.article import extract_all
from newsdiff.nlp import pipeline
from newsdiff.read import parse
from newsdiff.reader import absent, card, chosen, load
from newsdiff.reader.card import FORM, Card
from newsdiff.reader.pair import LONGEST, encode
from newsdiff.reader.sentence import sentence
from newsdiff.reader.wordpiece import WordPiece

VOCABULARY = "[PAD] [UNK] [CLS] [SEP] ferry sank ##s un ##sink ##able 12 , 000 cafe . ' s".split()
FERRY = "The ferry Corrin Star sank off Skeld on Monday, killing twelve passengers."
AGAIN = "Twelve people on board died when the Corrin Star went down near Skeld on Monday."
CHEESE = "The cheese makers of Stane sold their goats to a neighbour last spring."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ferry sank", ["ferry", "sank"], id="lower-case"),
        pytest.param("ferrys", ["ferry", "##s"], id="longest-first"),
        pytest.param("unsinkable", ["un", "##sink", "##able"], id="three-pieces"),
        pytest.param("12,000", ["12", ",", "000"], id="punctuation-apart"),
        pytest.param("Café.", ["cafe", "."], id="accents-off"),
        pytest.param("Cafe\u0301", ["cafe"], id="combining-accents-off"),
        pytest.param("ferry’s", ["ferry", "[UNK]", "s"], id="unknown-mark"),
        pytest.param("ferry" * 30, ["[UNK]"], id="too-long"),
        pytest.param("  \n ", [], id="blank"),
    ],
)
def test_word_pieces(text: str, expected: list[str]) -> None:
    assert [VOCABULARY[number] for number, _, _ in WordPiece(VOCABULARY)(text)] == expected


@given(st.text(max_size=60))
def test_pieces_stand_in_order_inside_the_text(text: str) -> None:
    end = 0
    for _, start, stop in WordPiece(VOCABULARY)(text):
        assert end <= start < stop <= len(text)
        end = stop


def test_a_pair_has_one_order() -> None:
    tokenise = WordPiece(VOCABULARY)
    one, other = encode(tokenise, "ferry sank", "12 , 000"), encode(tokenise, "12 , 000", "ferry sank")
    assert (one.ids, one.types) == (other.ids, other.types)
    assert [side for side, _, _ in one.pieces] == [1 - side for side, _, _ in other.pieces]
    assert one.types == sorted(one.types)


def test_of_a_long_text_the_beginning_is_read() -> None:
    found = encode(WordPiece(VOCABULARY), "ferry " * 500, "sank")
    assert len(found.ids) == LONGEST + 1 + 4


def read_alone(text: str, published: str | None = None) -> list[str]:
    """Each sentence of an article as the reader sees it."""
    from datetime import date

    day = date.fromisoformat(published) if published else None
    [found] = extract_all([parse(text, "a.txt", published=day)], pipeline())
    by_index: dict[int, list] = {}
    for claim in found.claims:
        by_index.setdefault(claim.index, []).append(claim)
    read = [sentence(found.article.text, claims) for claims in by_index.values()]
    for item in read:
        for letter, place in zip(item.text, item.places, strict=True):
            assert place < 0 or letter == " " or found.article.text[place] == letter
    return [item.text for item in read]


def test_a_pronoun_is_followed_by_its_name() -> None:
    read = read_alone("Anna Lind runs the harbour of Corrin. She sold two ferries to a Danish firm.")
    assert read[1] == "She [Anna Lind] sold two ferries to a Danish firm."


def test_a_day_in_words_is_followed_by_its_date() -> None:
    [read] = read_alone("The harbour closed yesterday after a storm.", "2031-05-14")
    assert read == "The harbour closed yesterday [13 May] after a storm."


def test_a_line_break_is_a_blank() -> None:
    lead = "The harbour of Corrin, the largest port of the whole southern coast of the island,"
    rest = "was closed on Monday after a storm that broke its outer wall and sank several boats."
    read = read_alone(f"Storm shuts harbour\n\n{lead}\n{rest}\n")
    assert read == ["Storm shuts harbour", f"{lead} {rest}"]


def test_one_fact_in_other_words_and_another_fact() -> None:
    reader = load()
    near, far = reader.read(FERRY, AGAIN).relation, reader.read(FERRY, CHEESE).relation
    assert near.apart < 0.5 < far.apart
    assert near.related > far.related
    for told in (near, far):
        assert told.same + told.contradict + told.apart == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        pytest.param("twelve", "Twelve", id="figure"),
        pytest.param("Corrin Star", "Corrin Star", id="name"),
        pytest.param("Monday", "Monday", id="day"),
        pytest.param("sank", "went down", id="verb"),
    ],
)
def test_the_words_that_answer(words: str, answer: str) -> None:
    start = FERRY.index(words)
    found = load().read(FERRY, AGAIN).answer(0, start, start + len(words))
    assert found is not None
    at = AGAIN.index(answer)
    assert found.start < at + len(answer)
    assert at < found.end
    assert found.margin > 0


def test_nothing_answers_in_a_sentence_about_something_else() -> None:
    start = FERRY.index("twelve")
    assert load().read(FERRY, CHEESE).answer(0, start, start + len("twelve")) is None
    assert load().read(FERRY, AGAIN).answer(0, 3, 3) is None


TEXTS = (FERRY, AGAIN, CHEESE, "Police said twelve had died.", "Nobody was hurt.")


def test_the_same_pair_gives_the_same_answer_in_either_order_and_whatever_was_read_before() -> None:
    reader = load()

    def numbers(one: str, other: str) -> tuple[float, ...]:
        reader._alone.cache_clear()
        read = reader.read(one, other)
        return *astuple(read.relation), float(read.slots.sum()), float(read.differing.sum())

    alone = {pair: numbers(*pair) for pair in permutations(TEXTS, 2)}
    for (one, other), found in alone.items():
        assert alone[other, one] == found
    for one, other in reversed(list(alone)):  # Now with all that was read before.
        read = reader.read(one, other)
        assert astuple(read.relation) == alone[one, other][:3]
        assert float(read.slots.sum()) == alone[one, other][3]


_ON_ONE_CORE = """
import os, sys
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from newsdiff.reader import load
read = load().read(sys.argv[1], sys.argv[2])
print(repr((read.relation, float(read.slots.sum()))))
"""


@pytest.mark.skipif(not hasattr(__import__("os"), "sched_setaffinity"), reason="this system does not bind to a core")
def test_one_core_gives_what_many_give() -> None:
    run = [sys.executable, "-c", _ON_ONE_CORE, FERRY, AGAIN]
    told = subprocess.run(run, capture_output=True, text=True, check=True).stdout.strip()
    read = load().read(FERRY, AGAIN)
    assert told == repr((read.relation, float(read.slots.sum())))


@settings(max_examples=30)
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_are_read(one: str, other: str) -> None:
    read = load().read(one, other)
    assert all(0 <= chance <= 1 for chance in astuple(read.relation))
    for side, text in enumerate((one, other)):
        for start, end in read.differs(side):
            assert 0 <= start < end <= len(text)
    found = read.answer(0, 0, len(one))
    assert found is None or 0 <= found.start < found.end <= len(other)


def weights(tmp_path: Path) -> Path:
    with resources.as_file(resources.files("newsdiff.reader") / "weights") as shipped:
        return Path(shutil.copytree(shipped, tmp_path / "weights"))


def test_weights_elsewhere_are_read_too(tmp_path: Path) -> None:
    own, other = load(), load(str(weights(tmp_path)))
    assert other.name == own.name
    assert other.read(FERRY, AGAIN).relation == own.read(FERRY, AGAIN).relation


@pytest.mark.parametrize("name", ["alone.onnx", "together.onnx", "vocabulary.txt"])
def test_damaged_weights_are_named(tmp_path: Path, name: str) -> None:
    folder = weights(tmp_path)
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)
    with pytest.raises(ReaderError, match=rf"{name} is damaged.*--reader off") as caught:
        load(str(folder))
    assert "\n" not in str(caught.value)


def test_weights_that_are_none(tmp_path: Path) -> None:
    folder = weights(tmp_path)
    (folder / "alone.onnx").write_bytes(b"no graph")
    told = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    told["sha256"]["alone.onnx"] = hashlib.sha256(b"no graph").hexdigest()
    (folder / "card.json").write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(ReaderError, match=r"onnxruntime cannot run it.*--reader off") as caught:
        load(str(folder))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["alone.onnx", "together.onnx", "vocabulary.txt", "card.json"])
def test_missing_weights_are_named(tmp_path: Path, name: str) -> None:
    folder = weights(tmp_path)
    (folder / name).unlink()
    with pytest.raises(ReaderError, match=rf"{name} cannot be read.*--reader off"):
        load(str(folder))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{", id="no-json"),
        pytest.param("[]", id="no-table"),
        pytest.param(json.dumps({"form": FORM + 1}), id="another-form"),
        pytest.param(json.dumps({"form": FORM, "name": "x", "sha256": []}), id="lacks"),
        pytest.param(json.dumps({"form": FORM, "name": "x", "sha256": {}, "calibration": 3}), id="garbled"),
    ],
)
def test_a_card_that_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"card|Expecting|property"):
        Card.read(text)


def test_without_onnxruntime_the_shipped_reader_is_left_out_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_room, "_fault", lambda: "is not installed")
    assert chosen("on") is None
    assert card("on") is None
    line = absent("on")
    assert line is not None
    assert "onnxruntime is not installed" in line
    assert "pip install" in line
    assert absent("off") is None


def test_a_reader_that_is_named_is_never_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = str(weights(tmp_path))
    monkeypatch.setattr(reader_room, "_fault", lambda: "is too old (1.2.0)")
    with pytest.raises(NewsdiffError, match=r"onnxruntime, which is too old \(1\.2\.0\)"):
        chosen(folder)


def test_an_interrupt_waits_until_the_libraries_are_loaded() -> None:
    loaded = []

    def load_something() -> None:
        with reader_room._uninterrupted():
            signal.raise_signal(signal.SIGINT)
            loaded.append("all of it")

    with pytest.raises(KeyboardInterrupt):
        load_something()
    assert loaded


def test_off_loads_nothing() -> None:
    run = "import sys; from newsdiff.reader import chosen; chosen('off'); print('onnxruntime' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


def test_the_card_says_what_the_weights_are() -> None:
    told = json.loads((resources.files("newsdiff.reader") / "weights" / "card.json").read_text(encoding="utf-8"))
    assert told["form"] == FORM
    assert {"base", "licence", "trained_on", "figures", "phases"} <= told.keys()
    shipped = resources.files("newsdiff.reader") / "weights"
    size = sum(len(item.read_bytes()) for item in shipped.iterdir())
    assert size <= 25_000_000
