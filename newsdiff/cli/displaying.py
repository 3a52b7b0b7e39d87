"""How the table is to show articles: what `--display`, `--context` and the format of links ask for, seen in time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from newsdiff.cli.outputs import Output
from newsdiff.errors import NewsdiffError

if TYPE_CHECKING:
    from newsdiff.config import Config
    from newsdiff.config.settings import Settings
    from newsdiff.model import Report
    from newsdiff.report.look import Look
    from newsdiff.report.texts import Texts
    from newsdiff.report.words import Kind

#: Settings of the table alone; on the command line they are an error where there is no table.
_OF_TABLES = ("display", "context")


def check_display(settings: Settings, outputs: Sequence[Output], *, explains: bool = False) -> None:
    """See that what is asked for can be shown, before the work starts. Raises NewsdiffError."""
    config, origins = settings.config, settings.origins
    said = [name for name in _OF_TABLES if origins[name].kind == "flag"]
    if said and explains:
        raise NewsdiffError(f"--{said[0]}: is of a report, not of --explain; leave one of them out")
    if said and all(item.format != "table" for item in outputs):
        formats = " or ".join(dict.fromkeys(item.format for item in outputs))
        raise NewsdiffError(f"--{said[0]}: is of the table, not of {formats}; give --format table, or leave it out")
    if config.context and config.display == "matrix" and "context" in said:
        raise NewsdiffError("--context: the matrix shows no passages; give --display table, side-by-side or inline")
    from newsdiff.report.links import FORMATS, wrong_with

    if (problem := wrong_with(config.hyperlink_format)) is not None:
        named = ", ".join(FORMATS)
        place = origins["hyperlink_format"]
        raise NewsdiffError(f"{place}: hyperlink-format {config.hyperlink_format!r} {problem}; named formats: {named}")


def shows_texts(config: Config, outputs: Sequence[Output]) -> bool:
    """Whether the table needs the articles' own texts."""
    return config.context > 0 and config.display != "matrix" and any(item.format == "table" for item in outputs)


def table_of(config: Config, texts: Texts | None, *, hidden: Collection[Kind] = ()) -> Callable[[Report, Look], str]:
    """What renders the table that `config` asks for; `texts` are those of the articles, where it shows them.

    Findings of `hidden` kinds are counted only.
    """
    from newsdiff.report.displays import render

    def table(report: Report, look: Look) -> str:
        return render(report, look, hidden=hidden, display=config.display, texts=texts, context=config.context)

    return table
