"""Files at addresses (`s3://bucket/key`, `gs://…`, `memory://…`, `file://…`), through fsspec and what it has for each.

fsspec comes with the extra `newsdiff[remote]` and is loaded when an address is used, and no sooner: without one nothing
here is. Who may read what is a matter of the environment and of fsspec's own configuration.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar, cast

from newsdiff.errors import InputError, NewsdiffError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer
    from fsspec import AbstractFileSystem

ValueT = TypeVar("ValueT")

#: A scheme has two letters or more, so that `C://` is none, and may stand behind others: `simplecache::s3://`.
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]+::)*[a-z][a-z0-9+.-]+://", re.I)
_MISSING = "an address needs fsspec; get it with: python -m pip install 'newsdiff[remote]'"
#: Bytes asked for at once.
_BLOCK = 1 << 20


def is_address(path: str) -> bool:
    """Whether `path` is an address, not the path of a file: it begins with a scheme and `://`."""
    return _ADDRESS.match(path) is not None


def local_path(address: str) -> str | None:
    """The path of a `file://` address; None for any other."""
    scheme, _, path = address.partition("://")
    return path if scheme.lower() in ("file", "local") and path else None


def folder_of(address: str) -> str:
    """The address of the folder that `address` lies in."""
    head = _head(address)
    return address[:head] + address[head:].rstrip("/").rpartition("/")[0]


@contextmanager
def opened(address: str) -> Iterator[BinaryIO]:
    """The file at `address`, open to be read; what goes wrong then or later is raised as InputError or OSError."""
    files, inner = _file_system(address)
    try:
        file = files.open(inner, "rb")
    except OSError:
        raise
    except Exception as error:
        raise OSError(_told(error)) from error
    with file:
        yield cast(BinaryIO, io.BufferedReader(_Reader(file), _BLOCK))


def is_folder(address: str) -> bool:
    """Whether `address` is a folder, or the beginning of names as object stores have them. Raises InputError."""
    files, inner = _file_system(address)
    return _asked(address, lambda: bool(files.isdir(inner)))


def files_below(address: str) -> list[tuple[str, ...]]:
    """The files in and below the folder at `address`: each its folders from there and its name, in no order.

    Asks for all names at once, a thousand a request on an object store. Raises InputError.
    """
    if "::" in address:
        raise InputError(address, "a chain of addresses names one file", "give the files, or copy the folder")
    files, inner = _file_system(address)
    top = inner.rstrip("/") + "/"
    names = _asked(address, lambda: list(map(str, files.find(inner))))
    return [tuple(name[len(top) :].split("/")) for name in names if name.startswith(top) and not name.endswith("/")]


def joined(address: str, parts: tuple[str, ...]) -> str:
    """The address of what lies in the folder at `address` under the names `parts`."""
    head = _head(address)
    inner = address[head:]
    root = "/" if inner.startswith("/") else ""
    return address[:head] + root + "/".join((*filter(None, [inner.strip("/")]), *parts))


def check_writable(address: str) -> None:
    """See that `address` can be reached and is no folder: whether it may be written shows when it is.

    Raises NewsdiffError.
    """
    if is_folder(address):
        raise NewsdiffError(f"{address}: is a folder; name a file for --output")


def write(address: str, data: bytes) -> None:
    """Write `data` to `address` in one request: an object store shows all of it or nothing. Raises NewsdiffError."""
    files, inner = _file_system(address)
    try:
        files.pipe_file(inner, data)
    except Exception as error:
        raise NewsdiffError(f"{address}: cannot be written ({_told(error)}); name another --output") from None


class _Reader(io.RawIOBase):
    """The bytes of a file at an address; whatever the library behind it raises is an OSError."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer)
        try:
            data = self._file.read(len(view))
        except OSError:
            raise
        except Exception as error:
            raise OSError(_told(error)) from error
        view[: len(data)] = data
        return len(data)


def _file_system(address: str) -> tuple[AbstractFileSystem, str]:
    """What reads `address`, and its name there. Raises InputError where that is not installed or not known."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise NewsdiffError(f"{address}: {_MISSING}") from None
    try:
        files, inner = url_to_fs(address)
    except ImportError as error:
        raise InputError(address, f"cannot be read ({_told(error)})", "install what it names with pip") from None
    except Exception as error:
        raise InputError(address, f"cannot be read ({_told(error)})", "check the address") from None
    return files, str(inner)


def _asked(address: str, ask: Callable[[], ValueT]) -> ValueT:
    """What `ask` answers. Raises InputError, also for the errors that libraries of stores have of their own."""
    try:
        return ask()
    except FileNotFoundError:
        raise InputError(address, "does not exist", "check the address") from None
    except Exception as error:
        raise InputError(address, f"cannot be reached ({_told(error)})", "check the address and who you are") from None


def _head(address: str) -> int:
    found = _ADDRESS.match(address)
    return found.end() if found else 0


def _told(error: BaseException) -> str:
    said = " ".join(str(error).split())
    return said or type(error).__name__
