"""Which words are near each other in meaning: "captain" and "skipper", "apology" and "sorry".

The table is `related.zip`: sorted words; for each, from where in the list of pairs its own begin; in each pair the
number of the later word; and how near the two are, in hundredths. tests/eval/related.py makes it.
"""

from __future__ import annotations

import sys
import zipfile
from array import array
from bisect import bisect_left
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from newsdiff.errors import LexiconError

FILE = "data/en/related.zip"


@dataclass(frozen=True, slots=True)
class _Table:
    words: list[str]
    starts: array[int]
    others: array[int]
    nearness: bytes

    def number(self, word: str) -> int | None:
        at = bisect_left(self.words, word)
        return at if at < len(self.words) and self.words[at] == word else None


@cache
def _table() -> _Table:
    with resources.files(__package__).joinpath(FILE).open("rb") as file, zipfile.ZipFile(file) as box:
        table = _Table(
            box.read("words.txt").decode().split("\n"),
            _numbers("I", box.read("starts.u32")),
            _numbers("H", box.read("others.u16")),
            box.read("nearness.u8"),
        )
    if not len(table.starts) - 1 == len(table.words) or not table.starts[-1] == len(table.others) == len(
        table.nearness
    ):
        raise LexiconError(f"{FILE}: its parts do not fit each other")
    return table


def _numbers(code: str, content: bytes) -> array[int]:
    numbers = array(code, content)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def is_word(word: str) -> bool:
    """Whether the table knows `word`, a lemma in lower case: it has the everyday words of English, and no other."""
    return _table().number(word) is not None


def related(words: Collection[str]) -> Mapping[str, Mapping[str, float]]:
    """For each of `words` those among them that are near it in meaning, with how near, above 0 to 1; symmetric."""
    table = _table()
    numbers = {number: word for word in words if (number := table.number(word)) is not None}
    found: dict[str, dict[str, float]] = {}
    for number, word in sorted(numbers.items()):
        for at in range(table.starts[number], table.starts[number + 1]):
            other = numbers.get(table.others[at])
            if other is not None:
                found.setdefault(word, {})[other] = found.setdefault(other, {})[word] = table.nearness[at] / 100
    return found
