"""Time of newsdiff's own stages on hostile articles of 125 kB to 1 MB, to show that it grows with their length.

    python -m tests.bench.hostile [NAME ...]

spaCy's parse of a megabyte takes minutes and is not newsdiff's to change, so a stand-in takes its place here: the
same tokenizer, and a flat parse with a sentence end every forty words. `growth` is the exponent of time in length
from the smallest to the largest size: 1 is linear, 2 quadratic. Fails where it is above `STEEPEST`.
"""

from __future__ import annotations

import argparse
import gc
import math
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy
import spacy
from spacy.attrs import DEP, HEAD, POS, SENT_START, TAG
from spacy.language import Language
from spacy.tokens import Doc

STEEPEST = 1.35
SIZES = (125_000, 250_000, 500_000, 1_000_000)
SENTENCE = 40

TEXTS: dict[str, str] = {
    "quotes": "“",
    "straight quotes": '"',
    "quoted words": "“no” ",
    "digits": "7",
    "spaced digits": "7 ",
    "commas": ",",
    "figures with commas": "1,",
    "one word": "flood ",
    "one name": "Falk ",
    "one long word": "a",
    "one sentence": "Two people were hurt on Monday, Falk said. ",
    "nested brackets": "[(",
    "dashes": " - ",
    "newlines": "\n",
    "spaces": " ",
    "short lines": "- a\n",
    "colons": "Why it matters: ",
    "mojibake": "â€œ",
}


def flat_parse(doc: Doc) -> Doc:
    """Give `doc` a parse that costs nothing: the first word of each forty is the verb, all others hang on it."""
    count = len(doc)
    place = numpy.arange(count)
    root = place - place % SENTENCE
    noun, verb = doc.vocab.strings["NOUN"], doc.vocab.strings["VERB"]
    first = place == root
    rows = numpy.zeros((count, 5), dtype="uint64")
    rows[:, 0] = (root - place).astype("int64").astype("uint64")
    rows[:, 1] = numpy.where(first, doc.vocab.strings.add("ROOT"), doc.vocab.strings.add("dep"))
    rows[:, 2] = numpy.where(first, verb, noun)
    rows[:, 3] = numpy.where(first, doc.vocab.strings.add("VBD"), doc.vocab.strings.add("NN"))
    rows[:, 4] = numpy.where(first, 1, -1).astype("int64").astype("uint64")
    return doc.from_array([HEAD, DEP, POS, TAG, SENT_START], rows)


def stand_in(*_args: Any, **_options: Any) -> Language:
    """An English pipeline with the components' names that newsdiff asks for, and none of their cost."""
    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    Language.component("flat_parse", func=flat_parse)
    Language.component("idle", func=lambda doc: doc)
    nlp.add_pipe("flat_parse", name="parser")
    for name in ("tagger", "lemmatizer", "ner"):
        nlp.add_pipe("idle", name=name)
    return nlp


@contextmanager
def timed(seconds: dict[str, float], name: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    seconds[name] = seconds.get(name, 0.0) + time.perf_counter() - start


def own_time(text: str) -> dict[str, float]:
    """Seconds of each stage for comparing `text` with the same text and one more sentence."""
    raise NotImplementedError


def growth(small: float, large: float) -> float:
    return math.log(max(large, 1e-3) / max(small, 1e-3)) / math.log(SIZES[-1] / SIZES[0])


def main() -> int:
    return 0


if __name__ == "__main__":
    sys.exit(main())
