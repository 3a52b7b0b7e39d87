"""A configuration file: which one counts, and what it says, each setting with its line."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from newsdiff.config.globs import Globs, is_address
from newsdiff.config.keys import BY_NAME, Key, Wrong, shown, suggestion
from newsdiff.config.lines import Place, key_lines
from newsdiff.config.regular import Unfit, read_regular
from newsdiff.config.tables import IgnoreEntry, SourceEntry, WrongAt, aliases, ignore_entry, source_entry
from newsdiff.errors import NewsdiffError

#: The names of configuration files; of two in one folder the first counts.
NAMES = (".newsdiff.toml", "newsdiff.toml", "pyproject.toml")
_IN_PYPROJECT = ("tool", "newsdiff")
_LARGEST = 1_000_000
_LONG_NUMBER = re.compile(r"(?:\d_?){4000}")
_TABLES = ("source", "aliases")


@dataclass(frozen=True, slots=True)
class Said:
    """What a file says: `values` by field of Config, and the `places`, file and line, that say so."""

    values: Mapping[str, Any]
    places: Mapping[str, str]


def find(start: Path) -> Path | None:
    """The configuration file of the folder `start`, or of the nearest one above it that has one.

    The search ends at the root of the repository and at the home folder. A pyproject.toml without [tool.newsdiff] is
    passed over. Raises NewsdiffError where one cannot be read.
    """
    home = os.path.expanduser("~")
    for folder in (start, *start.parents):
        for name in NAMES:
            path = folder / name
            if path.exists() and not path.is_dir() and (name != "pyproject.toml" or _mentions(path)):
                return path
        if str(folder) == home or (folder / ".git").exists():
            return None
    return None


def _mentions(path: Path) -> bool:
    """Whether a pyproject.toml has [tool.newsdiff]; one that is damaged, or closed to us, is another tool's matter."""
    try:
        data: Any = tomllib.loads(read_regular(path, _LARGEST).decode())
    except (Unfit, OSError, ValueError, RecursionError):
        return False
    return isinstance(data.get("tool"), dict) and "newsdiff" in data["tool"]


def read_file(path: Path, shown_as: str) -> Said:
    """What the configuration file at `path` says; messages call it `shown_as`.

    Raises NewsdiffError with file, line, key and what it may be.
    """
    text = _text(path, shown_as)
    try:
        data: Any = tomllib.loads(text)
        lines = key_lines(text)
    except tomllib.TOMLDecodeError as error:
        raise NewsdiffError(_syntax(text, str(error), shown_as)) from None
    except RecursionError:
        raise NewsdiffError(f"{shown_as}: lists or tables too deep to be read") from None
    except ValueError:
        number = next((n for n, line in enumerate(text.split("\n"), 1) if _LONG_NUMBER.search(line)), 1)
        raise NewsdiffError(f"{shown_as}:{number}: has a number of thousands of digits; write a shorter one") from None
    prefix: tuple[str, ...] = ()
    if path.name == "pyproject.toml":
        prefix = _IN_PYPROJECT
        for name in prefix:
            data = data.get(name) if isinstance(data, dict) else None
        data = {} if data is None else data
    if not isinstance(data, dict):
        raise NewsdiffError(f"{shown_as}:{_line(lines, prefix)}: {'.'.join(prefix)} is no table")
    return _Reader(path.parent, shown_as, lines, prefix).read(data)


