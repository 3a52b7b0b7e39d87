"""The cache's file: where it lies, how it is opened, and how it is known to be one."""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

#: The form of the file, which its name and its header say: a newsdiff that writes another uses a file of its own.
FORM = 1
NAME = f"extractions-{FORM}.sqlite3"
PATTERN = "extractions-*.sqlite3*"
_APPLICATION = 0x6E646966
DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
HELD = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
#: Seconds to wait for another process that writes, and how often a new file is tried in that time.
PATIENCE = 10.0
_ATTEMPTS = 50
#: The largest entry that is read, in bytes.
LARGEST = 1 << 28
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# This folder is a cache of newsdiff; it may be deleted.\n"
_SCHEMA = f"""
PRAGMA journal_mode = WAL;
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS run (number INTEGER NOT NULL);
INSERT INTO run SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM run);
CREATE TABLE IF NOT EXISTS entry (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, size INTEGER NOT NULL,
                                  used INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS body (id INTEGER PRIMARY KEY, data BLOB NOT NULL);
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = {FORM};
COMMIT;
"""


class Foreign(Exception):
    """A file that is not, or no longer, of the form that this newsdiff writes; the message says what it is."""


def default_folder() -> Path | None:
    """Where this user's caches are kept on this system, and in it newsdiff's; None where there is no home."""
    try:
        if sys.platform == "win32":
            base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        elif sys.platform == "darwin":
            base = Path.home() / "Library" / "Caches"
        else:
            named = os.environ.get("XDG_CACHE_HOME", "")
            base = Path(named) if os.path.isabs(named) else Path.home() / ".cache"
    except RuntimeError:
        return None
    return base / "newsdiff"


def prepare(folder: Path) -> None:
    """Make the folder, marked as one that back-ups and version control leave out, if it is not there."""
    if folder.is_dir():
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / "CACHEDIR.TAG").write_text(_TAG, encoding="utf-8")
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")


def connect(path: Path, *, to_write: bool = True) -> sqlite3.Connection:
    """The database in `path`, made if need be. Raises sqlite3.Error, or Foreign where it is of another form."""
    address = f"file:{quote(os.fsencode(os.path.abspath(path)))}?mode=" + ("rwc" if to_write else "ro&immutable=1")
    connection = sqlite3.connect(address, timeout=PATIENCE, isolation_level=None, uri=True)
    try:
        if to_write:  # Counts for a new file, and before anything else is asked.
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST)
        _recognise(connection, to_write)
    except BaseException:
        connection.close()
        raise
    return connection


def _recognise(connection: sqlite3.Connection, to_write: bool) -> None:
    """See that the database is a cache of this form; a new one is made into one."""
    connection.execute("BEGIN")  # One look, while another process may be making it.
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (form,) = connection.execute("PRAGMA user_version").fetchone()
    kinds = {kind for (kind,) in connection.execute("SELECT DISTINCT type FROM sqlite_master")}
    connection.execute("COMMIT")
    if not kinds and to_write:
        _make(connection)
    elif application != _APPLICATION or not kinds <= {"table", "index"}:
        raise Foreign("not a cache of newsdiff")
    elif form != FORM:
        raise Foreign(f"of form {form}, where this newsdiff writes form {FORM}")
    elif to_write:
        # What a run may do at any time fails here, once, if the file or its folder is not to be written.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA user_version = {FORM}")
        connection.execute("ROLLBACK")


def _make(connection: sqlite3.Connection) -> None:
    """Make a new database a cache; another process may be doing the same, which SQLite does not always wait for."""
    for attempt in range(_ATTEMPTS):
        try:
            connection.executescript(_SCHEMA)
            return
        except sqlite3.OperationalError as error:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            if code_of(error) not in HELD or attempt == _ATTEMPTS - 1:
                raise
            time.sleep(PATIENCE / _ATTEMPTS)


def code_of(error: Exception) -> int | None:
    """SQLite's primary result code."""
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None
