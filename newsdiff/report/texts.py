"""The articles' own texts, for the formats that show them beside what was found in them: a report holds none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsdiff.model import Furniture, Span


@dataclass(frozen=True, slots=True)
class SourceText:
    """An article's decoded text, which every span of its claims points into, and what of it is furniture.

    `sentences` are those of its running text, without title and captions, in the order of the text.
    """

    text: str
    furniture: tuple[Furniture, ...] = ()
    sentences: tuple[Span, ...] = ()


Texts = Mapping[str, Sequence[SourceText]]
"""By the id of a story, the texts of its articles, in the order of the story; a story may be left out."""
