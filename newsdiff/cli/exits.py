"""Exit statuses, when the gate trips, and how a usage error reads in one line."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

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
    message = str(getattr(error, "message", error)).strip()
    possible = getattr(error, "possibilities", None)
    if possible:
        message = f"{message.rstrip('.')}; did you mean {' or '.join(sorted(possible))}?"
    elif hasattr(error, "format_message"):
        message = str(error.format_message())
    message = re.sub(r"\s*\n\s*", " ", message).strip().rstrip(".")
    message = re.sub(r"\. Did you mean (.*)", r"; did you mean \1", message)
    message = re.sub(r"^Invalid value for '?([^':]+?)'?(?: / '[^']+')?: ", r"\1: ", message)
    message = re.sub(r"\bInput should be ([^,]*).*", r"must be \1", message)
    message = message[:1].lower() + message[1:]
    context = getattr(error, "ctx", None)
    command = getattr(context, "command_path", "newsdiff")
    unknown = re.match(r"no such command '(.*?)'", message)
    if unknown and os.path.exists(unknown[1]):
        given = " ".join(arguments if arguments is not None else sys.argv[1:])
        return f"no such command {unknown[1]!r}; did you mean: newsdiff compare {given}"
    if unknown and "did you mean" not in message and context is not None:
        near = get_close_matches(unknown[1], context.command.list_commands(context), n=1)
        message += f"; did you mean {near[0]!r}?" if near else ""
    return message if "--help" in message else f"{message} (see {command} --help)"
