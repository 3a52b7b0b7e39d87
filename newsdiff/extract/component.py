"""newsdiff as a part of a spaCy pipeline: `nlp.add_pipe("newsdiff")`, then `doc._.newsdiff`.

The parser of such a pipeline has seen the text as it is, with header lines and furniture in it. A second component,
`nlp.add_pipe("newsdiff_paragraphs", before="parser")`, keeps it from joining a sentence to the line above.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from spacy.language import Language
from spacy.tokens import Doc

from newsdiff.clean import clean
from newsdiff.errors import ModelError, NewsdiffError
from newsdiff.extract.article import extraction_of
from newsdiff.model import Article, Attribution, Claim, Extraction, Furniture, Passage, Quantity, Reading, Time
from newsdiff.read import parse

#: What newsdiff reads in a document, and the component that writes it.
_NEEDED = {"TAG": "tagger", "POS": "attribute_ruler", "DEP": "parser", "LEMMA": "lemmatizer", "ENT_IOB": "ner"}
_PARAGRAPH = re.compile(r"[^\s](?:[^\n]|\n(?!\s*\n))*")

ItemT = TypeVar("ItemT", Claim, Quantity, Time)

#: What has been found in a document, for as long as the document lives. It stands beside the document, not in it, so
#: that the document can still be written to disk or sent to another process.
_found: WeakKeyDictionary[Doc, Extraction] = WeakKeyDictionary()


@Language.factory(  # type: ignore[untyped-decorator]
    "newsdiff",
    default_config={"published": None},
    requires=["token.tag", "token.pos", "token.dep", "token.lemma", "doc.sents", "doc.ents"],
    assigns=["doc._.newsdiff"],
)
def create(nlp: Language, name: str, published: str | None) -> Newsdiff:
    """The component. `published`, YYYY-MM-DD, is the day of every document that has no `doc._.newsdiff_published`.

    It stands after a tagger, an attribute ruler, a parser, a lemmatizer and an entity recogniser, whatever they are
    called. Raises NewsdiffError for a pipeline of another language than English, or a `published` that is no day.
    """
    if nlp.lang != "en":
        raise ModelError(f"the pipeline is for language {nlp.lang!r}; newsdiff reads English")
    return Newsdiff(_day(published) if published else None)


class Newsdiff:
    """Finds the layers of each document that passes."""

    def __init__(self, published: date | None = None) -> None:
        self.published = published

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.newsdiff`. Raises ModelError where the pipeline lacks a component that newsdiff needs."""
        stated = doc._.newsdiff_published
        published = _day(stated) if stated is not None else self.published
        # As text, which can be written to disk with the document.
        doc._.newsdiff_published = published.isoformat() if published else None
        _found[doc] = find(doc, published)
        return doc

    # spaCy asks these of every component that a saved pipeline holds; the settings are in its config.
    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> Newsdiff:
        return self

    def to_disk(self, _path: Any, **_: Any) -> None:
        return None

    def from_disk(self, _path: Any, **_: Any) -> Newsdiff:
        return self


@Language.component("newsdiff_paragraphs")  # type: ignore[untyped-decorator]
def paragraphs(doc: Doc) -> Doc:
    """Let a sentence begin where a paragraph does, and where furniture ends or begins."""
    article = parse(doc.text, "<doc>")
    furniture = clean(article).furniture
    starts = {match.start() for match in _PARAGRAPH.finditer(article.text)}
    starts.update(item.start for item in furniture)
    ends = [item.end for item in furniture]
    after = False
    for token in doc:
        after = after or (bool(ends) and token.idx >= ends[0])
        while ends and token.idx >= ends[0]:
            ends.pop(0)
        if token.idx in starts or (after and not token.is_space):
            token.is_sent_start = True
        after = after and token.is_space
    return doc


def find(doc: Doc, published: date | None = None) -> Extraction:
    """All layers of a parsed `doc`, with offsets into `doc.text`; what lies in furniture is left out.

    Without `published` the day is the one that the text itself gives. Raises ModelError naming the components whose
    annotations `doc` lacks.
    """
    if len(doc):
        # A few tokens are annotated by others: the attribute ruler tags spaces.
        counts = {name: int((doc.to_array(name) != 0).sum()) for name in _NEEDED}
        missing = [part for name, part in _NEEDED.items() if 2 * counts[name] < len(doc)]
        if missing:
            raise ModelError(
                f"newsdiff needs what {', '.join(missing)} would write; add the component after them, to a full "
                "English pipeline such as en_core_web_sm"
            )
    article = parse(doc.text, "<doc>", published=published)
    furniture = clean(article).furniture
    return _outside(furniture, extraction_of(article, _reading(article, furniture), doc))


def _reading(article: Article, furniture: tuple[Furniture, ...]) -> Reading:
    """The text as it stands, nothing left out: the document is parsed already."""
    text, title = article.text, article.title_span
    passages = []
    for match in _PARAGRAPH.finditer(text):
        titled = title is not None and match.start() <= title.start < match.end()
        passages.append(Passage(match.start(), match.end(), "title" if titled else "body"))
    return Reading(text, tuple(range(len(text) + 1)), tuple(passages) or (Passage(0, len(text), "body"),), furniture)


def _outside(furniture: Sequence[Furniture], found: Extraction) -> Extraction:
    starts = [item.start for item in furniture]

    def free(place: int) -> bool:
        number = bisect_right(starts, place) - 1
        return number < 0 or place >= furniture[number].end

    def kept(items: Sequence[ItemT]) -> tuple[ItemT, ...]:
        return tuple(item for item in items if free(item.start))

    def said(items: Sequence[Attribution]) -> tuple[Attribution, ...]:
        return tuple(item for item in items if free(item.content[0].start))

    entities = (
        replace(item, mentions=tuple(mention for mention in item.mentions if free(mention.start)))
        for item in found.entities
    )
    return replace(
        found,
        claims=kept(found.claims),
        attributions=said(found.attributions),
        quantities=kept(found.quantities),
        times=kept(found.times),
        entities=tuple(item for item in entities if item.mentions),
    )


def _day(value: object) -> date:
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise NewsdiffError(f"published: {value!r} is no day; write it as YYYY-MM-DD") from None


def _extraction(doc: Doc) -> Extraction:
    """What was found in `doc`; found anew where it comes from a file or from another process."""
    found = _found.get(doc)
    if found is None:
        stated = doc._.newsdiff_published
        found = _found[doc] = find(doc, _day(stated) if stated is not None else None)
    return found


if not Doc.has_extension("newsdiff"):
    Doc.set_extension("newsdiff", getter=_extraction)
    Doc.set_extension("newsdiff_published", default=None)
