"""The reader: a small trained encoder that reads two sentences together. It ships with its weights and runs on the CPU.

    reader = load()
    reading = reader.read("Three people died.", "The blast killed three.")
    reading.relation.same, reading.relation.contradict, reading.relation.apart
    reading.answer(0, 0, 5)  # the words of the second text that answer "Three"

`training/` makes the weights; `weights/card.json` says what they are.
"""

from __future__ import annotations

import hashlib
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsdiff.errors import ReaderError
from newsdiff.reader.card import Card
from newsdiff.reader.pair import encode
from newsdiff.reader.reading import Answer, Reading, Relation, relation
from newsdiff.reader.wordpiece import WordPiece

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["Answer", "Reader", "Reading", "Relation", "absent", "card", "chosen", "load"]

#: The first onnxruntime that has all the operators of the weights on every processor it runs on.
_OLDEST = (1, 18)
_CARD, _VOCABULARY, _ALONE, _TOGETHER = "card.json", "vocabulary.txt", "alone.onnx", "together.onnx"
_INSTALL = "install it with: python -m pip install 'onnxruntime>=1.18', or give --reader off"
#: Pairs whose relation is kept, for alignment and its explanation ask for the same; whole readings, some 80 kB each,
#: for what is aligned is judged next; and sentences whose lower half is kept, some 45 kB each.
_PAIRS, _READINGS, _SENTENCES = 4096, 128, 256


class Reader:
    """A trained model of pairs of sentences; see `load`. `name` tells which.

    Its lower half reads each text alone, its upper half both together. Each text and each pair is a run of its own: the
    answer does not depend on what else is read, on the order of the two texts, or on the number of processors.
    """

    def __init__(self, card: Card, alone: Any, together: Any, tokenise: WordPiece) -> None:
        self.name = card.name
        self._calibration, self._tokenise = card.calibration, tokenise
        self._lower, self._upper = alone, together
        self._related = lru_cache(maxsize=_PAIRS)(lambda *texts: self.read(*texts).relation.related)
        self._kept = lru_cache(maxsize=_READINGS)(self._read)
        self._alone = lru_cache(maxsize=_SENTENCES)(self._half_read)

    def related(self, one: str, other: str) -> float:
        """Log-odds, to two decimals, that the two texts report one fact."""
        return self._related(*sorted((one, other)))

    def read(self, one: str, other: str) -> Reading:
        """What the two texts, a sentence each, say of one another. Of long ones the first 120 pieces are read."""
        return self._kept(one, other)

    def _read(self, one: str, other: str) -> Reading:
        import numpy

        encoded = encode(self._tokenise, one, other)
        second = encoded.types.index(1)
        halves = [self._alone(tuple(encoded.ids[:second])), self._alone(tuple(encoded.ids[second:]))]
        feed = {"states": numpy.concatenate(halves, 1), "types": numpy.array([encoded.types])}
        logits, slots, differing = self._upper.run(None, feed)
        told = relation(logits[0].tolist(), self._calibration)
        return Reading(told, encoded, slots[0], differing[0], self._calibration)

    def _half_read(self, ids: tuple[int, ...]) -> Any:
        import numpy

        return self._lower.run(None, {"ids": numpy.array([ids])})[0]


def chosen(setting: str) -> Reader | None:
    """The reader that a configuration's `reader` asks for: None for `off`, and for `on` where onnxruntime is not there.

    Raises ReaderError as `load` does; a folder that is named is never passed over in silence.
    """
    if setting == "off" or absent(setting) is not None:
        return None
    return load(None if setting == "on" else setting)


def card(setting: str) -> Card | None:
    """The card of the reader that `chosen` gives; costs no onnxruntime. Raises ReaderError."""
    if setting == "off" or absent(setting) is not None:
        return None
    place, shown, way_out = _place(None if setting == "on" else setting)
    return _card(_bytes(place, _CARD, shown, way_out), shown, way_out)


def absent(setting: str) -> str | None:
    """Why the reader that newsdiff ships does not run though the setting is `on`, in one line with the way out."""
    fault = _fault() if setting == "on" else None
    return f"no reader: onnxruntime {fault}, so sentences are compared by their words; {_INSTALL}" if fault else None


@cache
def load(folder: str | None = None) -> Reader:
    """The reader whose weights are in `folder`, or those that ship with newsdiff; once a process.

    Raises ReaderError that says what is wrong and the way out: weights that are missing or damaged, an onnxruntime that
    is missing or too old.
    """
    fault = _fault()
    if fault is not None:
        raise ReaderError(f"the reader needs onnxruntime, which {fault}; {_INSTALL}")
    place, shown, way_out = _place(folder)
    told = _card(_bytes(place, _CARD, shown, way_out), shown, way_out)
    try:
        tokenise = WordPiece(_bytes(place, _VOCABULARY, shown, way_out).decode("utf-8").splitlines())
    except (KeyError, UnicodeDecodeError):
        raise ReaderError(f"{shown}: {_VOCABULARY} is no vocabulary of BERT; {way_out}, or give --reader off") from None
    with resources.as_file(place) as path:
        for name, wanted in told.sha256.items():
            if _sha256(path / name, shown, way_out) != wanted:
                raise ReaderError(
                    f"{shown}: {name} is damaged (its checksum is not the card's); {way_out}, or give --reader off"
                )
        try:
            return Reader(told, _session(path / _ALONE), _session(path / _TOGETHER), tokenise)
        except Exception as error:  # onnxruntime has kinds of its own, and may fail to be imported.
            line = " ".join(str(error).split())[:200]
            raise ReaderError(
                f"{shown}: onnxruntime cannot run it ({line}); {way_out}, or give --reader off"
            ) from error


def _place(folder: str | None) -> tuple[Traversable, str, str]:
    """Where the weights lie, what messages call them, and what to do where they are not as they should be."""
    if folder is None:
        return resources.files(__package__) / "weights", "newsdiff's own reader", "reinstall newsdiff"
    return Path(folder), folder, "name a folder that training/ made"


def _bytes(place: Traversable, name: str, shown: str, way_out: str) -> bytes:
    try:
        return (place / name).read_bytes()
    except OSError:
        raise ReaderError(f"{shown}: {name} cannot be read; {way_out}, or give --reader off") from None


def _card(data: bytes, shown: str, way_out: str) -> Card:
    try:
        return Card.read(data.decode("utf-8"))
    except ValueError as error:
        raise ReaderError(f"{shown}: {_CARD}: {error}; {way_out}, or give --reader off") from None


def _sha256(path: Path, shown: str, way_out: str) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        raise ReaderError(f"{shown}: {path.name} cannot be read; {way_out}, or give --reader off") from None


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C waits, where it can: native libraries that are interrupted while they load fail as damaged ones do."""
    before = signal.getsignal(signal.SIGINT)
    if before is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    held: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: held.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if held:
        signal.raise_signal(signal.SIGINT)


def _session(weights: Path) -> Any:
    with _uninterrupted():
        import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(os.fspath(weights), options, providers=["CPUExecutionProvider"])


def _fault() -> str | None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        found = version("onnxruntime")
    except PackageNotFoundError:
        return "is not installed"
    parts = found.split(".")
    if tuple(int(part) for part in parts[:2] if part.isdecimal()) < _OLDEST:
        return f"is too old ({found})"
    return None
