"""The cache: what is kept comes back, old things go first, and nothing that is wrong with the disk ends a run."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsdiff.corpus import cache_file
from newsdiff.corpus.cache import NAME, Cache, CacheInfo
from newsdiff.corpus.cache_file import FORM, default_folder
from tests.process import ROOT, environment

NOBODY = 65534
ENTRIES = {bytes([number]) * 32: bytes([number]) * 500 for number in range(20)}


@pytest.fixture
def warnings() -> list[str]:
    return []


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    with Cache(tmp_path / "cache") as cache:
        cache.put(ENTRIES)
    return tmp_path / "cache"


def holds(folder: Path, **more: int) -> dict[bytes, bytes]:
    with Cache(folder, **more) as cache:
        return cache.get(ENTRIES)


def test_what_is_kept_comes_back_in_another_run(filled: Path) -> None:
    assert holds(filled) == ENTRIES


def test_what_is_not_kept_is_not_found(filled: Path) -> None:
    with Cache(filled) as cache:
        assert cache.get([b"another", bytes(32)]) == {bytes(32): bytes(500)}
        assert cache.get([]) == {}


def test_the_last_entry_under_a_key_counts_and_the_first_is_gone(filled: Path) -> None:
    with Cache(filled) as cache:
        cache.put({bytes(32): b"new"})
        assert cache.get([bytes(32)]) == {bytes(32): b"new"}
        assert (cache.info().entries, cache.info().size) == (20, 19 * 500 + 3)


def test_the_folder_is_marked_as_a_cache_for_its_owner_alone(filled: Path) -> None:
    assert (filled / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")
    assert (filled / ".gitignore").read_text() == "*\n"
    assert os.name == "nt" or filled.stat().st_mode & 0o077 == 0


def test_a_folder_that_was_there_gets_no_marks(tmp_path: Path) -> None:
    holds(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {NAME}


def test_a_cache_that_is_not_there_is_not_made_to_be_looked_at(tmp_path: Path) -> None:
    with Cache(tmp_path / "cache", create=False) as cache:
        assert cache.info() == CacheInfo(str(tmp_path / "cache" / NAME), 0, 0, 0, cache.limit, 0, 0, 0)
    assert not (tmp_path / "cache").exists()


def test_info_counts_runs_not_days(filled: Path) -> None:
    for _ in range(3):
        with Cache(filled) as cache:
            cache.get(list(ENTRIES)[:5])
    with Cache(filled) as cache:
        info = cache.info()
    assert (info.entries, info.size, info.runs, info.last, info.idle) == (20, 10_000, 4, 5, 3)
    assert info.on_disk > info.size


def test_clear_drops_all_and_gives_the_room_back(filled: Path, tmp_path: Path) -> None:
    with Cache(filled) as cache:
        cache.put({b"large": bytes(1_000_000)})
    (filled / "extractions-0.sqlite3").write_bytes(b"of an older form")
    (filled / f"{NAME}.damaged").write_bytes(b"set aside")
    (filled / "mine.txt").write_bytes(b"not the cache's")
    with Cache(filled) as cache:
        assert cache.clear()
        assert cache.info().entries == 0
    assert {path.name for path in filled.iterdir()} == {NAME, "mine.txt", ".gitignore", "CACHEDIR.TAG"}
    assert (filled / NAME).stat().st_size < 100_000
    assert holds(filled) == {}


def test_those_used_longest_ago_go_first(filled: Path) -> None:
    used = list(ENTRIES)[:5]
    with Cache(filled) as cache:
        cache.get(used)
    with Cache(filled, limit=10_000) as cache:
        cache.put({b"new": bytes(500)})
    with Cache(filled) as cache:
        info, left = cache.info(), cache.get([*ENTRIES, b"new"])
    assert info.size <= 10_000
    assert {*used, b"new"} <= left.keys()
    assert list(left) != [*ENTRIES, b"new"]


def test_a_long_run_stays_within_the_bound_while_it_goes_on(tmp_path: Path) -> None:
    with Cache(tmp_path, limit=100_000) as cache:
        for number in range(500):
            cache.put({b"%d" % number: os.urandom(1000)})
            assert cache.info().size <= 110_000
        assert cache.get([b"499"])
    assert (tmp_path / NAME).stat().st_size < 400_000


def test_an_entry_larger_than_the_bound_is_not_kept(tmp_path: Path, warnings: list[str]) -> None:
    with Cache(tmp_path, limit=1000, warn=warnings.append) as cache:
        cache.put({b"large": bytes(2000), b"small": b"1"})
        assert cache.get([b"large", b"small"]) == {b"small": b"1"}
    assert warnings == []


def _damage_head(file: Path) -> None:
    file.write_bytes(b"no database" * 100)


def _damage_pages(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    file.write_bytes(data)


def _cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def _statement(*statements: str) -> Callable[[Path], None]:
    def run(file: Path) -> None:
        with sqlite3.connect(file) as connection:
            for statement in statements:
                connection.execute(statement)
        connection.close()

    return run


@pytest.mark.parametrize(
    ("damage", "word"),
    [
        pytest.param(_damage_head, "damaged", id="no-database"),
        pytest.param(_damage_pages, "damaged", id="overwritten-pages"),
        pytest.param(_cut, "damaged", id="cut-short"),
        pytest.param(_statement(f"PRAGMA user_version = {FORM - 1}"), f"of form {FORM - 1}", id="older-form"),
        pytest.param(_statement(f"PRAGMA user_version = {FORM + 1}"), f"of form {FORM + 1}", id="newer-form"),
        pytest.param(_statement("PRAGMA application_id = 7"), "not a cache", id="another-program's"),
        pytest.param(_statement("DROP TABLE body"), "damaged", id="a-table-is-missing"),
        pytest.param(
            _statement("DROP TABLE entry", "CREATE VIEW entry AS SELECT 1 AS id"), "not a cache", id="a-view-in-it"
        ),
        pytest.param(_statement("DELETE FROM run"), "damaged", id="no-count-of-runs"),
    ],
)
def test_a_file_that_is_wrong_is_set_aside_and_made_anew(
    filled: Path, warnings: list[str], damage: Callable[[Path], None], word: str
) -> None:
    damage(filled / NAME)
    with Cache(filled, warn=warnings.append) as cache:
        cache.get(ENTRIES)
        cache.put(ENTRIES)
        cache.put(ENTRIES)
        cache.info()
    assert len(warnings) == 1
    assert word in warnings[0]
    assert NAME in warnings[0]
    assert (filled / f"{NAME}.damaged").exists()
    warnings.clear()
    with Cache(filled, warn=warnings.append) as cache:
        assert cache.get(ENTRIES) == ENTRIES
    assert warnings == []


def test_a_table_of_nonsense_costs_the_entries_and_no_more(filled: Path, warnings: list[str]) -> None:
    _statement("UPDATE entry SET size = 'much', used = 'often'", "UPDATE body SET data = 'text'")(filled / NAME)
    with Cache(filled, warn=warnings.append, limit=1) as cache:
        assert cache.get(ENTRIES) == {}
        cache.info()
        cache.put({b"k": b"v"})
    assert len(warnings) <= 1


@pytest.fixture
def as_nobody() -> Iterator[Path]:
    """A folder in which the tests' own rights are those of a user, also where root runs them."""
    folder = Path(tempfile.mkdtemp())
    root = os.geteuid() == 0
    try:
        if root:
            os.chown(folder, NOBODY, NOBODY)
            os.seteuid(NOBODY)
        yield folder
    finally:
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o700)
        if root:
            os.seteuid(0)
        shutil.rmtree(folder)


