"""A parsed text as the layers read it: what spaCy would work out anew at each access, worked out once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


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
