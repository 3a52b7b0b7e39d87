"""What goes wrong while a corpus is checked: files, disks, caches, processes, names; the rest is compared still."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsdiff.cli import corpus_run
from newsdiff.cli.corpus_inputs import Found, articles_of
from newsdiff.model import Article, Skipped
from newsdiff.nlp import pipeline
from tests.cli import corpus
from tests.cli.conftest import Result, Run
from tests.process import COMMAND, environment

#: The user without rights, on most systems.
NOBODY = 65534


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEWSDIFF_CACHE", str(cache))
    corpus.write(tmp_path / "c")
    return tmp_path


@pytest.fixture
def as_nobody(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The tests' own rights are those of a user, also where root runs them, in a folder that is that user's."""
    pipeline()  # Loaded with the rights of the one who installed it.
    folder = Path(tempfile.mkdtemp())
    corpus.write(folder / "c")
    monkeypatch.chdir(folder)
    root = os.geteuid() == 0
    for path in (folder, *folder.rglob("*")) if root else ():
        os.chown(path, NOBODY, NOBODY)
    if root:
        os.seteuid(NOBODY)
    yield
    if root:
        os.seteuid(0)
    shutil.rmtree(folder)


def found(result: Result) -> list[str]:
    return sorted(line.split(": ", 1)[1].split()[0] for line in result.out.splitlines())[::2]


def process(*arguments: str, **env: str) -> subprocess.Popen[bytes]:
    command = [*COMMAND, "check", *arguments]
    return subprocess.Popen(command, env=environment(env), stdout=subprocess.PIPE, stderr=subprocess.PIPE)


_THINGS = ("roof", "boiler", "engine room", "archive", "canteen", "chimney", "loading dock", "paint shop")
_TOWNS = ("Halden", "Marsham", "Orsham", "Dunmar", "Tannock", "Lindor", "Taskel", "Port Allen")


def many(folder: Path, stories: int) -> None:
    """Stories of two articles, each with a difference; long enough that a process has work for a while."""
    for number in range(stories):
        for source, hurt in (("ledger", 27), ("standard", 25)):
            path = folder / f"s{number:03}" / f"{source}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            facts = [
                f"The {thing} of the mill was lost in the flames, and {hurt + number} of the workers who were there "
                f"were taken to the hospital in {town}."
                for thing, town in zip(_THINGS, _TOWNS, strict=True)
            ]
            path.write_text("\n\n".join([f"A fire gutted mill {number} on Sunday, 9 March 2031.", *facts]))


# --- files


def test_a_file_that_vanishes_on_the_way(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def vanishing(found: Found, *rest: object) -> Iterator[Article | Skipped]:
        if found.path == "c/fire/standard.txt":
            Path(found.path).unlink()
        return articles_of(found, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(corpus_run, "articles_of", vanishing)
    result = cli("check", "c", "-f", "concise")
    assert (result.status, found(result)) == (2, ["ND501"])
    assert result.err == "newsdiff: c/fire/standard.txt: does not exist; check the path\n"


def test_a_file_that_is_gone_once_it_was_read(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from newsdiff.corpus import engines

    def gone(*rest: object, **options: object) -> Iterator[object]:
        for path in Path("c").rglob("*.txt"):
            path.unlink()
        return extract(*rest, **options)  # type: ignore[arg-type]

    extract = engines.extract_each
    monkeypatch.setattr(engines, "extract_each", gone)
    result = cli("check", "c", "-f", "concise", "--cache", "fresh")
    assert (result.status, found(result), result.err) == (1, ["ND101", "ND501"], "")


@pytest.mark.skipif(sys.platform == "win32", reason="rights are of another kind")
@pytest.mark.parametrize("path", ["c/fire/standard.txt", "c/fire"], ids=["a file", "a folder"])
def test_what_may_not_be_read(cli: Run, as_nobody: None, path: str) -> None:
    os.chmod(path, 0)
    result = cli("check", "c", "-f", "concise", "--no-cache")
    os.chmod(path, 0o755)
    assert (result.status, found(result)) == (2, ["ND501"])
    assert result.err.startswith(f"newsdiff: {path}: cannot be read")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b"\x00\x01\x02" * 100, "", id="binary"),
        pytest.param(b"x" * 2_000_000, "is above the limit", id="too large"),
        pytest.param(b"--- *** ---", "has no words", id="no words"),
    ],
)
def test_a_broken_file_is_named_and_the_rest_is_compared(cli: Run, content: bytes, reason: str) -> None:
    Path("c/fire/broken.txt").write_bytes(content)
    result = cli("check", "c", "-f", "concise")
    assert (result.status, found(result)) == (2, ["ND101", "ND501"])
    assert result.err.startswith(f"newsdiff: c/fire/broken.txt: {reason}")


