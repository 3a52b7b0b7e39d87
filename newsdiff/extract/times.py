"""Times of a text (being written)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from newsdiff.model import Time

if TYPE_CHECKING:
    from spacy.tokens import Doc


def find_times(doc: Doc, published: date | None) -> tuple[Time, ...]:
    return ()
