"""`newsdiff cache`: where the extractions that `check` keeps lie and how many they are, and dropping them."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from newsdiff.cli.config import ConfigFile, Isolated, ascii_text, given, in_force
from newsdiff.cli.exits import DONE
from newsdiff.cli.options import Debug, nearest, one_of
from newsdiff.cli.streams import complain, holds, write
from newsdiff.errors import NewsdiffError

if TYPE_CHECKING:
    from newsdiff.corpus.cache import CacheInfo

SCHEMA = "newsdiff/cache/1"
ACTIONS = ("info", "clear")
FORMATS = ("table", "json")
_UNITS = ("bytes", "kB", "MB", "GB", "TB")


def _complete(incomplete: str) -> list[str]:
    return [action for action in ACTIONS if action.startswith(incomplete)]


def _action(value: str) -> str:
    return nearest("cache", value, ACTIONS)


def cache(
    context: typer.Context,
    action: Annotated[
        str,
        typer.Argument(
            metavar="info|clear",
            help="info says where the cache is and what it holds; clear drops it all.",
            callback=_action,
            autocompletion=_complete,
        ),
    ] = "info",
    cache: Annotated[
        str | None,
        typer.Option(
            "--cache",
            metavar="DIR",
            help="The folder of the cache.",
            show_default="newsdiff in your folder of caches",
            rich_help_panel="Cache",
        ),
    ] = None,
    format_: Annotated[str, one_of("--format", "-f", choices=FORMATS, help="How to write it.", panel="Cache")] = (
        "table"
    ),
    config: ConfigFile = None,
    isolated: Isolated = False,
    debug: Debug = False,
) -> int:
    """Say what the cache of extractions holds, or clear it."""
    flags = {key: value for key, value in given(context).items() if key == "cache"}
    folder = in_force(flags, config, isolated).config.cache
    from newsdiff.corpus.cache import Cache

    with Cache(folder, create=False, warn=complain) as kept:
        told = kept.info()
        cleared = action == "clear" and kept.clear()
    if action == "clear" and not cleared and told.on_disk:
        raise NewsdiffError(f"{told.path}: not cleared; see that no other process holds it and that you may write it")
    text = as_json(told) if format_ == "json" else as_table(told, cleared=action == "clear")
    write(text if holds(text) else ascii_text(text))
    return DONE


def as_json(told: CacheInfo) -> str:
    """What the cache holds, or held before it was cleared, as JSON, `newsdiff/cache/1`; sizes are in bytes."""
    from newsdiff.report.json_format import inert

    return inert(json.dumps({"schema": SCHEMA, **asdict(told)}, ensure_ascii=True, indent=2)) + "\n"


def as_table(told: CacheInfo, *, cleared: bool = False) -> str:
    """The same for a reader."""
    from newsdiff.report.visible import visible

    if cleared:
        return f"cleared {told.entries:,} entries, {size(told.size)}, of {visible(told.path)}\n"
    rows: Sequence[tuple[str, str]] = (
        ("file", visible(told.path) + ("" if os.path.exists(told.path) else " (not made yet)")),
        ("entries", f"{told.entries:,}"),
        ("size", f"{size(told.size)} of {size(told.limit)} ({size(told.on_disk)} on disk)"),
        ("runs", f"{told.runs:,}"),
        ("in use", f"{told.last:,} entries used by the last run; the oldest not used for {told.idle:,} runs"),
    )
    return "".join(f"{name:<9}{value}\n" for name, value in rows)


def size(count: int) -> str:
    """A number of bytes as people read it: 8.2 MB."""
    value, unit = float(count), 0
    while value >= 1000 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    return f"{value:.1f} {_UNITS[unit]}" if unit else f"{count} bytes"