@pytest.mark.skipif(sys.platform == "win32", reason="needs links and names of bytes")
def test_links_in_circles_and_to_nowhere(cli: Run) -> None:
    Path("c/fire/again").symlink_to(Path("c").resolve())
    Path("c/storm/self").symlink_to("self")
    Path("c/storm/dead.txt").symlink_to("lost.txt")
    result = cli("check", "c", "-f", "concise")
    assert (result.status, found(result)) == (2, ["ND101", "ND501"])
    assert result.err.startswith("newsdiff: c/storm/dead.txt: does not exist")


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes")
def test_names_of_any_bytes(cli: Run) -> None:
    names = [b"a\nb", b'it\'s "so"', b"caf\xe9", b"-f", b"\x1b[31m", b"a,b;c", b"%41{0}", "東京".encode()]
    for number, name in enumerate(names):
        story = os.path.join(b"n", b"%d " % number + name)
        os.makedirs(story)
        for source in ("ledger", "standard"):
            with open(os.path.join(story, name + source.encode() + b".txt"), "w", encoding="utf-8") as file:
                file.write(corpus.article("fire", source).replace("27", str(40 + number)))
    outputs = {name: Path(f"out.{name}") for name in ("json", "sarif", "junit", "csv", "github", "gitlab", "markdown")}
    options = [part for name, path in outputs.items() for part in ("--output", f"{name}={path}")]
    result = cli("check", "n", "-f", "concise", *options)
    assert (result.status, result.err) == (1, "")
    lines = result.out.splitlines()
    assert len(lines) == 2 * len(names), "a newline in a name is none in the report"
    assert all(": ND101 " in line for line in lines)
    assert "\x1b" not in result.out
    for path in outputs.values():
        assert b"\x1b" not in path.read_bytes()
    uris = {
        place["physicalLocation"]["artifactLocation"]["uri"]
        for finding in json.loads(outputs["sarif"].read_text())["runs"][0]["results"]
        for place in finding["locations"]
    }
    assert len(uris) == len(names)
    assert all(uri.isascii() for uri in uris)
    with open("list", "wb") as file:
        file.write(b"\0".join(os.path.join(b"n/0 a\nb", name) for name in os.listdir(b"n/0 a\nb")))
    listed = cli("check", "--files-from", "list", "-f", "concise")
    assert len(listed.out.splitlines()) == 2
    assert cli("check", "n", "--write-baseline", "known.json").status == 0
    assert cli("check", "n", "--baseline", "known.json").status == 0


