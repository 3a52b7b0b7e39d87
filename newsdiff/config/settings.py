"""What is in force in a run: flags, then the environment, then a file, then the defaults, and which of them said it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from newsdiff.config import Config
from newsdiff.config.files import Said, find, read_file, rooted
from newsdiff.config.globs import is_address
from newsdiff.config.keys import BY_FIELD, KEYS, Key, Wrong
from newsdiff.config.regular import leads_out
from newsdiff.errors import MissingPath, NewsdiffError

#: Names a configuration file, as `--config` does.
FILE_VARIABLE = "NEWSDIFF_CONFIG"
#: The fields that a file alone can give.
TABLES = ("ignores", "sources", "aliases")


@dataclass(frozen=True, slots=True)
class Origin:
    """Who said it: `where` is the file and line, the environment variable or the flag; empty for a default."""

    kind: Literal["default", "file", "environment", "flag"]
    where: str = ""

    def __str__(self) -> str:
        return self.where or self.kind


@dataclass(frozen=True, slots=True)
class Settings:
    """The Config in force, the origin of each of its fields, and the file that was read, as messages call it."""

    config: Config
    origins: Mapping[str, Origin]
    file: str | None = None


def resolve(
    flags: Mapping[str, object],
    environ: Mapping[str, str],
    start: Path,
    config: Path | None = None,
    isolated: bool = False,
) -> Settings:
    """What is in force in the folder `start`: `flags` (by field of Config, those given alone) before all else.

    `config` names the file; without it NEWSDIFF_CONFIG does, or it is searched for from `start` upward, and may then
    choose nothing that runs, connects or is read elsewhere. `isolated` reads no file; flags and environment count as
    ever. A variable that is empty counts as not given. Raises NewsdiffError that names the flag, the variable, or the
    file, line and key, and what it may be.
    """
    if isolated and config is not None:
        raise NewsdiffError("--isolated: reads no configuration file, but --config names one; give one of them")
    start = Path(os.path.abspath(start))
    values: dict[str, Any] = {}
    origins = {field: Origin("default") for field in (*BY_FIELD, *TABLES)}
    path, shown_as = _file(environ, start, config, isolated)
    if path is not None:
        found = config is None and not environ.get(FILE_VARIABLE, "").strip()
        if found and leads_out(path, path.parent):
            raise NewsdiffError(f"{shown_as}: is a link that leads out of its folder; give the file to --config")
        said = read_file(path, shown_as)
        if found:
            _harmless(said, path.parent)
        values.update(said.values)
        origins.update({field: Origin("file", place) for field, place in said.places.items()})
    for key in KEYS:
        text = environ.get(key.variable, "")
        if text.strip():
            values[key.field] = _taken(key, key.spell(text), key.variable, start)
            origins[key.field] = Origin("environment", key.variable)
        if key.field in flags:
            flag = "--" + key.name
            values[key.field] = _taken(key, flags[key.field], flag, start)
            origins[key.field] = Origin("flag", flag)
    unknown = flags.keys() - BY_FIELD.keys()
    assert not unknown, f"flags that are no settings: {sorted(unknown)}"
    return Settings(Config(**values), origins, shown_as or None)


def _harmless(said: Said, folder: Path) -> None:
    """Raise NewsdiffError where a file that nobody named, found in `folder`, chooses what runs, connects or is read
    elsewhere.
    """
    for key in KEYS:
        value = said.values.get(key.field, key.default)
        if key.found == "anything" or value == key.default or value in key.words:
            continue
        if key.found == "inside" and not is_address(value) and not leads_out(value, folder):
            continue
        raise NewsdiffError(
            f"{said.places[key.field]}: {key.name}: a file that is found in a folder chooses nothing that runs, "
            f"connects or is read elsewhere; say it by --{key.name}, {key.variable} or in a file given to --config"
        )


def _file(environ: Mapping[str, str], start: Path, config: Path | None, isolated: bool) -> tuple[Path | None, str]:
    """The file to read, if any, and what messages call it."""
    if isolated:
        return None, ""
    named = [("--config", str(config))] if config is not None else []
    if not named and environ.get(FILE_VARIABLE, "").strip():
        named.append((FILE_VARIABLE, environ[FILE_VARIABLE]))
    for by, name in named:
        path = Path(os.path.normpath(start / os.path.expanduser(name)))
        if not path.exists():
            raise MissingPath(name, f"{by} {name}: does not exist", "name a configuration file")
        if path.is_dir():
            raise NewsdiffError(f"{by} {name}: is a folder; name a configuration file")
        return path, name
    found = find(start)
    return found, os.path.relpath(found, start).replace(os.sep, "/") if found else ""


def _taken(key: Key, value: object, said_by: str, start: Path) -> object:
    try:
        taken = key.take(value)
    except Wrong as wrong:
        raise NewsdiffError(f"{said_by}: {wrong}") from None
    return rooted(key, taken, start)
