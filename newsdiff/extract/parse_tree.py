"""The children of each token of a parse, gathered once.

spaCy's `Token.children` walks the token's whole span each time, which is quadratic on one endless sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


class ParseTree:
    """The dependency tree of `doc`; `children(token)` are in the order of the text."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self._below: dict[int, list[int]] | None = None

    def children(self, token: Token) -> list[Token]:
        if self._below is None:
            self._below = {}
            for i, step in enumerate(self.doc.to_array("HEAD").astype("int64").tolist()):
                if step:
                    self._below.setdefault(i + step, []).append(i)
        return [self.doc[i] for i in self._below.get(token.i, ())]
