"""The tables of a configuration file: `[[ignore]]`, `[[source]]` and `[aliases]`, read strictly into values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TypeVar

from newsdiff.config.globs import Globs
from newsdiff.config.keys import Wrong, code, globs, shown, suggestion

ORDERS = ("dmy", "mdy", "ymd")
_FINGERPRINT = re.compile(r"[0-9a-f]{12}")
#: Steps to the place of what is wrong within a table: keys and numbers of items.
Steps = tuple[str | int, ...]
T = TypeVar("T")


class WrongAt(Wrong):
    """A wrong value, and where in its table it stands."""

    def __init__(self, message: str, *steps: str | int) -> None:
        super().__init__(message)
        self.steps: Steps = steps


@dataclass(frozen=True, slots=True)
class IgnoreEntry:
    """Findings that are accepted, and the `reason`: those of a `fingerprint`, or those whose code begins with `code`.

    `path` limits it to findings in files that it names. `place` is the file and line that say so.
    """

    reason: str
    fingerprint: str | None = None
    code: str | None = None
    path: Globs = field(default_factory=Globs)
    place: str = ""

    def __str__(self) -> str:
        what = self.fingerprint or self.code or ""
        return " ".join([what, *(["in", ", ".join(self.path.patterns)] if self.path else [])])


@dataclass(frozen=True, slots=True)
class SourceDefaults:
    """What is known of an article before it is read.

    `label` is what its source is called; `dates` the order of day, month and year in the date it was published
    (`dmy`, `mdy`, `ymd`), where its digits alone leave that open; `timezone` the zone, as the IANA calls it, in
    which a moment of publication is a day; `furniture` the whole lines that are no article, `*` standing for anything.
    """

    label: str | None = None
    dates: str | None = None
    timezone: str | None = None
    furniture: tuple[str, ...] = ()

    def overlaid(self, other: SourceDefaults) -> SourceDefaults:
        """What `other` says, and of the rest what this says; furniture is of both."""
        said = {item.name: value for item in fields(other) if (value := getattr(other, item.name))}
        return replace(self, **said | {"furniture": (*self.furniture, *other.furniture)})


NO_DEFAULTS = SourceDefaults()


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """What is known of the articles whose paths `path` matches."""

    path: Globs
    defaults: SourceDefaults
    place: str = ""


def ignore_entry(table: object) -> IgnoreEntry:
    """One `[[ignore]]`. Raises WrongAt."""
    table = _known(table, ("fingerprint", "code", "path", "reason"), "[[ignore]]")
    if ("fingerprint" in table) == ("code" in table):
        raise WrongAt("[[ignore]] needs a fingerprint or a code, and not both")
    if "reason" not in table:
        raise WrongAt("[[ignore]] needs a reason: say why these findings are accepted")
    fingerprint = _string(table, "fingerprint")
    if fingerprint is not None:
        fingerprint = fingerprint.strip().lower()
        if not _FINGERPRINT.fullmatch(fingerprint):
            raise WrongAt(f"fingerprint: {shown(fingerprint)} is not twelve hexadecimal digits", "fingerprint")
    return IgnoreEntry(
        reason=_string(table, "reason") or "",
        fingerprint=fingerprint,
        code=_at("code", code, table["code"]) if "code" in table else None,
        path=_globs(table) if "path" in table else Globs(),
    )


def source_entry(table: object) -> SourceEntry:
    """One `[[source]]`. Raises WrongAt."""
    table = _known(table, ("path", "label", "dates", "timezone", "furniture"), "[[source]]")
    if "path" not in table:
        raise WrongAt("[[source]] needs a path: a pattern of the files that it is about, such as wires/")
    if len(table) == 1:
        raise WrongAt("[[source]] says nothing but its path; it takes label, dates, timezone and furniture")
    dates, zone = _string(table, "dates"), _string(table, "timezone")
    if dates is not None and dates not in ORDERS:
        raise WrongAt(f"dates: no such order {shown(dates)}; {suggestion(dates, ORDERS)}", "dates")
    if zone is not None and not _is_zone(zone):
        raise WrongAt(f"timezone: {shown(zone)} is no time zone; write it as Europe/London or UTC", "timezone")
    lines = _strings(table, "furniture", "lines, * standing for anything")
    for number, line in enumerate(lines):
        if not re.search(r"\w", line):
            raise WrongAt(f"furniture: {shown(line)} has no words", "furniture", number)
    return SourceEntry(_globs(table), SourceDefaults(_string(table, "label"), dates, zone, lines))


def aliases(table: object) -> dict[str, tuple[str, ...]]:
    """The `[aliases]`: a name and its other names, each of which has one name alone. Raises WrongAt."""
    if not isinstance(table, dict):
        raise WrongAt(f'aliases: {shown(table)} is no table; write [aliases] and below it Name = ["other name"]')
    found: dict[str, tuple[str, ...]] = {}
    owner: dict[str, str] = {}
    for name in table:
        if not re.search(r"\w", name):
            raise WrongAt(f"aliases: {shown(name)} is no name", name)
        others = _strings(table, name, "names")
        if not others:
            raise WrongAt(f"aliases: {name} has no other name; give a list of names", name)
        for number, other in enumerate(others):
            if not re.search(r"\w", other):
                raise WrongAt(f"aliases: {name}: {shown(other)} is no name", name, number)
            known = owner.setdefault(_key(other), name)
            if known != name:
                raise WrongAt(f"aliases: {shown(other)} is another name of {known} and of {name}", name, number)
        found[name] = others
    for name in found:
        if owner.get(_key(name), name) != name:
            raise WrongAt(f"aliases: {shown(name)} has other names, and is one of {owner[_key(name)]}", name)
    return found


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _known(table: object, keys: tuple[str, ...], what: str) -> dict[str, object]:
    if not isinstance(table, dict):
        raise WrongAt(f"{shown(table)} is no table; write {what}")
    for name in table:
        if name not in keys:
            raise WrongAt(f"unknown key {shown(name)} in {what}; {suggestion(name, keys)}", name)
    return table


def _at(name: str, take: Callable[[object], T], value: object) -> T:
    try:
        return take(value)
    except Wrong as wrong:
        raise WrongAt(f"{name}: {wrong}", name) from None


def _globs(table: Mapping[str, object]) -> Globs:
    found = _at("path", globs, table["path"])
    if not found:
        raise WrongAt("path: names no pattern; write it as in .gitignore, such as drafts/ or *.html", "path")
    return found


def _string(table: Mapping[str, object], name: str) -> str | None:
    value = table.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise WrongAt(f"{name}: {shown(value)} is no string", name)
    if not value.strip():
        raise WrongAt(f"{name}: is empty", name)
    return " ".join(value.split())


def _strings(table: Mapping[str, object], name: str, what: str) -> tuple[str, ...]:
    value = table.get(name, [])
    if not isinstance(value, list):
        raise WrongAt(f"{name}: {shown(value)} is no list; give a list of {what}", name)
    for number, item in enumerate(value):
        if not isinstance(item, str):
            raise WrongAt(f"{name}: {shown(item)} is no string; give a list of {what}", name, number)
    return tuple(value)


def _is_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True
