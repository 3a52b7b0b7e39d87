"""Where a report goes: `--format` to standard output or a file, and `FORMAT=FILE` as often as there are files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches

from newsdiff.cli.streams import check_output
from newsdiff.errors import NewsdiffError
from newsdiff.read import remote
from newsdiff.report.formats import FORMATS, NAMES

_STDOUT = "-"


@dataclass(frozen=True, slots=True)
class Output:
    """A format, and the file that it is written to; None is standard output."""

    format: str
    path: str | None = None


def parse_outputs(values: Sequence[str], format_: str) -> tuple[Output, ...]:
    """What `--output` values ask for, files first; a value without a format has that of `--format`.

    Where every value names a format, standard output has the `--format` one too. Raises NewsdiffError for a format
    that is none and looks like one, for no file, and for the same file twice.
    """
    outputs = [_output(value, format_) for value in values]
    if not any(_plain(value) for value in values) and all(item.path is not None for item in outputs):
        outputs.append(Output(format_))
    seen: dict[str, str] = {}
    for item in outputs:
        place = _STDOUT if item.path is None else _place(item.path)
        if place in seen:
            name = "standard output" if item.path is None else item.path
            raise NewsdiffError(f"--output: {name} twice, as {seen[place]} and as {item.format}; give each its own")
        seen[place] = item.format
    return tuple(sorted(outputs, key=lambda item: item.path is None))


def check_outputs(outputs: Sequence[Output], inputs: Sequence[str]) -> None:
    """See that every file can be written, and is none of `inputs`, before the work starts. Raises NewsdiffError."""
    for item in outputs:
        if item.path is not None:
            check_output(item.path, list(inputs))


def reads(outputs: Sequence[Output]) -> bool:
    """Whether one of the formats shows the articles' own texts."""
    return any(item.format in FORMATS and FORMATS[item.format].reads for item in outputs)


def overwrites(output: str, path: str) -> bool:
    """Whether writing to `output` would overwrite the input `path`; a name that differs is taken for another file."""
    if os.path.basename(path) != os.path.basename(output):
        return False
    if remote.is_address(output):
        return _place(output) == _place(path)
    with suppress(OSError):
        return os.path.samefile(path, output)
    return False


def _place(path: str) -> str:
    """What two names of one file have in common."""
    if (local := remote.local_path(path)) is None and remote.is_address(path):
        return path
    return os.path.realpath(path if local is None else local)


def _plain(value: str) -> bool:
    """Whether `value` is a file alone: only a format's own name before the = is no part of a file's name."""
    return value.partition("=")[0] not in NAMES or "=" not in value


def _wordlike(value: str) -> bool:
    """Whether what stands before the = may be meant as a format: one word, and the whole is no file that is there."""
    name, sign, _ = value.partition("=")
    return bool(sign) and name.isalpha() and not os.path.exists(value)


def _output(value: str, format_: str) -> Output:
    name, _, path = value.partition("=")
    if _plain(value):
        near = get_close_matches(name.lower(), NAMES, n=1, cutoff=0.6) if _wordlike(value) else []
        if near:
            raise NewsdiffError(
                f"--output {value}: no such format {name!r}; did you mean {near[0]}={path}? "
                f"(./{value} is a file of that name)"
            )
        name, path = format_, value
    if not path:
        raise NewsdiffError(f"--output {value}: names no file; for example --output {name}=report.txt")
    return Output(name, None if path == _STDOUT else path)