@dataclass(frozen=True, slots=True)
class _Reader:
    folder: Path
    shown_as: str
    lines: Mapping[Place, int]
    prefix: tuple[str, ...]

    def read(self, data: Mapping[str, object]) -> Said:
        values: dict[str, Any] = {}
        places: dict[str, str] = {}

        def take(field: str, value: object, name: str) -> None:
            values[field], places[field] = value, self._place(name)

        for name, value in data.items():
            if name == "ignore":
                codes, entries = self._ignore(value)
                if codes:
                    take("ignore", codes, name)
                if entries:
                    take("ignores", entries, name)
            elif name == "source":
                take("sources", tuple(self._entries(name, value, self._source)), name)
            elif name == "aliases":
                try:
                    take("aliases", aliases(value), name)
                except WrongAt as wrong:
                    raise self._error(wrong, name, *wrong.steps) from None
            elif name in BY_NAME:
                key = BY_NAME[name]
                take(key.field, self._value(key, value), name)
            else:
                known = (*BY_NAME, *_TABLES)
                raise self._error(f"unknown key {shown(name)}; {_nearest(name, known)}", name)
        return Said(values, places)

    def _value(self, key: Key, value: object) -> object:
        try:
            taken = key.take(value)
        except Wrong as wrong:
            raise self._error(f"{key.name}: {wrong}", key.name) from None
        return rooted(key, taken, self.folder)

    def _ignore(self, value: object) -> tuple[tuple[str, ...], tuple[IgnoreEntry, ...]]:
        """Codes, entries, or both in one list: TOML has one `ignore` in a file."""
        if not isinstance(value, list):
            raise self._error("ignore: give a list of codes, or [[ignore]] tables", "ignore")
        codes: list[str] = []
        entries: list[IgnoreEntry] = []
        for number, item in enumerate(value):
            try:
                if isinstance(item, dict):
                    entry = ignore_entry(item)
                    path = replace(entry.path, root=str(self.folder)) if entry.path else entry.path
                    entries.append(replace(entry, path=path, place=self._place("ignore", number)))
                else:
                    codes += BY_NAME["ignore"].take([item])
            except WrongAt as wrong:
                raise self._error(wrong, "ignore", number, *wrong.steps) from None
            except Wrong as wrong:
                raise self._error(f"ignore: {wrong}", "ignore", number) from None
        return tuple(codes), tuple(entries)

    def _source(self, item: object, number: int) -> SourceEntry:
        entry = source_entry(item)
        return replace(entry, path=replace(entry.path, root=str(self.folder)), place=self._place("source", number))

    def _entries(self, name: str, value: object, make: Any) -> list[Any]:
        if not isinstance(value, list):
            raise self._error(f"{name}: is written as [[{name}]], once for each", name)
        found = []
        for number, item in enumerate(value):
            try:
                found.append(make(item, number))
            except WrongAt as wrong:
                raise self._error(wrong, name, number, *wrong.steps) from None
        return found

    def _place(self, *steps: str | int) -> str:
        return f"{self.shown_as}:{_line(self.lines, (*self.prefix, *steps))}"

    def _error(self, message: object, *steps: str | int) -> NewsdiffError:
        return NewsdiffError(f"{self._place(*steps)}: {message}")


def rooted(key: Key, value: object, folder: Path) -> object:
    """A path or a glob, relative to `folder`; an address, a switch or any other value as it is."""
    if not key.is_path or value in key.words:
        return value
    if isinstance(value, Globs):
        return replace(value, root=str(folder))
    if is_address(str(value)):
        return value
    return os.path.normpath(os.path.join(folder, os.path.expanduser(str(value))))


def _text(path: Path, shown_as: str) -> str:
    try:
        return read_regular(path, _LARGEST).decode("utf-8-sig").replace("\r\n", "\n")
    except Unfit as error:
        raise NewsdiffError(f"{shown_as}: {error}; no configuration is that") from None
    except OSError as error:
        raise NewsdiffError(f"{shown_as}: cannot be read ({error.strerror}); name another --config") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise NewsdiffError(f"{shown_as}:{line}: is not UTF-8; save the file as UTF-8") from None


def _syntax(text: str, problem: str, shown_as: str) -> str:
    """A syntax error in one line, its line number where others have theirs."""
    at = re.search(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$", problem)
    line = text.rstrip("\n").count("\n") + 1
    if at:
        problem = problem[: at.start()]
        line = int(at[1]) if at[1] else line
    hint = ""
    if re.search(r"^ignore\s*=", text, re.M) and re.search(r"^\[\[(?:tool\.newsdiff\.)?ignore\]\]", text, re.M):
        hint = "; ignore is a list of codes or [[ignore]] tables: write each code as an [[ignore]] with a reason"
    return f"{shown_as}:{line}: is no TOML: {problem[:1].lower()}{problem[1:]}{hint}"


def _line(lines: Mapping[Place, int], place: Place) -> int:
    """The line of the place, or of the nearest that holds it."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def _nearest(name: str, known: tuple[str, ...]) -> str:
    return suggestion(name.replace("_", "-"), tuple(sorted(known)))
