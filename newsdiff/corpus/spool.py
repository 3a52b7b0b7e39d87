"""Values on disk while a run needs them, so that its memory does not grow with the corpus."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from types import TracebackType
from typing import TypeVar, overload

from newsdiff.errors import NewsdiffError

ValueT = TypeVar("ValueT")


class Spool(Sequence[ValueT]):
    """A sequence in a file of this process alone; a context manager, gone when it closes.

    The file has no name where the system allows that, so that nobody else can write what is read back from it.
    """

    def __init__(self) -> None:
        try:
            self._file = tempfile.TemporaryFile(prefix="newsdiff-")  # noqa: SIM115 - closed by __exit__
        except OSError as error:
            raise NewsdiffError(f"no temporary file can be made ({error.strerror}); set TMPDIR to a folder") from None
        self._starts: list[int] = []
        self._end = 0

    def __enter__(self) -> Spool[ValueT]:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with suppress(OSError):  # What is not written yet may have no room; nobody asks for it any more.
            self._file.close()

    def __len__(self) -> int:
        return len(self._starts)

    def __iter__(self) -> Iterator[ValueT]:
        for number in range(len(self)):
            yield self[number]

    def add(self, value: ValueT) -> int:
        """Keep the value; its number. Raises NewsdiffError where the disk is full."""
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        try:
            self._file.seek(self._end)
            self._file.write(data)
        except OSError as error:
            raise _no_room(error) from None
        self._starts.append(self._end)
        self._end += len(data)
        return len(self._starts) - 1

    @overload
    def __getitem__(self, number: int) -> ValueT: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[ValueT]: ...
    def __getitem__(self, number: int | slice) -> ValueT | Sequence[ValueT]:
        if isinstance(number, slice):
            return tuple(self[each] for each in range(*number.indices(len(self))))
        try:
            self._file.seek(self._starts[number])
        except OSError as error:  # Seeking writes first what is still to be written.
            raise _no_room(error) from None
        value: ValueT = pickle.load(self._file)
        return value


def _no_room(error: OSError) -> NewsdiffError:
    return NewsdiffError(f"the temporary folder: {error.strerror}; set TMPDIR to one with room")
