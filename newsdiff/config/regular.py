"""Regular files of bounded size: what is read of a folder besides its articles is no pipe, no device and no flood."""

from __future__ import annotations

import os
import stat

_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class Unfit(Exception):
    """A file that is there and is not to be read; says why."""


def read_regular(path: str | os.PathLike[str], most: int) -> bytes:
    """The bytes of the file at `path`. Raises OSError, and Unfit where it is no regular file or above `most` bytes.

    A pipe that nobody writes to is not waited for.
    """
    with open(os.open(path, _OPEN), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise Unfit("is not a regular file")
        data = file.read(most + 1)
    if len(data) > most:
        raise Unfit(f"is above {most:,} bytes")
    return data


def leads_out(path: str | os.PathLike[str], *folders: str | os.PathLike[str]) -> bool:
    """Whether `path`, links followed, lies in none of the `folders`."""
    real = os.path.realpath(path)
    return not any(os.path.join(real, "").startswith(os.path.join(os.path.realpath(each), "")) for each in folders)
