"""A parsed text as the layers read it: what spaCy would work out anew at each access, worked out once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: What a node knows of its token, in the order of its `words`.
_ATTRIBUTES = ("ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP")


class Node:
    """A token with what claims ask of it, by spaCy's names; spaCy would look each word up anew each time."""

    __slots__ = ("children", "dep_", "head", "i", "idx", "lemma_", "lower_", "pos_", "tag_", "text")

    def __init__(self, i: int, idx: int, words: Sequence[str]) -> None:
        self.i, self.idx = i, idx
        self.text, self.lower_, self.lemma_, self.pos_, self.tag_, self.dep_ = words
        self.head: Node = self
        self.children: list[Node] = []


class ParseTree:
    """The tokens of `doc`, where each starts in `text`, and `children(token)` in the order of the text.

    spaCy makes a new object of a token each time it is asked for, joins a document's text anew, and its
    `Token.children` walks the token's whole span, which is quadratic on one endless sentence.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc

    @cached_property
    def text(self) -> str:
        text: str = self.doc.text
        return text

    @cached_property
    def tokens(self) -> list[Token]:
        return list(self.doc)

    @cached_property
    def nodes(self) -> list[Node]:
        """The tokens as a tree of values; `children` are in the order of the text."""
        strings = self.doc.vocab.strings
        rows = self.doc.to_array(list(_ATTRIBUTES)).tolist()
        known = {number: strings[number] for row in rows for number in row}
        nodes = [
            Node(i, idx, [known[number] for number in row])
            for i, (idx, row) in enumerate(zip(self.starts, rows, strict=True))
        ]
        for node, head in zip(nodes, self.heads, strict=True):
            if head != node.i:
                node.head = nodes[head]
                nodes[head].children.append(node)
        return nodes

    @cached_property
    def starts(self) -> list[int]:
        starts: list[int] = self.doc.to_array("IDX").tolist()
        return starts

    @cached_property
    def heads(self) -> list[int]:
        """For each token the number of its head; a root is its own."""
        steps = self.doc.to_array("HEAD").astype("int64").tolist()
        return [number + step for number, step in enumerate(steps)]

    @cached_property
    def _below(self) -> dict[int, list[Token]]:
        below: dict[int, list[Token]] = {}
        for number, (token, head) in enumerate(zip(self.tokens, self.heads, strict=True)):
            if head != number:
                below.setdefault(head, []).append(token)
        return below

    def children(self, token: Token) -> list[Token]:
        return self._below.get(token.i, [])