@pytest.mark.skipif(os.name == "nt", reason="rights are of another kind")
@pytest.mark.parametrize(
    ("folder_mode", "file_mode"),
    [
        pytest.param(0o500, 0o600, id="folder"),
        pytest.param(0o500, 0o400, id="both"),
        pytest.param(0o700, 0o400, id="file"),
    ],
)
def test_a_cache_that_cannot_be_written_is_read(
    as_nobody: Path, warnings: list[str], folder_mode: int, file_mode: int
) -> None:
    with Cache(as_nobody) as cache:
        cache.put(ENTRIES)
    (as_nobody / NAME).chmod(file_mode)
    as_nobody.chmod(folder_mode)
    with Cache(as_nobody, warn=warnings.append) as cache:
        cache.put({b"new": b"1"})
        assert cache.get([*ENTRIES, b"new"]) == ENTRIES
        assert not cache.clear()
    assert len(warnings) == 1
    assert "only read" in warnings[0]


@pytest.mark.skipif(os.name == "nt", reason="rights are of another kind")
def test_a_folder_in_which_none_can_be_made_costs_the_cache_alone(as_nobody: Path, warnings: list[str]) -> None:
    as_nobody.chmod(0o500)
    with Cache(as_nobody / "cache", warn=warnings.append) as cache:
        cache.put(ENTRIES)
        assert cache.get(ENTRIES) == {}
        assert cache.info().entries == 0
    assert len(warnings) == 1
    assert "no cache" in warnings[0]


