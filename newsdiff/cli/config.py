"""`newsdiff config`: what is in force and who says so; and how every command learns what is in force."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from newsdiff.cli.exits import DONE
from newsdiff.cli.options import READ, Debug, NoPager, flag, one_of
from newsdiff.cli.pager import write_paged
from newsdiff.cli.streams import holds
from newsdiff.model import masked

if TYPE_CHECKING:
    from newsdiff.config.settings import Settings

SCHEMA = "newsdiff/config/1"
FORMATS = ("table", "json")

ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="Read this configuration file; without it .newsdiff.toml, newsdiff.toml or pyproject.toml is searched for "
        "upward from here, as far as the repository's root.",
        show_default=False,
        rich_help_panel=READ,
    ),
]
Isolated = Annotated[
    bool, flag("--isolated", help="Read no configuration file; NEWSDIFF_* variables still count.", panel=READ)
]


def config(
    config: ConfigFile = None,
    isolated: Isolated = False,
    format_: Annotated[
        str, one_of("--format", "-f", choices=FORMATS, help="How to write it.", panel="Report")
    ] = "table",
    no_pager: NoPager = False,
    debug: Debug = False,
) -> int:
    """Print the settings that are in force here, and for each who says so: a file, the environment, or nobody."""
    settings = in_force({}, config, isolated)
    text = as_json(settings) if format_ == "json" else as_table(settings)
    if not holds(text):
        text = as_json(settings, ascii_only=True) if format_ == "json" else ascii_text(text)
    write_paged((text,), no_pager=no_pager or settings.config.no_pager)
    return DONE


def in_force(flags: Mapping[str, object], config: Path | None, isolated: bool) -> Settings:
    """What is in force in this folder and environment, with the `flags` given. Raises NewsdiffError."""
    from newsdiff.config.settings import resolve

    return resolve(flags, os.environ, Path.cwd(), config, isolated)


def given(context: typer.Context) -> dict[str, object]:
    """The options of a command that are settings and were given on the command line, by field of Config."""
    from newsdiff.config.keys import BY_FIELD

    found: dict[str, object] = {}
    for name, value in context.params.items():
        source = context.get_parameter_source(name)
        if name.rstrip("_") in BY_FIELD and source is not None and source.name == "COMMANDLINE":
            found[name.rstrip("_")] = value
    return found


def own_format(settings: Settings, value: str, context: typer.Context, formats: Sequence[str]) -> str:
    """The format of a command that has but `formats`: the flag's `value`, else one in force that it has too."""
    source = context.get_parameter_source("format_")
    if source is not None and source.name == "COMMANDLINE":
        return value
    return settings.config.format if settings.config.format in formats else value


def rows(settings: Settings) -> list[tuple[str, Any, str]]:
    """Each setting as a line has it: its name, its value in JSON's types, and who says so."""
    from newsdiff.config.keys import KEYS

    config, found = settings.config, []
    for key in KEYS:
        value = getattr(config, key.field)
        found.append((key.name, _plain(value, is_path=key.is_path), str(settings.origins[key.field])))
    found.append(("reader.model", *_model_of(settings)))
    found += [
        (f"ignore.{number}", {"accepts": str(entry), "reason": entry.reason}, entry.place)
        for number, entry in enumerate(config.ignores, 1)
    ]
    for number, entry in enumerate(config.sources, 1):
        said = entry.defaults
        told = {"path": list(entry.path.patterns), "label": said.label, "dates": said.dates}
        told |= {"timezone": said.timezone, "furniture": list(said.furniture)}
        found.append((f"source.{number}", {name: value for name, value in told.items() if value}, entry.place))
    origin = str(settings.origins["aliases"])
    found += [(f"aliases.{name}", list(others), origin) for name, others in config.aliases.items()]
    return found


def _model_of(settings: Settings) -> tuple[str | None, str]:
    """The name of the model that reads, and who says so, or why there is none though it is asked for."""
    from newsdiff.errors import ReaderError
    from newsdiff.reader import absent, card

    reader, origin = settings.config.reader, str(settings.origins["reader"])
    try:
        told = card(reader)
    except ReaderError as error:
        return None, str(error)
    return (told.name, origin) if told else (None, absent(reader) or origin)


def as_json(settings: Settings, *, ascii_only: bool = False) -> str:
    """The settings as JSON, `newsdiff/config/1`: the file read, or null, and each setting with its origin."""
    from newsdiff.report.json_format import inert

    told = [{"key": name, "value": value, "from": origin} for name, value, origin in rows(settings)]
    document = {"schema": SCHEMA, "file": settings.file, "settings": told}
    return inert(json.dumps(document, ensure_ascii=ascii_only, indent=2)) + "\n"


def as_table(settings: Settings) -> str:
    """The settings in three columns: name, value as TOML writes it, and who says so."""
    from newsdiff.report.visible import visible

    head = f"# from {visible(settings.file)}" if settings.file else "# no configuration file"
    cells = [(visible(name), visible(_told(value)), visible(origin)) for name, value, origin in rows(settings)]
    first = max(len(name) for name, _, _ in cells)
    second = min(48, max(len(value) for _, value, _ in cells))
    return "\n".join([head, *(f"{name:<{first}}  {value:<{second}}  {origin}" for name, value, origin in cells)]) + "\n"


def ascii_text(text: str) -> str:
    """`text` with escapes for what ASCII does not hold."""
    return text.encode("ascii", "backslashreplace").decode("ascii")


def _plain(value: Any, *, is_path: bool) -> Any:
    from newsdiff.config import Globs
    from newsdiff.config.globs import is_address

    if isinstance(value, Globs):
        return list(value.patterns)
    if is_path and value is not None:
        if is_address(value):
            return masked(value)
        near = os.path.relpath(value)
        return (value if near.startswith(os.pardir) else near).replace(os.sep, "/")
    return list(value) if isinstance(value, tuple) else masked(value) if isinstance(value, str) else value


def _told(value: Any) -> str:
    """A value as TOML writes it; one that is not set as a dash."""
    if value is None:
        return "-"
    if isinstance(value, dict):
        if "accepts" in value:
            return f"{value['accepts']}: {value['reason']}"
        return ", ".join(f"{name} {_told(item)}" for name, item in value.items())
    return json.dumps(value, ensure_ascii=False)
