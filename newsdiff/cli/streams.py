"""Where words leave the program: stdout, stderr and `--output` files, whatever their encoding, however they close."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from newsdiff.errors import MissingPath, NewsdiffError
from newsdiff.model import masked
from newsdiff.read import remote
from newsdiff.report.visible import visible

#: What GitHub's runner takes for a command in the output of a step: `::` at the start of a line, and `##[` anywhere.
_COMMAND = re.compile(r"(?:\A|(?<=[\r\n]))[^\S\r\n]*::|##\[")
#: Lines for stderr that wait while another program has the screen; None: they go out at once.
_waiting: list[str] | None = None


def complain(message: str, *, prefix: str = "newsdiff: ") -> None:
    """Write `message` to stderr, addresses masked, one line unless `prefix` is empty; a closed stderr is no error."""
    line = prefix + masked(visible(message) if prefix else message.rstrip())
    if _waiting is not None:
        _waiting.append(line)
    else:
        _say(line)


def tell_reader(text: str, narrow: str) -> None:
    """Write `text` to stderr, or `narrow` where its encoding has not all of it; a closed stderr is no error."""
    _say((text if _holds(sys.stderr, text) else narrow).rstrip("\n"))


def _say(line: str) -> None:
    with suppress(OSError, ValueError):
        if sys.stderr is not None:
            _put(sys.stderr, _no_command(line) + "\n")
            sys.stderr.flush()


def hold_back() -> None:
    """From now on keep complaints for a terminal until `let_go`: a pager would scroll them away, or be written over."""
    global _waiting
    if _waiting is None and sys.stderr is not None and sys.stderr.isatty():
        _waiting = []


def let_go() -> None:
    """Write the complaints that were kept; those to come go out at once."""
    global _waiting
    told, _waiting = _waiting, None
    for line in told or ():
        _say(line)


def write(text: str) -> None:
    """Write `text` to stdout; a reader who has seen enough and left is no error. Raises NewsdiffError."""
    write_each((text,))


def write_each(pieces: Iterable[str], *, commands: bool = False) -> None:
    """Write each of `pieces` to stdout as it comes; no more is asked for when the reader has left.

    In a step of GitHub's runner nothing in them is a command to it, unless they are `commands`. Raises NewsdiffError.
    """
    if sys.stdout is None:
        raise NewsdiffError("standard output is closed; name a file with --output")
    for text in pieces:
        if not _written(text if commands else _no_command(text)):
            return


def _written(text: str) -> bool:
    """Whether `text` has reached stdout, and there is still someone who reads."""
    try:
        _put(sys.stdout, text)
        sys.stdout.flush()
    except BrokenPipeError:
        silence()
        return False
    except OSError as error:
        silence()
        raise NewsdiffError(f"standard output: {error.strerror or error}") from None
    return True


def silence() -> None:
    """Point stdout at nothing, so that the interpreter's last flush does not meet the same trouble again."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def holds(text: str) -> bool:
    """Whether stdout's encoding has every character of `text`."""
    return _holds(sys.stdout, text)


def _holds(stream: TextIO | None, text: str) -> bool:
    try:
        text.encode(_encoding(stream))
    except UnicodeEncodeError:
        return False
    return True


def encoded(text: str) -> bytes:
    """`text` as stdout's bytes, with escapes for what its encoding does not have."""
    return text.encode(_encoding(sys.stdout), "backslashreplace")


def _put(stream: TextIO, text: str) -> None:
    stream.write(text.encode(_encoding(stream), "backslashreplace").decode(_encoding(stream)))


def _no_command(text: str) -> str:
    return _COMMAND.sub(_inert, text) if os.environ.get("GITHUB_ACTIONS") == "true" else text


def _inert(match: re.Match[str]) -> str:
    """The beginning of a command with an escape in it, which JSON reads as what stood there."""
    return "#\\u0023[" if match[0] == "##[" else match[0].replace("::", "\\u003a:")


def _encoding(stream: TextIO | None) -> str:
    return getattr(stream, "encoding", None) or "utf-8"


def check_output(path: str, inputs: list[str], option: str = "--output") -> None:
    """See that `path` can be written, and is none of `inputs`, before the work starts. Raises NewsdiffError,
    which calls it what `option` does.

    Of an address it is seen that it can be reached.
    """
    if remote.is_address(path):
        if path in inputs:
            raise NewsdiffError(f"{path}: {option} would overwrite an input; name another file")
        if (local := remote.local_path(path)) is None:
            remote.check_writable(path)
            return
        path = local
    target = Path(path)
    if target.is_dir():
        raise NewsdiffError(f"{path}: is a directory; name a file for {option}")
    folder = Path(os.path.realpath(path)).parent
    if not folder.is_dir():
        problem = f"{path}: no such directory {target.parent}"
        raise MissingPath(str(target.parent), problem, f"make it first or name another {option}", folder=True)
    if target.exists():
        for name in inputs:
            with suppress(OSError):
                if os.path.samefile(path, name):
                    raise NewsdiffError(f"{path}: {option} would overwrite an input; name another file")
    special = target.exists() and not target.is_file()
    if not _writable(path if target.exists() else folder) or not (special or _writable(folder)):
        raise NewsdiffError(f"{path}: permission denied; name another {option}")


def _writable(path: str | Path) -> bool:
    """Whether this process may write there, with the rights that it has and not those of who began it."""
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def write_file(path: str, text: str | Iterable[str]) -> None:
    """Write `text`, in one or in pieces, to `path` as UTF-8, whole or not at all; a device or pipe is written straight.

    An address has it in one request.
    Raises NewsdiffError.
    """
    pieces = (text,) if isinstance(text, str) else text
    data = (piece.encode("utf-8", "backslashreplace") for piece in pieces)
    if (local := remote.local_path(path)) is None and remote.is_address(path):
        remote.write(path, b"".join(data))
        return
    real = Path(os.path.realpath(path if local is None else local))
    try:
        if real.exists() and not real.is_file():
            with open(real, "wb") as device:
                device.writelines(data)
            return
        _replace(real, data)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise NewsdiffError(f"{path}: {error.strerror or error}") from None


def _replace(path: Path, data: Iterable[bytes]) -> None:
    if path.exists():
        mode = path.stat().st_mode & 0o777
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:50]}.")
    try:
        with open(handle, "wb") as file:
            file.writelines(data)
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
