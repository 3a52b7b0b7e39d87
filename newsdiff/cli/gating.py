"""The gate on the command line: its options, how it is made of the settings, and what is said of it on stderr."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from newsdiff.cli.config import given
from newsdiff.cli.options import GATE, flag
from newsdiff.cli.streams import complain
from newsdiff.config import Config
from newsdiff.errors import MissingPath
from newsdiff.read.remote import is_address

if TYPE_CHECKING:
    from newsdiff.corpus.baseline import Entry
    from newsdiff.corpus.gate import Gate, Passed


def _codes(name: str, help: str) -> object:
    return typer.Option(name, metavar="CODES", help=help, show_default=False, rich_help_panel=GATE)


FailOn = Annotated[
    str,
    typer.Option(
        metavar="KIND[:FACETS]",
        help="Leave with status 1 on a finding of this kind: none, divergent, unique or any; divergent:quantity,quote "
        "counts these facets alone.",
        rich_help_panel=GATE,
    ),
]
Select = Annotated[
    list[str] | None, _codes("--select", "Report and count these codes alone, or all that begin so: ND1,ND501.")
]
Ignore = Annotated[list[str] | None, _codes("--ignore", "Neither report nor count these codes.")]
MaxDivergent = Annotated[
    int | None,
    typer.Option(
        min=0,
        metavar="N",
        help="Let N divergent findings pass; with more leave with status 1.",
        show_default=False,
        rich_help_panel=GATE,
    ),
]
BaselineFile = Annotated[
    str | None,
    typer.Option(
        "--baseline",
        metavar="FILE",
        help="Findings that are known already: neither reported nor counted.",
        show_default=False,
        rich_help_panel=GATE,
    ),
]
ExitZero = Annotated[bool, flag("--exit-zero", help="Never leave with status 1, whatever is found.", panel=GATE)]


def flags(context: typer.Context) -> dict[str, object]:
    """The settings given on the command line, lists of codes taken apart at their commas, numbers as numbers."""
    found = given(context)
    for name in ("select", "ignore"):
        values = found.get(name)
        if isinstance(values, Sequence):
            found[name] = [code.strip() for value in values for code in str(value).split(",") if code.strip()]
    if str(found.get("jobs", "")).isdecimal():
        found["jobs"] = int(str(found["jobs"]))
    return found


def and_divergent(config: Config) -> Config:
    """The config with a gate that counts every divergent finding too."""
    from newsdiff.config.keys import fail_on

    kind, _ = fail_on(config.fail_on)
    return replace(config, fail_on="any" if kind in ("unique", "any") else "divergent")


def make_gate(config: Config, *, record_to: str | None = None) -> Gate:
    """The gate that the settings ask for; with `record_to` one that keeps what is to be written there.

    A baseline that is yet to be written there is none. Raises NewsdiffError.
    """
    from newsdiff.corpus.baseline import load
    from newsdiff.corpus.gate import Gate

    known = None
    if config.baseline is not None:
        try:
            known = load(_near(config.baseline))
        except MissingPath:
            if record_to is None or not _same(config.baseline, record_to):
                raise
    return Gate(config, known, record=record_to is not None)


def _same(one: str, other: str) -> bool:
    if is_address(one) or is_address(other):
        return one == other
    return os.path.realpath(one) == os.path.realpath(other)


def left_out(passed: Passed) -> dict[str, int]:
    """What is not told, by what it is called: how many findings."""
    return {"known": passed.known, "accepted": passed.accepted, "not selected": passed.unselected}


def tell_left_out(passed: Passed, config: Config) -> None:
    """Count what is not told, where anything is."""
    counts = ", ".join(f"{number:,} {name}" for name, number in left_out(passed).items() if number)
    if counts and not config.quiet:
        complain(f"note: findings left out: {counts}")


def gone(unseen: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries of files that are no more, of those that were not all read.

    Where none of their files is there, they were written from another folder, and nothing is known of them; nor is
    anything of what lies at an address, which is not asked for what was not to be read.
    """
    files = {path: os.path.exists(path) for entry in unseen for path in entry.paths if not is_address(path)}
    if not any(files.values()):
        return ()
    return tuple(entry for entry in unseen if not all(files.get(path, True) for path in entry.paths))


def tell(passed: Passed, config: Config, *, of_all: bool = True) -> None:
    """Name what of the baseline, and of the configuration where the run was `of_all` there is, stands for nothing."""
    if config.quiet:
        return
    for entry in passed.stale:
        complain(f"note: {_near(config.baseline)}: no longer found: {entry}")
    for entry in gone(passed.unseen):
        complain(f"note: {_near(config.baseline)}: its files are gone: {entry}")
    for accepted in passed.unused if of_all else ():
        complain(f"note: {accepted.place}: accepts nothing that was found")


def _near(path: str | None) -> str:
    """The path as one would write it here."""
    if path is not None and is_address(path):
        return path
    near = os.path.relpath(path or "")
    return near if not near.startswith(os.pardir) else str(path)