def test_a_folder_that_is_a_file(tmp_path: Path, warnings: list[str]) -> None:
    (tmp_path / "cache").write_text("a file")
    with Cache(tmp_path / "cache", warn=warnings.append) as cache:
        cache.put(ENTRIES)
        assert cache.get(ENTRIES) == {}
    assert len(warnings) == 1


@pytest.mark.skipif(os.name == "nt", reason="no limits of files")
def test_a_disk_that_is_full(filled: Path, warnings: list[str]) -> None:
    """A limit on the size of files stands for it: what no longer fits is not kept, what is kept is still read."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    kept = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        with Cache(filled, warn=warnings.append) as cache:
            resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
            for number in range(20):
                cache.put({b"%d" % number: os.urandom(50_000)})
            assert cache.get(ENTRIES) == ENTRIES
            assert cache.get([b"19"]) == {}
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, kept)
    assert len(warnings) == 1
    assert "nothing more is kept" in warnings[0]
    assert holds(filled) == ENTRIES


def test_a_database_that_says_it_is_full(filled: Path, warnings: list[str]) -> None:
    with Cache(filled, warn=warnings.append) as cache:
        assert cache._connection is not None
        cache._connection.execute("PRAGMA max_page_count = 1")
        cache.put({b"new": bytes(500_000)})
        cache.put({b"newer": bytes(500_000)})
        assert cache.get([*ENTRIES, b"new"]) == ENTRIES
    assert len(warnings) == 1
    assert holds(filled) == ENTRIES


def test_a_cache_on_a_full_disk_can_be_cleared(filled: Path, warnings: list[str]) -> None:
    """Which is when it is cleared; emptying the tables takes room that there is not."""
    with Cache(filled, warn=warnings.append) as cache:
        assert cache._connection is not None
        real, full = cache._connection, sqlite3.OperationalError("database or disk is full")
        full.sqlite_errorcode = sqlite3.SQLITE_FULL

        class Full:
            def execute(self, statement: str, *rest: object) -> object:
                if statement.startswith("DELETE"):
                    raise full
                return real.execute(statement, *rest)

            def close(self) -> None:
                real.close()

        cache._connection = Full()  # type: ignore[assignment]
        assert cache.clear()
    assert not list(filled.glob(f"{NAME}*"))
    assert holds(filled) == {}


def test_another_process_that_never_lets_go(filled: Path, warnings: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_file, "PATIENCE", 0.05)
    with Cache(filled, warn=warnings.append) as cache:
        other = sqlite3.connect(filled / NAME, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        for _ in range(100):
            cache.put({b"new": b"1"})
        assert cache.get(ENTRIES) == ENTRIES
        with Cache(filled, warn=warnings.append) as third:
            assert third.get(ENTRIES) == {}
        other.close()
    assert len(warnings) == 2
    assert all("another process" in warning for warning in warnings)
    assert not (filled / f"{NAME}.damaged").exists()


def test_two_runs_read_what_the_other_keeps(filled: Path) -> None:
    with Cache(filled) as one, Cache(filled) as other:
        one.put({b"one": b"1"})
        other.put({b"other": b"2"})
        assert one.get([b"other"]) == {b"other": b"2"}
        assert other.get([b"one"]) == {b"one": b"1"}


_AT_ONCE = """
import sys
from newsdiff.corpus.cache import Cache
warnings = []
name, folder = sys.argv[1:]
print("ready", flush=True)
sys.stdin.readline()
with Cache(folder, warn=warnings.append) as cache:
    for number in range(60):
        cache.put({b"%d" % number: b"%d" % number * 300, f"{name} {number}".encode(): name.encode()})
        assert cache.get([b"%d" % number]) == {b"%d" % number: b"%d" % number * 300}
