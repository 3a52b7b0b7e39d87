"""Kinds of options: flags, and those that take one word of a few, checked with the nearest suggestion."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import typer

from newsdiff.errors import NewsdiffError


def flag(*names: str, help: str, panel: str | None = None, callback: Any = None) -> Any:
    """A typer option called `names` that is given or not."""
    return typer.Option(*names, help=help, metavar="", callback=callback, rich_help_panel=panel)


def one_of(*names: str, choices: Sequence[str], help: str, panel: str, metavar: str | None = None) -> Any:
    """A typer option called `names` whose value must be one of `choices`; another raises NewsdiffError."""

    def check(value: str) -> str:
        return nearest(names[0], value, choices)

    def complete(incomplete: str) -> list[str]:
        return [choice for choice in choices if choice.startswith(incomplete)]

    return typer.Option(
        *names,
        metavar=metavar or "|".join(choices),
        help=help,
        callback=check,
        autocompletion=complete,
        rich_help_panel=panel,
    )


def nearest(name: str, value: str, choices: Sequence[str]) -> str:
    """`value` if it is one of `choices`. Raises NewsdiffError that names the option, the choices and the nearest."""
    if value in choices:
        return value
    near = get_close_matches(value.lower(), choices, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}? it takes " if near else "it takes "
    raise NewsdiffError(f"{name}: no such choice {value!r}; {hint}{', '.join(choices[:-1])} or {choices[-1]}")
