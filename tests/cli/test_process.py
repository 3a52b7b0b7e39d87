"""What only a process of its own shows: imports, pipes that close, encodings, signals, a real terminal."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.process import COMMAND, ROOT, environment, newsdiff
from tests.sample_report import TEXTS

#: newsdiff with the sample report in the engine's place: all else is the real thing.
_STUBBED = (
    sys.executable,
    "-c",
    "import dataclasses, sys, types; from tests.sample_report import REPORT; api = types.ModuleType('newsdiff.api')\n"
    "api.compare = lambda articles, config: dataclasses.replace(REPORT, skipped=())\n"
    "sys.modules['newsdiff.api'] = api\n"
    "from newsdiff.cli import main; main()",
)
_HEAVY = ("spacy", "dateparser", "charset_normalizer", "ftfy", "rapidfuzz")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for letter, text in TEXTS.items():
        (tmp_path / f"{letter}.txt").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--version",),
        ("compare", "--help"),
        ("compare",),
        ("compare", "a.txt", "lost.txt"),
        ("compare", "a.txt", "b.txt", "--date", "yesterday"),
        ("compare", "a.txt", "b.txt", "--format", "xml"),
        ("compare", "a.txt", "b.txt", "--output", "no/such/x"),
    ],
    ids=" ".join,
)
def test_help_and_errors_load_nothing_heavy(folder: Path, arguments: tuple[str, ...]) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "newsdiff", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode in (0, 2)
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines() if "|" in line}
    assert "newsdiff" in loaded
    assert not loaded & set(_HEAVY)


def test_version() -> None:
    done = newsdiff("--version")
    assert re.fullmatch(rb"newsdiff \d+\.\d+\.\d+\S*\n", done.stdout)
    assert (done.returncode, done.stderr) == (0, b"")


def test_help_in_a_pipe_has_no_boxes() -> None:
    text = newsdiff("compare", "--help").stdout.decode()
    assert "--fail-on" in text
    assert not set(text) & set("╭│─\x1b")


@pytest.mark.parametrize(
    ("command", "status"),
    [
        pytest.param([*COMMAND, "compare", "--help"], 0, id="help"),
        pytest.param([*_STUBBED, "compare", "a.txt", "b.txt"], 0, id="table"),
        pytest.param([*_STUBBED, "compare", "a.txt", "b.txt", "-f", "json"], 0, id="json"),
        pytest.param([*_STUBBED, "compare", "a.txt", "b.txt", "--exit-code"], 1, id="but the gate counts"),
    ],
)
def test_a_closed_pipe_is_no_error_and_silent(folder: Path, command: list[str], status: int) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = subprocess.Popen(command, cwd=folder, env=environment(), stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    _, errors = process.communicate()
    assert (process.returncode, errors) == (status, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_one_line(folder: Path) -> None:
    with open("/dev/full", "wb") as full:
        command = [*_STUBBED, "compare", "a.txt", "b.txt", "-f", "json"]
        done = subprocess.run(command, cwd=folder, env=environment(), stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[-1] == "newsdiff: standard output: No space left on device"


@pytest.mark.parametrize(
    "env",
    [
        pytest.param({"PYTHONIOENCODING": "ascii"}, id="ascii"),
        pytest.param({"PYTHONIOENCODING": "latin-1"}, id="latin-1"),
        pytest.param({"PYTHONIOENCODING": "", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, id="C"),
    ],
)
def test_a_narrow_encoding_is_no_crash(folder: Path, env: dict[str, str]) -> None:
    def run(*options: str) -> bytes:
        command = [*_STUBBED, "compare", "a.txt", "b.txt", *options]
        done = subprocess.run(command, cwd=folder, env=environment(env), capture_output=True, check=False)
        assert b"Traceback" not in done.stderr
        return done.stdout

    table = run()
    assert b"27 != b Twenty-five" in table
    assert rb"\u6771\u4eac" in table
    assert json.loads(run("-f", "json").decode("ascii"))["stories"][0]["articles"][1]["source"] == "東京 Coast"


def test_the_same_bytes_every_time(folder: Path) -> None:
    command = [*_STUBBED, "compare", "a.txt", "b.txt", "-f", "json"]
    seen = {
        subprocess.run(
            command, cwd=folder, env=environment({"PYTHONHASHSEED": seed}), capture_output=True, check=False
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("env", "colored"),
    [({"TERM": "xterm"}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
    ids=["a terminal", "NO_COLOR", "dumb"],
)
def test_a_real_terminal(folder: Path, env: dict[str, str], colored: bool) -> None:
    import pty

    primary, secondary = pty.openpty()
    command = [*_STUBBED, "compare", "a.txt", "b.txt", "-q"]
    process = subprocess.Popen(
        command, cwd=folder, env=environment({**env, "COLUMNS": "70"}), stdout=secondary, stderr=subprocess.PIPE
    )
    os.close(secondary)
    shown = b""
    while True:
        try:
            part = os.read(primary, 65536)
        except OSError:  # Linux says EIO when the last writer has left.
            break
        if not part:
            break
        shown += part
    process.communicate()
    os.close(primary)
    text = re.sub(r"\x1b\]8;[^\x1b]*\x1b\\", "", shown.decode().replace("\r\n", "\n"))
    assert ("\x1b[" in text) is colored
    assert "Divergent" in text
    assert max(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in text.splitlines()) <= 70


def test_the_module_and_the_script_are_one() -> None:
    import tomllib

    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert scripts == {"newsdiff": "newsdiff.cli:main"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_completes_options_and_their_words(shell: str) -> None:
    line = "newsdiff compare a.txt b.txt --format "
    env = {
        "_NEWSDIFF_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": line,
        "COMP_CWORD": "5",
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    done = newsdiff(env=env)
    assert b"json" in done.stdout
    assert b"table" in done.stdout
