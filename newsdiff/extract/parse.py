"""The spaCy parse of a reading: small ones whole, large ones in pieces, with the starts of sentences that are sure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from newsdiff.model import Reading

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: Code points and tokens of a piece, whichever is less: the pipeline needs 8 kB a token while it parses, and refuses
#: a text above a megabyte. Most news articles are below it, and are parsed whole.
LARGEST_PIECE, _MOST_TOKENS = 10_000, 2500
#: Articles, or pieces of one, that are parsed at once: more cost memory and save no time (measured with 4 to 64).
_BATCH = 8
#: Tokens after which a sentence is ended at the next full stop, and wherever it is. Sentences of newspapers stay
#: below the first; what newsdiff does a sentence may take time in proportion to its square.
_LONG_SENTENCE, _LONGEST_SENTENCE = 400, 800

#: A unit written close to its figure ends a sentence where a capital follows: "rose to £38m. Wage costs fell".
_UNIT_END = re.compile(r"\d(?:m|bn|mn|tn|k|p|km|cm|mm|kg|g|lbs?|ft|in|mph|kph|C|F)\.\s+(?=[\"'“‘(]?[A-Z])")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]{0,3}\s(?=[\"'“‘(\[]?[A-Z0-9])")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_FINAL = frozenset(".!?…")
_STRAIGHT = str.maketrans("‘’ʼ", "'''")


def parse_readings(readings: Iterable[Reading], nlp: Language) -> Iterator[Doc]:
    """The parsed document of each reading, in order; its text is the reading's, with straight apostrophes.

    The pipeline sees straight quotation marks and apostrophes, as its training text had: it tags "didn’t" wrongly.
    """
    readings = list(readings)
    cuts = [pieces(reading) for reading in readings]
    prepared = (doc for reading, spans in zip(readings, cuts, strict=True) for doc in _prepared(reading, spans, nlp))
    parsed = nlp.pipe(prepared, batch_size=_BATCH)
    for spans in cuts:
        yield _joined(list(_lightened(islice(parsed, len(spans)), len(spans))))


def pieces(reading: Reading) -> list[tuple[int, int]]:
    """The ranges, each of at most `LARGEST_PIECE` code points, in which the reading's text is parsed.

    They end where passages do; inside a passage larger than that at the end of a sentence, else at a space.
    """
    text = reading.text
    size = min(LARGEST_PIECE, _MOST_TOKENS * len(text) // max(1, sum(1 for _ in _TOKEN.finditer(text))))
    found: list[tuple[int, int]] = []
    start = end = 0
    for bound in (*(passage.start for passage in reading.passages[1:]), len(text)):
        if bound - start > size and end > start:
            found.append((start, end))
            start = end
        while bound - start > size:
            end = _cut(text, start, size)
            found.append((start, end))
            start = end
        end = bound
    return [*found, (start, len(text))]


def _cut(text: str, start: int, size: int) -> int:
    """Where the piece that begins at `start`, within a passage too large for one, ends."""
    last = start + size
    half = start + size // 2
    at = max((match.end() for match in _SENTENCE_END.finditer(text, half, last)), default=0)
    return at or text.rfind(" ", half, last) + 1 or last


def _prepared(reading: Reading, spans: Sequence[tuple[int, int]], nlp: Language) -> Iterator[Doc]:
    """The pieces tokenised, a sentence start fixed at each passage, after a unit's full stop, in endless sentences."""
    text = reading.text
    starts = {passage.start for passage in reading.passages}
    starts.update(match.end() for match in _UNIT_END.finditer(text))
    for start, end in spans:
        doc = nlp.make_doc(text[start:end].translate(_STRAIGHT))
        since, ended = 0, False
        for token in doc:
            opens = token.idx + start in starts
            if since >= _LONG_SENTENCE and not token.is_space:
                opens |= since >= _LONGEST_SENTENCE or (ended and not token.is_lower and not token.is_punct)
            if opens:
                token.is_sent_start = True
                since = 0
            since += 1
            ended = token.text in _FINAL or (ended and token.is_punct)
        yield doc


def _lightened(docs: Iterable[Doc], count: int) -> Iterator[Doc]:
    """The pieces of one article without their tensors, which nothing reads once they are parsed."""
    for doc in docs:
        if count > 1:
            doc.tensor = doc.tensor[:0].copy()
        yield doc


def _joined(docs: Sequence[Doc]) -> Doc:
    """One document of the pieces, which follow each other without a gap."""
    if len(docs) == 1:
        return docs[0]
    return type(docs[0]).from_docs(docs, ensure_whitespace=False)
