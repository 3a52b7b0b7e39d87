"""Articles on disk between reading and comparing, so that memory does not grow with the corpus."""

from __future__ import annotations

import pickle
import tempfile
from types import TracebackType

from newsdiff.errors import NewsdiffError
from newsdiff.model import Article


class Spool:
    """A file of this process alone that holds articles by number; a context manager, gone when it closes."""

    def __init__(self) -> None:
        try:
            self._file = tempfile.TemporaryFile(prefix="newsdiff-")  # noqa: SIM115 - closed by __exit__
        except OSError as error:
            raise NewsdiffError(f"no temporary file can be made ({error.strerror}); set TMPDIR to a folder") from None
        self._starts: list[int] = []

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._starts)

    def add(self, article: Article) -> int:
        """Keep the article; its number. Raises NewsdiffError where the disk is full."""
        try:
            start = self._file.seek(0, 2)
            self._file.write(pickle.dumps(article, pickle.HIGHEST_PROTOCOL))
            self._file.flush()
        except OSError as error:
            raise NewsdiffError(f"the temporary folder: {error.strerror}; set TMPDIR to one with room") from None
        self._starts.append(start)
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> Article:
        self._file.seek(self._starts[number])
        article: Article = pickle.load(self._file)
        return article
