"""The first contact: what `newsdiff compare` alone shows instead of an error, an example to paste with its output."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from newsdiff.cli.streams import tell_reader

if TYPE_CHECKING:
    import typer

_HEAD = "newsdiff: compare needs two or more articles; for example:"


def example() -> str:
    """The commands of the example, indented, and what they print at 60 columns, as a test has it from newsdiff."""
    return resources.files(__package__).joinpath("welcome.txt").read_text(encoding="utf-8")


def is_bare(context: typer.Context) -> bool:
    """Whether the command was given nothing at all: who names options knows the rest, and is told what is missing."""
    sources = (context.get_parameter_source(name) for name in context.params)
    return not any(source is not None and source.name == "COMMANDLINE" for source in sources)


def welcome() -> None:
    """Show the example on stderr: it stands in the place of a usage error, and no report is to be taken for it."""
    from newsdiff.report.visible import ascii_signs

    text = f"{_HEAD}\n{example()}"
    tell_reader(text, ascii_signs(text))
