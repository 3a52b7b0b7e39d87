"""The `newsdiff` application: its commands and the options that belong to all of them."""

from __future__ import annotations

import os
import shutil
import sys
from typing import Annotated

import typer

from newsdiff import __version__
from newsdiff.cli.cache import cache
from newsdiff.cli.check import check
from newsdiff.cli.codes import codes, explain
from newsdiff.cli.compare import compare
from newsdiff.cli.config import config
from newsdiff.cli.extract import extract
from newsdiff.cli.git_diff import git_diff
from newsdiff.cli.group import group
from newsdiff.cli.help import Command, Group
from newsdiff.cli.options import flag
from newsdiff.cli.revisions import revisions

#: The least width at which help in boxes cuts off no option's name.
_BOXES = 80
#: Help has boxes on a terminal alone, as all that newsdiff writes.
_SCREEN = os.environ.get("FORCE_COLOR", "0") not in ("", "0") or bool(sys.stdout and sys.stdout.isatty())

app = typer.Typer(
    name="newsdiff",
    cls=Group,
    help="Compare the facts that several news articles report about one story: where they agree, "
    "where they differ, and what only one of them says. Offline, and the same answer "
    "every time.",
    epilog="Exit status: 0 done, 1 the gate you asked for tripped, 2 bad usage or unreadable input, "
    "3 an error in newsdiff, 130 interrupted.",
    rich_markup_mode="rich" if _SCREEN and shutil.get_terminal_size().columns >= _BOXES else None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"newsdiff {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def newsdiff(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option(
            "--version", "-V", metavar="", help="Show the version and leave.", callback=_version, is_eager=True
        ),
    ] = False,
    no_pager: Annotated[bool, flag("--no-pager", help="As --no-pager of a command.")] = False,
) -> None:
    if no_pager:
        os.environ["NEWSDIFF_NO_PAGER"] = "1"
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(2)


app.command(epilog="Example: newsdiff compare times=a.txt post=b.txt --format json | jq .summary")(compare)
app.command(epilog="Example: newsdiff revisions monday.txt tuesday.txt --format json | jq .summary")(revisions)
app.command(
    "git-diff",
    epilog='Configuration: git config diff.newsdiff.command "newsdiff git-diff"; '
    "and in .gitattributes: *.txt diff=newsdiff",
    context_settings={"allow_interspersed_args": False, "ignore_unknown_options": True},
)(git_diff)
app.command(epilog="Example: newsdiff extract a.txt --layer attributions --format jsonl | jq .attributions")(extract)
app.command(epilog="Example: newsdiff check corpus/ --format sarif -o newsdiff.sarif")(check)
app.command(epilog="Example: newsdiff group corpus/ --format jsonl | jq -r '.articles | map(.path) | @tsv'")(group)
app.command(epilog="Example: newsdiff codes --format json | jq -r '.codes[].id'")(codes)
app.command(epilog="Example: newsdiff explain ND101")(explain)
app.command(epilog="Example: newsdiff config --format json | jq .file")(config)
app.command(epilog="Example: newsdiff cache info --format json | jq .size")(cache)

for _each in app.registered_commands:
    _each.cls = Command
