"""The one place that says what a run may be told to do differently."""

from __future__ import annotations

from dataclasses import dataclass

from newsdiff.errors import NewsdiffError

DEFAULT_MODEL = "en_core_web_sm"
DEFAULT_MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Config:
    """How to compare: the spaCy `model`, the largest file in bytes, the least confidence (0..1) of a finding.

    Raises NewsdiffError naming the field and what it may be.
    """

    model: str = DEFAULT_MODEL
    max_bytes: int = DEFAULT_MAX_BYTES
    min_confidence: float = 0.0

    def __post_init__(self) -> None:
        if not self.model.strip():
            raise NewsdiffError(f"model: an empty name; name a spaCy pipeline such as {DEFAULT_MODEL}")
        if self.max_bytes < 1:
            raise NewsdiffError(f"max_bytes: {self.max_bytes} is below 1; give the largest file size in bytes")
        if not 0 <= self.min_confidence <= 1:
            raise NewsdiffError(f"min_confidence: {self.min_confidence} is not between 0 and 1")
