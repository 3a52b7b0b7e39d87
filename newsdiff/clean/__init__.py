"""The clean room: an `Article` becomes the `Reading` that a reader has of it."""

from __future__ import annotations

from newsdiff.clean.language import not_english
from newsdiff.clean.reading import clean

__all__ = ["clean", "not_english"]
