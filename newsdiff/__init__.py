"""newsdiff compares the facts that several news articles report about one story."""

from __future__ import annotations

__version__ = "0.1.0"
