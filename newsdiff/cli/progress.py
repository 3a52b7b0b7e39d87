"""How far a long run is: a line on stderr, on a terminal alone."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID


class Progress:
    """Articles read, then articles done of `total`, with their rate and the time left; a context manager.

    `read` and `done` are counted in any case; nothing is shown off a terminal, nor to who wants it `quiet`.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self.read = self.done = 0
        self.total: int | None = None
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        if not quiet and sys.stderr is not None and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("articles"),
                TextColumn("{task.fields[rate]}"),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
            )

    def __enter__(self) -> Progress:
        if self._bar is not None:
            self._bar.start()
            self._task = self._bar.add_task("reading", total=None, rate="")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def one_read(self) -> None:
        """One more article is read."""
        self.read += 1
        self._show(self.read)

    def begin(self) -> None:
        """All are read; now they are compared."""
        self.total = self.read
        if self._bar is not None and self._task is not None:
            self._bar.reset(self._task, total=self.total, description="comparing", rate="")

    def advance(self, articles: int) -> None:
        """So many more are done."""
        self.done += articles
        self._show(self.done)

    def _show(self, completed: int) -> None:
        if self._bar is not None and self._task is not None:
            speed = self._bar.tasks[0].speed
            self._bar.update(self._task, completed=completed, rate=f"{speed:.0f}/s" if speed else "")

    @property
    def told(self) -> str:
        """How far it got, in words."""
        if self.total is None:
            return f"while reading, after {self.read:,} articles"
        return f"after {self.done:,} of {self.total:,} articles"
