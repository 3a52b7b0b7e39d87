"""What a run is told to pass over: findings by `[[ignore]]` entries, paths by `.newsdiffignore` files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from newsdiff.codes import code_of
from newsdiff.config import IgnoreEntry
from newsdiff.config.globs import compiled, wrong_with
from newsdiff.config.regular import Unfit, leads_out, read_regular
from newsdiff.errors import NewsdiffError
from newsdiff.fingerprint import same_value
from newsdiff.model import Finding, Story

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

FILE = ".newsdiffignore"
_LARGEST = 1_000_000


class Ignores:
    """The `[[ignore]]` entries of a run; it remembers which of them silenced something."""

    def __init__(self, entries: Sequence[IgnoreEntry]) -> None:
        self._entries = tuple(entries)
        self._used: set[int] = set()

    def entry_for(self, finding: Finding, story: Story) -> IgnoreEntry | None:
        """The first entry that accepts `finding`, which agrees with none if it is agreed."""
        if not self._entries or finding.verdict == "agreed":
            return None
        for number, entry in enumerate(self._entries):
            if entry.fingerprint is not None and entry.fingerprint != finding.id:
                continue
            if _accepts(entry, finding, story):
                self._used.add(number)
                return entry
        return None

    def unused(self) -> tuple[IgnoreEntry, ...]:
        """The entries that have silenced nothing so far."""
        return tuple(entry for number, entry in enumerate(self._entries) if number not in self._used)


def _accepts(entry: IgnoreEntry, finding: Finding, story: Story) -> bool:
    """Whether nothing is left of `finding` but what the entry's code and path name.

    A conflict of another code is left; so is one between articles that the path does not name.
    """
    covered = {article.id for article in story.articles if not entry.path or entry.path.matches(article.path)}
    conflicts = finding.differing
    if not conflicts:
        named = entry.code is None or finding.code.startswith(entry.code)
        return named and any(item.article in covered for item in finding.claims)
    for facet in conflicts:
        if entry.code is not None and not code_of(facet).startswith(entry.code):
            return False
        if not any(value.article in covered for value in facet.values):
            return False
        if entry.path and len({same_value(value) for value in facet.values if value.article not in covered}) > 1:
            return False
    return True


class IgnoredPaths:
    """The `.newsdiffignore` files in and below the folders `roots`, each for what lies below it, as git has it.

    Of several that speak of a path the deepest decides, and in one file the last line; what lies in a folder that is
    left out cannot be taken in again, but for the roots themselves, which are never left out. Files are read when they
    are first needed, and once.
    """

    def __init__(self, roots: Sequence[str]) -> None:
        self._roots = {os.path.abspath(root or ".") for root in roots}
        self._specs: dict[str, GitIgnoreSpec | None] = {}
        self._folders = dict.fromkeys(self._roots, False)
        self._root_of: dict[str, str] = {}
        self._silent_for: dict[str, frozenset[str]] = {}

    def ignored(self, path: str, *, folder: bool = False) -> bool:
        """Whether `path`, of a file or a `folder`, is to be left out. Raises NewsdiffError with file and line."""
        if "://" in path:
            return False
        whole = os.path.abspath(path)
        return self._folder(whole) if folder else self._folder(os.path.dirname(whole)) or self._told(whole, "")

    def _folder(self, folder: str) -> bool:
        chain = []
        while folder not in self._folders:
            above = os.path.dirname(folder)
            if above == folder or not self._within(folder):
                self._folders[folder] = False
                break
            chain.append(folder)
            folder = above
        for each in reversed(chain):
            self._folders[each] = self._folders[os.path.dirname(each)] or self._told(each, "/")
            folder = each
        return self._folders[folder]

    def _within(self, folder: str) -> bool:
        return any(folder == root or folder.startswith(os.path.join(root, "")) for root in self._roots)

    def _told(self, path: str, ending: str) -> bool:
        """What the nearest file above `path` that speaks of it says."""
        folder = os.path.dirname(path)
        silent = self._silent(self._root(folder))
        while self._within(folder):
            spec = self._spec(folder) if folder not in silent else None
            if spec is not None:
                inner = os.path.relpath(path, folder).replace(os.sep, "/") + ending
                told = spec.check_file(inner).include
                if told is not None:
                    return told
            above = os.path.dirname(folder)
            if above == folder:
                break
            folder = above
        return False

    def _root(self, folder: str) -> str:
        """The deepest root that holds `folder`."""
        passed = []
        while folder not in self._root_of and folder not in self._roots and self._within(folder):
            passed.append(folder)
            folder = os.path.dirname(folder)
        root = self._root_of.get(folder, folder)
        self._root_of.update(dict.fromkeys(passed, root))
        return root

    def _silent(self, root: str) -> frozenset[str]:
        """The folders above `root` whose files leave `root` out: it is one that was asked for all the same."""
        if root not in self._silent_for:
            found, folder = set(), root
            while (above := os.path.dirname(folder)) != folder and self._within(above):
                folder = above
                spec = self._spec(folder)
                inner = os.path.relpath(root, folder).replace(os.sep, "/")
                if spec is not None and spec.match_file(inner + "/"):
                    found.add(folder)
            self._silent_for[root] = frozenset(found)
        return self._silent_for[root]

    def _spec(self, folder: str) -> GitIgnoreSpec | None:
        if folder not in self._specs:
            self._specs[folder] = _read(Path(folder, FILE), self._roots)
        return self._specs[folder]


def _read(path: Path, roots: Iterable[str]) -> GitIgnoreSpec | None:
    shown = os.path.relpath(path)
    try:
        if path.is_symlink() and leads_out(path, *roots):
            raise Unfit("is a link that leads out of the folders given")
        text = read_regular(path, _LARGEST).decode("utf-8-sig", "surrogateescape")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except Unfit as error:
        raise NewsdiffError(f"{shown}: {error}; put a file with paths to leave out in its place") from None
    except OSError as error:
        raise NewsdiffError(f"{shown}: cannot be read ({error.strerror}); it names paths to leave out") from None
    lines = [line.rstrip("\r") for line in text.split("\n")]
    for number, line in enumerate(lines, 1):
        problem = wrong_with(line) if line.strip() and not re.match(r"#", line) else None
        if problem:
            raise NewsdiffError(f"{shown}:{number}: {line.strip()!r} {problem}")
    return compiled(tuple(lines))
