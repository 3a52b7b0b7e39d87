"""The people, bodies and places of an article: one canonical name, all mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdiff.extract.entities.linking import link
from newsdiff.extract.entities.mentions import find_mentions
from newsdiff.extract.entities.reference import refer
from newsdiff.model import Entity, Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from newsdiff.extract.parse_tree import ParseTree


def find_entities(tree: ParseTree, quotes: tuple[Quote, ...]) -> tuple[Entity, ...]:
    """The entities of a parsed text, by where each is first mentioned; offsets are into `tree.text`.

    Mentions are names, later short forms, pronouns and definite descriptions, in the order of the text; no two
    mentions, of one entity or of two, overlap. `quotes` are the quotations of the same text.
    """
    doc = tree.doc
    clusters = link(doc, find_mentions(tree))
    refer(tree, quotes, clusters)
    found = []
    for cluster in clusters:
        spans = sorted({_span(doc, mention.start, mention.end) for mention in cluster.mentions})
        if spans and cluster.name:
            found.append(Entity(cluster.name, cluster.kind, tuple(spans)))
    return tuple(sorted(found, key=lambda entity: entity.mentions[0]))


def _span(doc: Doc, start: int, end: int) -> Span:
    last = doc[end - 1]
    return Span(doc[start].idx, last.idx + len(last))
