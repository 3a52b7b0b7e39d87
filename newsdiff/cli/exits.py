"""Exit statuses, when the gate trips, and how a usage error reads in one line."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from newsdiff.cli.near_paths import near_path

DONE = 0
GATED = 1
USAGE_ERROR = 2
INTERNAL_ERROR = 3
INTERRUPTED = 130


@dataclass(slots=True)
class Session:
    """What the door must know of the command it ran: whether `--debug` was given."""

    debug: bool = False


def usage_line(error: Exception, arguments: Sequence[str] | None = None) -> str:
    """A usage error of the command line parser as one line that says what, and the way out."""
    given = list(arguments if arguments is not None else sys.argv[1:])
    message = str(getattr(error, "message", error)).strip()
    option = getattr(error, "option_name", None)
    possible = getattr(error, "possibilities", None)
    context = getattr(error, "ctx", None)
    if possible is not None and isinstance(option, str):
        message = f"no such option: {option}{_other_option(option, possible, context)}"
    elif hasattr(error, "format_message"):
        message = str(error.format_message())
    message = re.sub(r"\s*\n\s*", " ", message).strip().rstrip(".")
    message = re.sub(r"\. Did you mean (.*)", r"; did you mean \1", message)
    message = re.sub(r"^Invalid value for '?([^':]+?)'?(?: / '[^']+')?: ", r"\1: ", message)
    message = re.sub(r"\bInput should be ([^,]*).*", r"must be \1", message)
    message = message[:1].lower() + message[1:]
    command = getattr(context, "command_path", None) or _command(given)
    unknown = re.match(r"no such command '(.*?)'", message)
    if unknown and (forgotten := _forgotten_command(unknown[1], given)):
        return f"no such command {unknown[1]!r}; did you mean: {forgotten}"
    if unknown and "did you mean" not in message and context is not None:
        near = get_close_matches(unknown[1], context.command.list_commands(context), n=1)
        message += f"; did you mean {near[0]!r}?" if near else ""
    return message if "--help" in message else f"{message} (see {command} --help)"


def _command(given: Sequence[str]) -> str:
    """The command that `given` begins with, where the parser does not say."""
    word = next((each for each in given if not each.startswith("-")), "")
    return f"newsdiff {word}" if word.isidentifier() else "newsdiff"


def _other_option(option: str, possible: Sequence[str], context: Any) -> str:
    """What may have been meant by an `option` that there is none of: that of another command, or the likest here."""
    owners = [] if context is None else _owners(option, context.parent or context)
    if owners:
        return f"; {', '.join(owners[:-1])} and {owners[-1]} have it" if len(owners) > 1 else f"; {owners[0]} has it"
    near = get_close_matches(option, possible, n=1, cutoff=0.0)
    return f"; did you mean {near[0]}?" if near else ""


def _owners(option: str, context: Any) -> list[str]:
    """The commands of newsdiff that have `option`."""
    commands = ((name, context.command.get_command(context, name)) for name in context.command.list_commands(context))
    return [
        f"newsdiff {name}"
        for name, command in commands
        if any(option in (*each.opts, *each.secondary_opts) for each in command.params)
    ]


def _forgotten_command(name: str, given: Sequence[str]) -> str | None:
    """The command line that was meant where `name`, taken for a command, is a path or nearly one."""
    if not os.path.exists(name):
        looks_so = os.sep in name or os.path.splitext(name)[1] != ""
        near = near_path(name, folders=True) if looks_so else None
        if near is None:
            return None
        given = [near if each == name else each for each in given]
        name = near
    command = "check" if os.path.isdir(name) else "compare"
    return f"newsdiff {command} {shlex.join(given)}"
