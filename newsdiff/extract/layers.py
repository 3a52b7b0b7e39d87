"""Some of an article's layers alone: what none of those asked for needs is not done."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from newsdiff.clean import clean, not_english
from newsdiff.config import DEFAULT_MODEL
from newsdiff.model import LAYERS, Article, Attribution, Extraction, Layer, Quantity, Reading, Span, Time

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: Articles taken from the iterable at once: as many as keep the parser busy, few enough to keep memory flat.
_CHUNK = 32

PlacedT = TypeVar("PlacedT", Quantity, Time)


def needs_model(layers: Collection[Layer]) -> bool:
    """Whether any of `layers` is read from a parse."""
    return any(layer != "furniture" for layer in layers)


def model_name(layers: Collection[Layer], model: str = DEFAULT_MODEL) -> str | None:
    """The full name and version of the spaCy pipeline that `layers` are read with; None where they need none."""
    if not needs_model(layers):
        return None
    from newsdiff.nlp import pipeline

    nlp = pipeline(model)
    return f"{nlp.lang}_{nlp.meta['name']}-{nlp.meta['version']}"


def extract_layers(
    articles: Iterable[Article], layers: Collection[Layer] = LAYERS, model: str = DEFAULT_MODEL
) -> Iterator[Extraction]:
    """The `layers` of each article, in order, as `extract` gives them; the others are empty.

    Reads on in `articles` only as results are asked for. Raises ModelError where a parse is needed and the spaCy
    pipeline `model` is missing or lacks a component.
    """
    wanted = frozenset(layers)
    if not needs_model(wanted):
        for article in articles:
            reading = clean(article)
            yield Extraction(_warned(article, reading), furniture=reading.furniture if wanted else ())
        return
    from newsdiff.nlp import pipeline

    nlp = pipeline(model)
    source = iter(articles)
    while chunk := list(islice(source, _CHUNK)):
        yield from _chunk(chunk, wanted, nlp)


def _chunk(articles: list[Article], wanted: frozenset[Layer], nlp: Language) -> Iterator[Extraction]:
    if "claims" in wanted:
        from newsdiff.extract.article import extract_all

        for whole in extract_all(articles, nlp):
            yield Extraction(
                article=whole.article, words=whole.words, **{layer: getattr(whole, layer) for layer in wanted}
            )
        return
    from newsdiff.extract.parse import parse_readings

    readings = [clean(article) for article in articles]
    for article, reading, doc in zip(articles, readings, parse_readings(readings, nlp), strict=True):
        yield _found(_warned(article, reading), reading, doc, wanted)


def _warned(article: Article, reading: Reading) -> Article:
    told = not_english(reading.text or article.text[article.body_start :])
    return replace(article, warnings=(*article.warnings, told)) if told else article


def _found(article: Article, reading: Reading, doc: Doc, wanted: frozenset[Layer]) -> Extraction:
    from newsdiff.extract.attribution import find_attributions
    from newsdiff.extract.entities import find_entities
    from newsdiff.extract.parse_tree import ParseTree
    from newsdiff.extract.quantities import find_quantities
    from newsdiff.extract.quotes import find_quotes
    from newsdiff.extract.times import find_times

    tree, quotes = ParseTree(doc), find_quotes(reading.text)
    entities = find_entities(tree, quotes) if wanted & {"entities", "attributions"} else ()
    attributions = find_attributions(tree, entities, quotes) if "attributions" in wanted else ()
    times = find_times(tree, article.published) if wanted & {"times", "quantities"} else ()
    quantities = find_quantities(tree, times) if "quantities" in wanted else ()
    entities = entities if "entities" in wanted else ()
    return Extraction(
        article=article,
        attributions=tuple(_attribution(item, reading) for item in attributions),
        quantities=tuple(_placed(item, article, reading) for item in quantities),
        times=tuple(_placed(item, article, reading) for item in times) if "times" in wanted else (),
        entities=tuple(replace(item, mentions=tuple(_span(m, reading) for m in item.mentions)) for item in entities),
        furniture=reading.furniture if "furniture" in wanted else (),
        words=sum(1 for token in doc if token.pos_ not in ("PUNCT", "SPACE")),
    )


def _span(span: Span, reading: Reading) -> Span:
    return reading.in_file(span.start, span.end)


def _placed(item: PlacedT, article: Article, reading: Reading) -> PlacedT:
    span = reading.in_file(item.start, item.end)
    return replace(item, start=span.start, end=span.end, text=article.text[span.start : span.end])


def _attribution(item: Attribution, reading: Reading) -> Attribution:
    return replace(
        item,
        content=tuple(_span(span, reading) for span in item.content),
        source=_span(item.source, reading) if item.source else None,
        cue=_span(item.cue, reading) if item.cue else None,
    )
