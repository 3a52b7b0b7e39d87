"""An article's running text cut into passages: what is furniture, which findings a passage belongs to, what differs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from newsdiff.report.excerpt import merged
from newsdiff.report.texts import SourceText

#: A line shorter than this part of its paragraph's longest ends where a writer ended it, not where the page did;
#: and the pages that lines are broken for are between so narrow and so wide.
_FULL, _NARROWEST, _WIDEST = 0.7, 40, 100


@dataclass(frozen=True, slots=True)
class Marked:
    """`[start, end)` of the text, which the finding of this number rests on."""

    start: int
    end: int
    finding: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that belong to the same `findings` (their numbers, none for words of no claim).

    `pieces` part them where words that differ begin or end; True for those.
    """

    findings: tuple[int, ...]
    furniture: bool
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article; one that is `furniture` holds nothing else."""

    passages: tuple[Passage, ...]

    @property
    def furniture(self) -> bool:
        return all(passage.furniture for passage in self.passages)


def paragraphs(
    source: SourceText, claims: Sequence[Marked], differing: Iterable[tuple[int, int]]
) -> tuple[Paragraph, ...]:
    """The text of `source` with its `claims` marked, and in them the spans that are `differing`.

    Lines that were broken to fit a page are joined; all other line breaks stay.
    """
    size = len(source.text)
    layers = _Layers(
        [each for each in claims if 0 <= each.start < each.end <= size],
        merged([(start, min(end, size)) for start, end in differing if start >= 0]),
        merged([(each.start, min(each.end, size)) for each in source.furniture if each.start >= 0]),
    )
    return tuple(
        Paragraph(passages)
        for start, end in _blocks(source.text)
        if (passages := tuple(_passages(source.text, start, end, layers)))
    )


class _Layers:
    """What lies on the text, cut at every place where one of the layers begins or ends."""

    def __init__(
        self, claims: Sequence[Marked], differing: Sequence[tuple[int, int]], furniture: Sequence[tuple[int, int]]
    ) -> None:
        self._differing, self._furniture = differing, furniture
        starts: dict[int, list[int]] = defaultdict(list)
        ends: dict[int, list[int]] = defaultdict(list)
        for each in claims:
            starts[each.start].append(each.finding)
            ends[each.end].append(each.finding)
        spans = [*differing, *furniture]
        self.cuts = sorted({*starts, *ends, *(place for span in spans for place in span)})
        self._findings: list[tuple[int, ...]] = []
        held: dict[int, int] = {}
        for cut in self.cuts:
            for finding in starts.get(cut, ()):
                held[finding] = held.get(finding, 0) + 1
            for finding in ends.get(cut, ()):
                held[finding] -= 1
                if not held[finding]:
                    del held[finding]
            self._findings.append(tuple(sorted(held)))

    def findings(self, at: int) -> tuple[int, ...]:
        """The findings that the words at `at` belong to."""
        last = bisect_right(self.cuts, at) - 1
        return self._findings[last] if last >= 0 else ()

    def differs(self, at: int) -> bool:
        return _within(self._differing, at)

    def furniture(self, at: int) -> bool:
        return _within(self._furniture, at)


def _within(spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether one of `spans`, which are sorted and apart, holds `at`."""
    last = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return last >= 0 and at < spans[last][1]


def _passages(text: str, start: int, end: int, layers: _Layers) -> Iterator[Passage]:
    cuts = layers.cuts[bisect_right(layers.cuts, start) : bisect_left(layers.cuts, end)]
    wrapped = _wrapped(text[start:end])
    parts = []
    for begin, stop in zip([start, *cuts], [*cuts, end], strict=True):
        words = text[begin:stop]
        shown = words.replace("\r\n", " ").replace("\n", " ") if wrapped else words
        parts.append((layers.findings(begin), layers.furniture(begin), shown, layers.differs(begin)))
    for (findings, furniture), run in groupby(parts, key=lambda part: (part[0], part[1])):
        pieces = tuple((words, differs and bool(findings)) for _, _, words, differs in run)
        yield Passage(findings, furniture, pieces)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """The paragraphs, parted by blank lines, without the white space around them."""
    start = at = 0
    for line in [*text.splitlines(keepends=True), ""]:
        if not line.strip():
            block = text[start:at]
            if block.strip():
                yield start + len(block) - len(block.lstrip()), start + len(block.rstrip())
            start = at + len(line)
        at += len(line)


def _wrapped(block: str) -> bool:
    """Whether the lines of `block` were broken to fit a page: all but the last are about as long as the longest."""
    lines = [len(line.rstrip()) for line in block.splitlines()]
    longest = max(lines, default=0)
    return len(lines) > 1 and _NARROWEST <= longest <= _WIDEST and min(lines[:-1]) >= _FULL * longest
