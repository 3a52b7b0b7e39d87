"""The cache: bytes by key in one SQLite file, for several processes at once; a run never fails for it.

What goes wrong with it costs time, not answers: a damaged or foreign file is set aside and made anew, a folder that
cannot be written is only read or not used, and each of these is told once.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from newsdiff.corpus.cache_file import (
    DAMAGED,
    HELD,
    LARGEST,
    NAME,
    PATTERN,
    Foreign,
    code_of,
    connect,
    default_folder,
    prepare,
)

#: Bytes of entries that are kept; above them those go first that no run has used for longest.
LIMIT = 1_000_000_000
#: Of the limit: down to how much the oldest go, and how much may be written before that is looked at.
_LEFT, _STEP = 0.9, 0.05
#: Keys asked for in one statement, and uses that are noted before they are written down.
_ASKED, _NOTED = 400, 10_000


@dataclass(frozen=True, slots=True)
class CacheInfo:
    """What a cache holds: `size` and `limit` in bytes of entries, `on_disk` in bytes of files.

    A run is one use of the cache that had something to write down. `last` entries were used by the last run, and
    `idle` is for how many runs the entry that was left alone longest has not been used.
    """

    path: str
    entries: int
    size: int
    on_disk: int
    limit: int
    runs: int
    last: int
    idle: int


class Cache:
    """The cache in `folder` (default: `default_folder()`), of at most `limit` bytes of entries.

    `warn` is called with one line for each thing that is wrong, once. Nothing here raises for the state of the disk:
    a cache that cannot be used finds nothing and keeps nothing; nor does one that is not there, if not to `create`.
    To be closed, or used as a context manager. It belongs to the process and thread that opened it.
    """

    def __init__(
        self,
        folder: str | os.PathLike[str] | None = None,
        *,
        limit: int = LIMIT,
        warn: Callable[[str], None] = lambda message: None,
        create: bool = True,
    ) -> None:
        self.limit = limit
        self.path = (Path(folder) if folder is not None else default_folder() or Path(os.devnull)) / NAME
        self._warn = warn
        self._told = False
        self._used: set[int] = set()
        self._run: int | None = None
        self._fresh = 0
        self._writes = True
        self._full = False
        self._connection: sqlite3.Connection | None = None
        if folder is None and default_folder() is None:
            self._tell("no home folder to keep a cache in; name one with --cache, or give --no-cache")
        elif create or os.path.exists(self.path):
            self._open()

    def __enter__(self) -> Cache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def get(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """What is kept under `keys`, of those that are known."""
        wanted = list(dict.fromkeys(keys))
        found: dict[bytes, bytes] = {}
        for start in range(0, len(wanted), _ASKED):
            part = wanted[start : start + _ASKED]
            marks = ",".join("?" * len(part))
            rows = self._read(
                f"SELECT entry.id, key, data FROM entry JOIN body ON body.id = entry.id WHERE key IN ({marks})", part
            )
            for id_, key, data in rows:
                if isinstance(key, bytes) and isinstance(data, bytes):
                    self._used.add(id_)
                    found[key] = data
        if len(self._used) > _NOTED:
            self._write(self._mark)
            self._used.clear()
        return found

    def put(self, entries: Mapping[bytes, bytes]) -> None:
        """Keep `entries`, whole or not at all, from now on and for other processes too."""
        kept = {key: data for key, data in entries.items() if len(data) <= min(self.limit, LARGEST)}
        if kept and self._write(lambda connection: self._put(connection, kept)):
            self._fresh += sum(map(len, kept.values()))
            if self._fresh > self.limit * _STEP:
                self._trim()

    def info(self) -> CacheInfo:
        """What the cache holds now."""
        rows = self._read(
            "SELECT COUNT(*), CAST(TOTAL(size) AS INTEGER), CAST(COALESCE(MIN(used), 0) AS INTEGER) FROM entry"
        )
        entries, size, oldest = rows[0] if rows else (0, 0, 0)
        runs = next((row[0] for row in self._read("SELECT CAST(number AS INTEGER) FROM run")), 0)
        last = next((row[0] for row in self._read("SELECT COUNT(*) FROM entry WHERE used = ?", [runs])), 0)
        return CacheInfo(
            path=str(self.path),
            entries=entries,
            size=size,
            on_disk=sum(_size(file) for file in self.path.parent.glob(PATTERN)),
            limit=self.limit,
            runs=runs,
            last=last,
            idle=runs - oldest if entries else 0,
        )

    def clear(self) -> bool:
        """Drop all entries, and the files of older forms and those set aside; whether nothing is left.

        Emptying a file takes room for a moment; where the disk has none left the file itself goes.
        """
        emptied = self._write(_empty) or (self._full and self._removed())
        if emptied and self._connection is not None:
            _give_back(self._connection)
            with suppress(sqlite3.Error):  # Where another process reads, the file shrinks later.
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        for file in self.path.parent.glob(PATTERN):
            if file.name not in (NAME, f"{NAME}-wal", f"{NAME}-shm"):
                with suppress(OSError):
                    file.unlink()
        return emptied

    def _removed(self) -> bool:
        """Remove the file; another process that has it open goes on with what nobody else sees."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None
        try:
            for tail in ("", "-wal", "-shm"):
                Path(f"{self.path}{tail}").unlink(missing_ok=True)
        except OSError:
            return False
        return True

    def close(self) -> None:
        """Write down what was used, drop what is too much, and let go of the file."""
        if self._connection is None:
            return
        if self._used and self._writes:
            self._write(self._mark)
        if self._fresh:
            self._trim()
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None

    def _open(self, again: bool = True) -> None:
        try:
            prepare(self.path.parent)
            self._connection = connect(self.path)
        except Foreign as foreign:
            self._set_aside(str(foreign), again)
        except sqlite3.Error as error:
            if code_of(error) in DAMAGED:
                self._set_aside("damaged", again)
            elif code_of(error) in HELD:
                self._tell(f"{self.path}: another process holds it; this run has no cache")
            else:
                self._full = code_of(error) == sqlite3.SQLITE_FULL
                self._open_to_read(str(error))
        except (OSError, ValueError) as error:
            self._open_to_read(getattr(error, "strerror", None) or str(error))

    def _open_to_read(self, problem: str) -> None:
        """Where the file cannot be written it may yet be read: a cache made elsewhere and mounted here."""
        self._writes = False
        try:
            self._connection = connect(self.path, to_write=False)
        except (sqlite3.Error, Foreign):
            self._connection = None
            self._tell(f"{self.path}: {problem}; this run has no cache")
        else:
            self._tell(f"{self.path}: {problem}; the cache is only read")

    def _set_aside(self, what: str, again: bool) -> None:
        """Move the file out of the way and begin a new one; entries of other processes at work are lost with it."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None
        self._used.clear()
        self._run = None
        if not self._writes:
            self._tell(f"{self.path}: {what}; this run has no cache")
            return
        aside = self.path.with_name(self.path.name + ".damaged")
        try:
            os.replace(self.path, aside)
            for tail in ("-wal", "-shm"):
                with suppress(FileNotFoundError):
                    os.unlink(f"{self.path}{tail}")
        except OSError as error:
            again = False
            what = f"{what}, and cannot be moved: {error.strerror or error}"
        if again:
            self._tell(f"{self.path}: {what}; set aside as {aside.name} and made anew")
            self._open(again=False)
        else:
            self._tell(f"{self.path}: {what}; this run has no cache")

    def _read(self, statement: str, values: Sequence[object] = ()) -> list[Any]:
        for _ in range(2):
            if self._connection is None:
                return []
            try:
                return self._connection.execute(statement, values).fetchall()
            except sqlite3.Error as error:
                self._failed(error)
        return []

    def _write(self, work: Callable[[sqlite3.Connection], None]) -> bool:
        """Do `work` in one transaction; whether it was done."""
        if self._connection is None or not self._writes:
            return False
        run = self._run
        try:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                work(self._connection)
                self._connection.execute("COMMIT")
            except BaseException:  # Also where the user stops the run: nothing half written stays.
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                self._run = run
                raise
        except (sqlite3.Error, TypeError, ValueError) as error:  # The last two: a table holds what it should not.
            self._failed(error)
            return False
        return True

    def _failed(self, error: Exception) -> None:
        """What an error of SQLite means for the rest of the run."""
        code = code_of(error)
        if code in HELD:
            self._writes = False  # Someone holds it longer than anyone should: no waiting for each entry.
            self._tell(f"{self.path}: another process holds it; nothing more is kept in this run")
        elif code in DAMAGED or not isinstance(error, sqlite3.Error) or "no such " in str(error):
            self._set_aside("damaged", again=not self._told)
        else:
            self._writes = False
            self._full = code == sqlite3.SQLITE_FULL
            self._tell(f"{self.path}: {error}; nothing more is kept in this run")

    def _tell(self, message: str) -> None:
        if not self._told:
            self._told = True
            self._warn(f"cache: {message}")

    def _put(self, connection: sqlite3.Connection, entries: Mapping[bytes, bytes]) -> None:
        run = self._number(connection)
        for key, data in entries.items():
            connection.execute("DELETE FROM body WHERE id = (SELECT id FROM entry WHERE key = ?)", [key])
            connection.execute("DELETE FROM entry WHERE key = ?", [key])
            made = connection.execute("INSERT INTO entry (key, size, used) VALUES (?, ?, ?)", [key, len(data), run])
            connection.execute("INSERT OR REPLACE INTO body (id, data) VALUES (?, ?)", [made.lastrowid, data])

    def _mark(self, connection: sqlite3.Connection) -> None:
        run = self._number(connection)
        connection.executemany("UPDATE entry SET used = ? WHERE id = ?", [(run, id_) for id_ in sorted(self._used)])
        self._used.clear()

    def _number(self, connection: sqlite3.Connection) -> int:
        """The number of this run: runs are counted, so that no clock is needed to know what was used last."""
        if self._run is None:
            connection.execute("UPDATE run SET number = number + 1")
            self._run = int(connection.execute("SELECT number FROM run").fetchone()[0])
        return self._run

    def _trim(self) -> None:
        self._fresh = 0
        if self._write(self._drop_oldest) and self._connection is not None:
            _give_back(self._connection)

    def _drop_oldest(self, connection: sqlite3.Connection) -> None:
        (size,) = connection.execute("SELECT COALESCE(SUM(size), 0) FROM entry").fetchone()
        if size <= self.limit:
            return
        dropped: list[tuple[int]] = []
        for id_, entry in connection.execute("SELECT id, size FROM entry ORDER BY used, id"):
            if size <= self.limit * _LEFT:
                break
            dropped.append((id_,))
            size -= entry
        connection.executemany("DELETE FROM entry WHERE id = ?", dropped)
        connection.executemany("DELETE FROM body WHERE id = ?", dropped)


def _empty(connection: sqlite3.Connection) -> None:
    for table in ("entry", "body"):
        connection.execute(f"DELETE FROM {table}")


def _give_back(connection: sqlite3.Connection) -> None:
    """Let go of the pages that nothing is on; as a script, as `execute` would stop after the first."""
    with suppress(sqlite3.Error):
        connection.executescript("PRAGMA incremental_vacuum")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
