"""The one place that says what a run may be told to do differently; `config.settings` gathers who says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from newsdiff.config.globs import Globs
from newsdiff.config.keys import BY_FIELD, DEFAULT_MAX_BYTES, DEFAULT_MODEL, DEFAULT_READER, Wrong
from newsdiff.config.tables import NO_DEFAULTS, IgnoreEntry, SourceDefaults, SourceEntry
from newsdiff.errors import NewsdiffError

__all__ = [
    "DEFAULT_MAX_BYTES",
    "DEFAULT_MODEL",
    "DEFAULT_READER",
    "NO_DEFAULTS",
    "Config",
    "Globs",
    "IgnoreEntry",
    "SourceDefaults",
    "SourceEntry",
]


@dataclass(frozen=True, slots=True)
class Config:
    """How to compare and what to do with the answer; `config.keys` says of each field what it is and may be.

    `ignores`, `sources` and `aliases` are the tables of a configuration file: findings that are accepted, what is
    known of articles by their paths, and a name's other names. `baseline` and `cache` are paths. A value crosses
    processes. Raises NewsdiffError naming the field and what it may be.
    """

    model: str = DEFAULT_MODEL
    reader: str = DEFAULT_READER
    encoding: str | None = None
    max_bytes: int = DEFAULT_MAX_BYTES
    exclude: Globs = field(default_factory=Globs)
    follow_links: bool = False
    group: str = "auto"
    jobs: int | str = "auto"
    engine: str = "pool"
    address: str | None = None
    insecure: bool = False
    cache: str | None = None
    no_cache: bool = False
    format: str = "table"
    color: str = "auto"
    display: str = "table"
    context: int = 0
    hyperlinks: str = "auto"
    hyperlink_format: str = "default"
    top: int | None = None
    verbose: bool = False
    no_pager: bool = False
    quiet: bool = False
    min_confidence: float = 0.0
    fail_on: str = "none"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    max_divergent: int | None = None
    exit_zero: bool = False
    baseline: str | None = None
    ignores: tuple[IgnoreEntry, ...] = ()
    sources: tuple[SourceEntry, ...] = ()
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        for name, key in BY_FIELD.items():
            value = getattr(self, name)
            if value is None and key.default is None:
                continue
            try:
                object.__setattr__(self, name, key.take(value))  # As files and flags have it: codes in capitals.
            except Wrong as wrong:
                raise NewsdiffError(f"{name}: {wrong}") from None

    def source_for(self, path: str) -> SourceDefaults:
        """What is known of the article at `path`: of each of its fields, what the last entry that gives it says."""
        found = NO_DEFAULTS
        for entry in self.sources:
            if entry.path.matches(path):
                found = found.overlaid(entry.defaults)
        return found