sys.exit("; ".join(warnings) or 0)
"""


def test_processes_that_make_and_fill_one_cache_at_once(tmp_path: Path) -> None:
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", _AT_ONCE, f"run {number}", str(tmp_path / "cache")],
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(4)
    ]
    for run in runs:
        assert run.stdout is not None
        assert run.stdout.readline() == "ready\n"
    for run in runs:
        assert run.stdin is not None
        run.stdin.write("go\n")
        run.stdin.flush()
    assert [(run.communicate()[1], run.returncode) for run in runs] == [("", 0)] * 4
    keys = [f"run {number} {entry}".encode() for number in range(4) for entry in range(60)]
    with Cache(tmp_path / "cache") as cache:
        assert len(cache.get(keys)) == 240
        assert cache.info().entries == 300
        assert cache._connection is not None
        assert cache._connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_process_killed_while_it_writes_leaves_a_valid_cache(filled: Path, warnings: list[str]) -> None:
    code = (
        "import os, sys\nfrom newsdiff.corpus.cache import Cache\ncache = Cache(sys.argv[1])\n"
        "cache.put({b'whole': b'1'})\ncache._connection.execute('BEGIN IMMEDIATE')\n"
        "cache._put(cache._connection, {b'half': bytes(3_000_000)})\nos.kill(os.getpid(), 9)"
    )
    run = subprocess.run([sys.executable, "-c", code, str(filled)], cwd=ROOT, env=environment(), check=False)
    assert run.returncode == -signal.SIGKILL
    with Cache(filled, warn=warnings.append) as cache:
        assert cache.get([*ENTRIES, b"whole", b"half"]) == {**ENTRIES, b"whole": b"1"}
    assert warnings == []


def test_a_run_stopped_in_mid_write_keeps_nothing_by_halves(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(self: Cache, connection: sqlite3.Connection) -> int:
        connection.execute("DELETE FROM body")
        raise KeyboardInterrupt

    with Cache(filled) as cache:
        with monkeypatch.context() as patch:
            patch.setattr(Cache, "_number", stopped)
            with pytest.raises(KeyboardInterrupt):
                cache.put({b"new": b"1"})
        assert cache.get(ENTRIES) == ENTRIES
        cache.put({b"newer": b"1"})
    assert holds(filled) == ENTRIES


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="this system has its own folder of caches")
@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        pytest.param({"XDG_CACHE_HOME": "/var/x"}, "/var/x/newsdiff", id="xdg"),
        pytest.param({"XDG_CACHE_HOME": "relative", "HOME": "/h"}, "/h/.cache/newsdiff", id="xdg-must-be-absolute"),
        pytest.param({"HOME": "/h"}, "/h/.cache/newsdiff", id="home"),
    ],
)
def test_the_folder_of_a_user(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: str) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert default_folder() == Path(expected)


def test_no_home(monkeypatch: pytest.MonkeyPatch, warnings: list[str]) -> None:
    def nowhere() -> Path:
        raise RuntimeError("no home")

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", nowhere)
    with Cache(warn=warnings.append) as cache:
        cache.put(ENTRIES)
        assert cache.get(ENTRIES) == {}
        assert cache.info().entries == 0
    assert len(warnings) == 1
    assert "--cache" in warnings[0]
