"""Brings the layers of an article together, clause by clause, and carries them from the reading into the file."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from newsdiff.clean import clean, not_english
from newsdiff.extract.attribution import find_attributions
from newsdiff.extract.claims import Clause, find_clauses, sentences
from newsdiff.extract.entities import find_entities
from newsdiff.extract.parse import parse_readings
from newsdiff.extract.parse_tree import Node, ParseTree
from newsdiff.extract.quantities import find_quantities
from newsdiff.extract.quotes import find_quotes
from newsdiff.extract.times import find_times
from newsdiff.model import (
    Article,
    Attribution,
    Claim,
    Entity,
    Extraction,
    PassageKind,
    Quantity,
    Quote,
    Reading,
    Span,
    Time,
    Word,
)

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


SpannedT = TypeVar("SpannedT", Quantity, Time, Quote)
_LINE_END = re.compile(r"\r\n?|\n")
_SKIPPED_POS = {"PUNCT", "SPACE"}


def extract_all(articles: Iterable[Article], nlp: Language) -> Iterator[Extraction]:
    """Extract every article, in order; `nlp` is an English spaCy pipeline with tagger, parser, lemmatizer and ner."""
    articles = list(articles)
    readings = [clean(article) for article in articles]
    for article, reading, doc in zip(articles, readings, parse_readings(readings, nlp), strict=True):
        yield extraction_of(_warned(article, reading), reading, doc)


def _warned(article: Article, reading: Reading) -> Article:
    """The article with a warning where what is read of it (all of it, where nothing is) is not English."""
    told = not_english(reading.text or article.text[article.body_start :])
    return replace(article, warnings=(*article.warnings, told)) if told else article


def extraction_of(article: Article, reading: Reading, doc: Doc) -> Extraction:
    """What the parsed reading of an article holds; `doc` is the parse of `reading.text`."""
    tree = ParseTree(doc)
    quotes = find_quotes(reading.text)
    entities = find_entities(tree, quotes)
    attributions = find_attributions(tree, entities, quotes)
    times = find_times(tree, article.published)
    quantities = find_quantities(tree, times)
    joiner = _Joiner(article, reading, tree, entities, attributions, quantities, times, quotes)
    return Extraction(
        article=article,
        claims=tuple(joiner.claims()),
        attributions=tuple(joiner.attributions.values()),
        quantities=tuple(joiner.in_file(item) for item in quantities),
        times=tuple(joiner.in_file(item) for item in times),
        entities=tuple(
            replace(item, mentions=tuple(reading.in_file(m.start, m.end) for m in item.mentions)) for item in entities
        ),
        furniture=reading.furniture,
        words=sum(1 for token in tree.nodes if token.pos_ not in _SKIPPED_POS),
    )


class _Joiner:
    """Brings the layers of one document together, clause by clause; state lives only while one article is read."""

    def __init__(
        self,
        article: Article,
        reading: Reading,
        tree: ParseTree,
        entities: Sequence[Entity],
        attributions: Sequence[Attribution],
        quantities: Sequence[Quantity],
        times: Sequence[Time],
        quotes: Sequence[Quote],
    ) -> None:
        self.article, self.reading, self.tree = article, reading, tree
        self.lines = [0, *(match.end() for match in _LINE_END.finditer(article.text))]
        self.passages = [passage.start for passage in reading.passages]
        self.entity_at = {
            i: entity for entity in entities for mention in entity.mentions for i in self._tokens_in(mention)
        }
        self.attributions = {id(item): self._attribution_in_file(item) for item in attributions}
        self.quantities = self._by_token(quantities)
        self.times = self._by_token(times)
        self.quotes = self._by_token(quotes)
        self.attribution_at: dict[int, Attribution] = {}
        for attribution in sorted(attributions, key=lambda item: -sum(s.end - s.start for s in item.content)):
            for span in attribution.content:
                self.attribution_at.update(dict.fromkeys(self._tokens_in(span), attribution))
        self.attribution_cued_at: dict[int, Attribution] = {}
        for attribution in attributions:
            if attribution.cue is not None:
                for i in self._tokens_in(attribution.cue):
                    self.attribution_cued_at.setdefault(i, attribution)

    def _tokens_in(self, span: _Spanned) -> range:
        starts = self.tree.starts
        first = bisect_right(starts, span.start) - 1
        return range(max(first, 0), bisect_left(starts, span.end))

    def _by_token(self, items: Iterable[SpannedT]) -> dict[int, list[SpannedT]]:
        """The items, as they stand in the file, by each token they touch."""
        found: dict[int, list[SpannedT]] = {}
        for item in items:
            placed = self.in_file(item)
            for i in self._tokens_in(item):
                found.setdefault(i, []).append(placed)
        return found

    def in_file(self, item: SpannedT) -> SpannedT:
        span = self.reading.in_file(item.start, item.end)
        return replace(item, start=span.start, end=span.end, text=self.article.text[span.start : span.end])

    def _attribution_in_file(self, item: Attribution) -> Attribution:
        def place(span: Span | None) -> Span | None:
            return self.reading.in_file(span.start, span.end) if span is not None else None

        return replace(
            item,
            content=tuple(self.reading.in_file(span.start, span.end) for span in item.content),
            source=place(item.source),
            cue=place(item.cue),
        )

    def claims(self) -> Iterator[Claim]:
        for index, sentence in enumerate(sentences(self.tree)):
            clauses = find_clauses(sentence, self.tree)
            spoken = [clause for clause in clauses if not self._only_reports(clause, clauses)]
            reporting = [token for clause in clauses if clause not in spoken for token in clause.tokens]
            for number, clause in enumerate(spoken or clauses):
                extra = reporting if number == 0 and spoken else []
                yield self._claim(index, sentence.start_char, sentence.end_char, clause, extra)

    def _only_reports(self, clause: Clause, clauses: Sequence[Clause]) -> bool:
        """Whether the clause does no more than say who says what another clause of the sentence states."""
        attribution = self.attribution_cued_at.get(clause.head.i)
        return attribution is not None and any(
            other is not clause and _within(attribution.content, other.head.idx) for other in clauses
        )

    def _claim(self, index: int, start: int, end: int, clause: Clause, reporting: Sequence[Node]) -> Claim:
        first, last = clause.first, clause.last
        span = self.reading.in_file(first.idx, last.idx + len(last.text))
        attribution = self.attribution_at.get(clause.head.i)
        line = bisect_right(self.lines, span.start)
        return Claim(
            start=span.start,
            end=span.end,
            line=line,
            column=span.start - self.lines[line - 1] + 1,
            text=self.article.text[span.start : span.end],
            sentence=self.reading.in_file(start, end),
            index=index,
            section=self._section(first.idx),
            predicate=clause.predicate,
            tense=clause.tense,
            polarity=clause.polarity,
            modality=clause.modality,
            hedge=clause.hedge,
            attribution=self.attributions[id(attribution)] if attribution is not None else None,
            words=self._words(clause, reporting),
            quantities=_held(clause, self.quantities),
            times=_held(clause, self.times),
            quotes=_held(clause, self.quotes),
        )

    def _section(self, start: int) -> PassageKind:
        return self.reading.passages[bisect_right(self.passages, start) - 1].kind

    def _words(self, clause: Clause, reporting: Sequence[Node]) -> tuple[Word, ...]:
        roles = dict.fromkeys((token.i for token in reporting), "source") | dict(clause.roles)
        roles[clause.core.i] = "predicate"
        tokens = sorted(
            {token.i: token for token in (*clause.subject, *clause.tokens, *reporting)}.values(), key=lambda t: t.i
        )
        tokens = [token for token in tokens if token.pos_ not in _SKIPPED_POS]
        place = {token.i: number for number, token in enumerate(tokens)}
        lemmas = {clause.core.i: clause.predicate}
        return tuple(self._word(token, roles, place, lemmas) for token in tokens)

    def _word(self, token: Node, roles: dict[int, str], place: dict[int, int], lemmas: Mapping[int, str]) -> Word:
        span = self.reading.in_file(token.idx, token.idx + len(token.text))
        entity, head = self.entity_at.get(token.i), token.head.i
        return Word(
            text=token.text,
            lemma=lemmas.get(token.i) or token.lemma_.lower(),
            pos=token.pos_,
            start=span.start,
            end=span.end,
            role=roles.get(token.i, "modifier"),
            head=place.get(head, -1) if head != token.i else -1,
            entity=entity.name if entity is not None else None,
            kind=entity.kind if entity is not None else None,
        )


def _within(spans: Sequence[Span], at: int) -> bool:
    """Whether one of `spans`, in order and apart from each other, holds the place `at`."""
    number = bisect_right(spans, at, key=_start) - 1
    return number >= 0 and at < spans[number].end


def _start(span: Span) -> int:
    return span.start


def _held(clause: Clause, at: Mapping[int, Sequence[SpannedT]]) -> tuple[SpannedT, ...]:
    """The items that touch a word of `clause`, once each, in the order of the text."""
    touched = {id(item): item for token in clause.tokens for item in at.get(token.i, ())}
    return tuple(sorted(touched.values(), key=lambda item: (item.start, -item.end)))
