"""Patterns of paths as `.gitignore` writes them, relative to one folder."""

from __future__ import annotations

import os
import re
import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

#: So many `*` in one part of a pattern, and `**` in all of it: each more multiplies the time that a long name, or a
#: deep folder, takes. Matching a path of 4,096 bytes takes a third of a second at most with these, hours with 12.
_MOST_STARS, _MOST_DEPTHS = 3, 2
#: What these are in the expression that a pattern becomes: `**` inside a part is two of the first.
_STARS, _DEPTHS = re.compile(r"\[\^/\]\*"), re.compile(r"\(\?:(?:\.\+/|/\.\+)\)\?")
#: Bytes of a pattern; a path has no more.
_LONGEST = 4096
_LINE = re.compile(r"(\.(?:jsonl|ndjson)):\d+$", re.I)
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]+::)*[a-z][a-z0-9+.-]+://", re.I)


@dataclass(frozen=True, slots=True)
class Globs:
    """`patterns` in the syntax of .gitignore, the last that matches decides; `root` is the folder they count from.

    An empty `root` is the working directory. An address (`s3://bucket/key`) is matched without its scheme.
    """

    patterns: tuple[str, ...] = ()
    root: str = ""

    def __bool__(self) -> bool:
        return bool(self.patterns)

    def matches(self, path: str, *, folder: bool = False) -> bool:
        """Whether `path`, of a file, a line of a file (`a.jsonl:3`) or a `folder`, is one that the patterns name."""
        if not self.patterns:
            return False
        inner = inside(self.root, path)
        return inner is not None and compiled(self.patterns).match_file(inner + "/" * folder)


def inside(root: str, path: str) -> str | None:
    """`path` as seen from the folder `root`, with slashes; None where it lies outside."""
    path = without_line(path)
    address = _ADDRESS.match(path)
    if address:
        return path[address.end() :]
    inner = os.path.relpath(os.path.abspath(path), os.path.abspath(root or "."))
    if inner == os.pardir or inner.startswith(os.pardir + os.sep):
        return None
    return inner.replace(os.sep, "/")


def is_address(path: str) -> bool:
    """Whether `path` is an address (`s3://bucket/key`), which counts from no folder."""
    return _ADDRESS.match(path) is not None


def without_line(path: str) -> str:
    """The file of an article of JSON lines (`a.jsonl:3`); any other path as it is."""
    return _LINE.sub(r"\1", path)


def wrong_with(pattern: str) -> str | None:
    """What is wrong with a pattern, in words; None where it is one."""
    if not pattern.strip():
        return "is empty"
    if len(pattern) > _LONGEST:
        return f"is longer than {_LONGEST:,} characters"
    try:
        [made] = compiled((pattern,)).patterns
    except (ValueError, re.error):
        return "is no pattern as .gitignore has them"
    expression = made.regex.pattern if made.regex is not None else ""
    # A slash stands between two parts, and in the class of what is no slash.
    if any(len(_STARS.findall(part)) > _MOST_STARS for part in re.split(r"(?<!\^)/", expression)):
        return f"has more than {_MOST_STARS} * in one part"
    if len(_DEPTHS.findall(expression)) > _MOST_DEPTHS:
        return f"has more than {_MOST_DEPTHS} **, one before a name without a slash among them"
    return None


@lru_cache(maxsize=4096)
def compiled(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    """The patterns, compiled. Raises ValueError or re.error where one is none."""
    from pathspec import GitIgnoreSpec

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Of classes such as [[a], which mean what they say.
        return GitIgnoreSpec.from_lines(patterns)