def test_a_few_thousand_tiny_files(cli: Run) -> None:
    """A smaller number of what `python -m tests.bench.tiny` does with 50,000."""
    for number in range(3000):
        path = Path("tiny", f"{number % 100:02}", f"{number}.txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    Path("tiny/00/0.txt").write_text(corpus.article("fire", "ledger"))
    Path("tiny/00/100.txt").write_text(corpus.article("fire", "standard"))
    result = cli("check", "tiny", "-f", "concise")
    assert (result.status, found(result)) == (2, ["ND101"])
    assert result.err.count(": is empty;") == 2998


# --- outputs


@pytest.mark.skipif(sys.platform == "win32", reason="rights are of another kind")
def test_an_output_that_may_not_be_written_is_told_before_the_work(cli: Run, as_nobody: None) -> None:
    Path("closed").mkdir(mode=0o500)
    for option in (["-o", "closed/out.txt"], ["-o", "sarif=closed/out"], ["--write-baseline", "closed/known.json"]):
        result = cli("check", "c", *option)
        assert (result.status, result.out) == (2, "")
        name = "--output" if option[0] == "-o" else option[0]
        assert f"permission denied; name another {name}\n" in result.err


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_an_output_that_fails_keeps_no_other_from_being_written(cli: Run) -> None:
    result = cli("check", "c", "-o", "sarif=/dev/full", "-o", "json=out.json", "-f", "concise")
    assert (result.status, found(result)) == (2, ["ND101", "ND501"])
    assert result.err == "newsdiff: /dev/full: No space left on device\n"
    assert json.loads(Path("out.json").read_text())["summary"]["divergent"] == 2


# --- the cache


@pytest.mark.parametrize("state", ["a file", "damaged", "read-only", "foreign"])
def test_a_cache_that_cannot_be_used_costs_no_answer(cli: Run, state: str) -> None:
    expected = cli("check", "c", "-f", "json", "--no-cache")
    if state == "a file":
        Path("k").write_text("")
    else:
        cli("check", "c", "--cache", "k")
        [file] = Path("k").glob("*.sqlite3")
        if state == "damaged":
            file.write_bytes(file.read_bytes()[:5000] + b"oops" * 5000)
        elif state == "foreign":
            file.write_text("no database")
        else:
            for path in (file, Path("k")):
                path.chmod(path.stat().st_mode & ~0o222)
    for _ in range(2):
        result = cli("check", "c", "-f", "json", "--cache", "k")
        assert (result.out, result.status) == (expected.out, 1)
        assert result.err.count("\n") <= 1
        assert result.err == "" or result.err.startswith("newsdiff: warning: cache: ")
    Path("k").chmod(0o755)


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of a file's size stands for a full disk")
def test_a_full_disk_under_the_cache_costs_no_answer() -> None:
    code = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from newsdiff.corpus import cache\n"
        "cache.Cache('k').close()\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))\n"
        "from newsdiff.cli import main\n"
        "main(['check', 'c', '--cache', 'k', '-f', 'concise', '--jobs', '1'])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.count(": ND")) == (1, 4), done.stderr
    assert done.stderr.startswith("newsdiff: warning: cache: ")
    assert done.stderr.count("\n") == 1


def test_two_runs_at_once_on_one_cache(here: Path) -> None:
    many(here / "m", 12)
    runs = [process("m", "--cache", "k", "-f", "json", "--jobs", "1") for _ in range(2)]
    told = [run.communicate(timeout=300) for run in runs]
    assert [run.returncode for run in runs] == [1, 1]
    assert told[0] == told[1]
    assert told[0][1] == b""
    warm = process("m", "--cache", "k", "-f", "json")
    assert warm.communicate(timeout=300) == told[0]


# --- processes and signals


def children(pid: int) -> list[int]:
    """The processes at work for `pid`."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            parent = int(folder.joinpath("stat").read_text().rpartition(")")[2].split()[1])
            if parent == pid and b"spawn_main" in folder.joinpath("cmdline").read_bytes():
                found.append(int(folder.name))
        except (OSError, ValueError):  # No process, or one that has just ended.
            continue
    return sorted(found)


def wait_for_children(run: subprocess.Popen[bytes], number: int) -> list[int]:
    until = time.monotonic() + 60
    while time.monotonic() < until and run.poll() is None:
        if len(found := children(run.pid)) >= number:
            return found
        time.sleep(0.02)
    raise AssertionError("no processes were started")


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_a_process_that_is_killed_is_replaced(here: Path) -> None:
    many(here / "m", 60)
    run = process("m", "--no-cache", "-f", "json", "--jobs", "2")
    os.kill(wait_for_children(run, 2)[0], signal.SIGKILL)
    time.sleep(1.5)  # Into the work, this time.
    for pid in children(run.pid)[:1]:
        os.kill(pid, signal.SIGKILL)
    out, err = run.communicate(timeout=300)
    assert (run.returncode, err) == (1, b"")
    alone = process("m", "--no-cache", "-f", "json", "--jobs", "1")
    assert alone.communicate(timeout=300) == (out, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_says_how_far_it_got_and_leaves_a_valid_cache(here: Path, jobs: str) -> None:
    many(here / "m", 60)
    run = process("m", "--cache", "k", "--jobs", jobs, "-o", "out.txt")
    until = time.monotonic() + 120
    while time.monotonic() < until and not _kept(here / "k"):
        time.sleep(0.05)
    os.kill(run.pid, signal.SIGINT)
    out, err = run.communicate(timeout=60)
    assert (run.returncode, out) == (130, b"")
    assert err.startswith(b"newsdiff: interrupted after ")
    assert err.endswith(b" of 120 articles; the cache keeps what is done\n")
    assert not Path("/proc").exists() or children(run.pid) == []
    assert not (here / "out.txt").exists()
    done = subprocess.run(
        [*COMMAND, "cache", "info", "--cache", "k", "-f", "json"], env=environment(), capture_output=True, check=True
    )
    assert json.loads(done.stdout)["entries"] > 0


def _kept(folder: Path) -> int:
    """Entries in the cache, as another process sees them."""
    from newsdiff.corpus.cache import Cache

    with Cache(folder, create=False) as kept:
        return kept.info().entries


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_while_reading(here: Path) -> None:
    os.mkfifo(here / "c" / "wait.txt")
    run = process("c/wait.txt", "c", "--no-cache")
    time.sleep(1.5)
    os.kill(run.pid, signal.SIGINT)
    out, err = run.communicate(timeout=60)
    assert (run.returncode, out, err) == (130, b"", b"newsdiff: interrupted while reading, after 0 articles\n")


# --- what is not loaded


def test_a_second_run_never_loads_spacy(here: Path) -> None:
    code = (
        "import sys\nfrom newsdiff.cli import run\n"
        "status = run(['check', 'c', '--cache', 'k', '-f', 'concise', '-o', 'html=p.html', *sys.argv[1:]])\n"
        "print(status, sorted({'spacy', 'thinc', 'numpy', 'dateparser'} & sys.modules.keys()))\n"
    )

    def answer(*options: str) -> list[str]:
        done = subprocess.run(
            [sys.executable, "-c", code, *options], env=environment(), capture_output=True, text=True, check=False
        )
        assert done.stderr == ""
        return done.stdout.splitlines()

    first, second = answer(), answer()
    assert "spacy" in first[-1]
    assert second[-1] == "1 []"
    assert second[:-1] == first[:-1]
    assert answer("--min-confidence", "0.5", "--select", "ND1")[-1] == "1 []"
