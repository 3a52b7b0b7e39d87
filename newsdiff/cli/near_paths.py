"""A path that is not there: the one that was probably meant, found in bounded time."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from heapq import nsmallest
from itertools import islice

from newsdiff.errors import MissingPath
from newsdiff.model import Skipped
from newsdiff.read import remote
from newsdiff.report.visible import visible_path

#: Names of one folder that are looked at, and those of them that are compared letter by letter.
_NAMES, _COMPARED = 200_000, 200
#: Names that the search below the working directory looks at.
_ENTRIES = 20_000
#: The likeness, by difflib's ratio, from which on a name may be another mistyped: difflib's own choice.
_LIKE = 0.6
#: No path that a system takes is longer.
_LONGEST = 4096


@dataclass(slots=True)
class Suggestions:
    """Says of what was left out why, and where it is missing what may have been meant.

    `given` are the paths that were named with it, which it is not; after `left` suggestions there are no more, since
    each looks through folders. `folders` says that a folder may be meant.
    """

    given: Collection[str] = ()
    folders: bool = False
    left: int = 10
    _seen: set[str] = field(default_factory=set)

    def line(self, item: Skipped) -> str:
        """The path of `item`, why it is left out, and the way out, on one line."""
        path = visible_path(item.path)
        if self.left and not remote.is_address(item.path) and item.path != "-" and not os.path.lexists(item.path):
            problem, separator, _ = item.reason.partition("; ")
            if problem == "does not exist" and separator:
                self.left -= 1
                near = near_path(item.path, folders=self.folders, given=self.given)
                if near is not None:
                    return f"{path}: {problem}; did you mean {visible_path(near)}?"
        return f"{path}: {item.reason}"


def missing_line(error: MissingPath) -> str:
    """The error on one line, with the path that may have been meant in the place of the way out."""
    near = near_path(error.path, files=not error.folder, folders=error.folder)
    return str(error) if near is None else f"{error.problem}; did you mean {visible_path(near)}?"


def near_path(path: str, *, files: bool = True, folders: bool = False, given: Collection[str] = ()) -> str | None:
    """The existing path that `path`, which is missing, is nearest to: one of `files`, of `folders`, or of both.

    It is put right part by part, each the name in that folder that is likest; else it is a file of that name
    somewhere below the working directory. Written as `path` is; None where nothing is near. Paths in `given` are none.
    """
    home = os.path.expanduser(path)
    if len(path) > _LONGEST or "\0" in path:
        return None
    if home != path and os.path.exists(home):
        return home
    apart = {os.path.realpath(each) for each in given if "\0" not in each}
    with suppress(OSError, ValueError):
        found = _put_right(path, files, folders, apart)
        if found is not None:
            return found
        return _elsewhere(os.path.basename(path.rstrip(os.sep)), files, folders, apart)
    return None


def neighbour(path: str) -> str | None:
    """The file of the same ending that comes after `path` in its folder by name, or else the first; None for none."""
    folder, name = os.path.split(path)
    ending = os.path.splitext(name)[1]
    try:
        with os.scandir(folder or os.curdir) as entries:
            others = [
                entry.name
                for entry in islice(entries, _NAMES)
                if os.path.splitext(entry.name)[1] == ending and entry.name != name and not entry.name.startswith(".")
            ]
        files = [other for other in others if os.path.isfile(os.path.join(folder, other))]
    except (OSError, ValueError):
        return None
    found = min((other for other in files if other > name), default=None) or min(files, default=None)
    return None if found is None else os.path.join(folder, found)


def _put_right(path: str, files: bool, folders: bool, apart: Collection[str]) -> str | None:
    """`path` with each of its parts that is missing replaced by the likest there is."""
    folder, name = os.path.split(path.rstrip(os.sep))
    names = [name]
    while folder and not os.path.isdir(folder):
        folder, name = os.path.split(folder.rstrip(os.sep))
        names.append(name)
    for at, name in enumerate(reversed(names), 1):
        last = at == len(names)
        there = os.path.join(folder, name)
        if os.path.exists(there) if last else os.path.isdir(there):
            folder = there
            continue
        near = _likest(name, folder, last and files, folders or not last, apart)
        if near is None:
            return None
        folder = os.path.join(folder, near)
    return None if os.path.realpath(folder) in apart else folder


def _likest(name: str, folder: str, files: bool, folders: bool, apart: Collection[str]) -> str | None:
    """The name in `folder` that is likest to `name`: by its stem, then its ending, then its place in the alphabet."""
    wanted = name.casefold()
    letters = set(wanted)

    def far(other: str) -> tuple[int, str]:
        folded = other.casefold()
        return len(letters ^ set(folded)) + abs(len(wanted) - len(folded)), other

    def unlike(other: str) -> tuple[float, bool, str]:
        stem, ending = os.path.splitext(other.casefold())
        return -SequenceMatcher(None, wanted_stem, stem, autojunk=False).ratio(), ending != wanted_ending, other

    wanted_stem, wanted_ending = os.path.splitext(wanted)
    with os.scandir(folder or os.curdir) as entries:
        names = [
            entry.name
            for entry in islice(entries, _NAMES)
            if (name.startswith(".") or not entry.name.startswith(".")) and (folders if entry.is_dir() else files)
        ]
    for other in sorted(nsmallest(_COMPARED, names, key=far), key=unlike):
        if -unlike(other)[0] < _LIKE:
            return None
        if not apart or os.path.realpath(os.path.join(folder, other)) not in apart:
            return other
    return None


def _elsewhere(name: str, files: bool, folders: bool, apart: Collection[str]) -> str | None:
    """The path of an entry called `name` below the working directory, the least deep and then the first."""
    for path, is_folder in _below(_ENTRIES):
        wanted = folders if is_folder else files
        if wanted and os.path.basename(path) == name and os.path.realpath(path) not in apart:
            return path
    return None


def _below(left: int) -> Iterator[tuple[str, bool]]:
    """What lies below the working directory, folder by folder, at most `left` entries of it; whether each is one."""
    waiting = [""]
    for folder in waiting:
        try:
            with os.scandir(folder or os.curdir) as entries:
                found = sorted(
                    (entry.name, entry.is_dir(follow_symlinks=False))
                    for entry in islice(entries, left)
                    if not entry.name.startswith(".")
                )
        except OSError:
            continue
        for name, is_folder in found:
            path = os.path.join(folder, name)
            yield path, is_folder
            if is_folder:
                waiting.append(path)
        left -= len(found)
        if left <= 0:
            return
