"""Every command of the README is run, in a terminal of 80 columns, and what it prints is what the README shows.

    python -m tests.test_readme

rewrites the outputs shown in the README after a change that is meant. The two commands that install are run as
they stand in a copy of the project when NEWSDIFF_TEST_INSTALL=1; their compare command is always run.
"""

from __future__ import annotations

import difflib
import fcntl
import importlib.util
import os
import pty
import re
import shlex
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.process import COMMAND, ROOT, environment

README = ROOT / "README.md"
CI = ROOT / ".ci" / "run"
INSTALL = bool(os.environ.get("NEWSDIFF_TEST_INSTALL"))
VENV = "python3 -m venv .venv"
_FENCE = re.compile(r"^```(console|sh|python)\n(.*?)^```$", re.M | re.S)
_MARK = "\x01"


@dataclass(frozen=True)
class Step:
    """A command and what the README says it prints."""

    command: str
    output: str


def blocks(kind: str) -> list[str]:
    """The fenced blocks of `kind`: `console` shows commands after `$ ` and their output, `sh` and `python` do not."""
    return [body for found, body in _FENCE.findall(README.read_text(encoding="utf-8")) if found == kind]


def steps(block: str) -> list[Step]:
    """The commands of a console block, `> ` continuing one, each with the lines up to the next."""
    result: list[Step] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            result.append(Step(line[2:], ""))
        elif line.startswith("> ") and result and not result[-1].output:
            result[-1] = Step(f"{result[-1].command}\n{line[2:]}", "")
        else:
            result[-1] = Step(result[-1].command, f"{result[-1].output}{line}\n")
    return result


def run(commands: list[str]) -> list[str]:
    """What each command prints to a terminal, in one shell session in a copy of the examples."""
    with tempfile.TemporaryDirectory() as folder:
        work, bin_folder = Path(folder, "work"), Path(folder, "bin")
        shutil.copytree(ROOT / "examples", work / "examples")
        bin_folder.mkdir()
        shim = bin_folder / "newsdiff"
        shim.write_text(f'#!/bin/sh\nexec {shlex.join(COMMAND)} "$@"\n')
        shim.chmod(0o755)
        script = "status=0\n" + "".join(
            f"printf '\\001'; (exit $status)\n{command}\nstatus=$?\n" for command in commands
        )
        path = os.pathsep.join((str(bin_folder), str(Path(sys.executable).parent), os.environ.get("PATH", "")))
        env = environment(
            {"PATH": path, "NO_COLOR": "1", "TERM": "xterm", "XDG_CACHE_HOME": str(Path(folder, "cache"))}
        )
        printed = _in_terminal(["bash", "-c", script], work, env)
    return printed.split(_MARK)[1:]


def _in_terminal(command: list[str], cwd: Path, env: dict[str, str]) -> str:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs)
    os.close(theirs)
    chunks = []
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # Linux says EIO when the last writer is gone
            break
        if not chunk:
            break
        chunks.append(chunk)
    process.wait()
    os.close(ours)
    return b"".join(chunks).decode("utf-8").replace("\r\n", "\n")


def _missing(commands: list[str]) -> str | None:
    """A program other than newsdiff's own that the commands need and this machine lacks."""
    return next((name for name in ("jq",) if any(name in c for c in commands) and not shutil.which(name)), None)


@pytest.mark.parametrize("number", range(len(blocks("console"))))
def test_the_commands_print_what_the_readme_shows(number: int) -> None:
    shown = steps(blocks("console")[number])
    commands = [step.command for step in shown]
    if lacking := _missing(commands):
        pytest.skip(f"{lacking} is not on this machine")
    for step, printed in zip(shown, run(commands), strict=True):
        difference = difflib.unified_diff(step.output.splitlines(), printed.splitlines(), "README", "printed", n=1)
        assert step.output == printed, "\n".join([f"$ {step.command}", *difference])


def test_there_are_recipes() -> None:
    commands = "\n".join(step.command for block in blocks("console") for step in steps(block))
    for part in ("| jq", "--fail-on divergent", "--exit-code", "--date", "echo $?", "=- "):
        assert part in commands


@pytest.mark.parametrize("number", range(len(blocks("python"))))
def test_the_python_runs(number: int) -> None:
    command = [sys.executable, "-c", blocks("python")[number]]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert number or re.search("^divergent ", done.stdout, re.M)


def installing() -> list[list[str]]:
    """The parts of each command in an `sh` block that installs."""
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    return [line.split(" && ") for line in lines if "pip install" in line]


def test_one_command_compares_and_one_tests() -> None:
    compare, tests = installing()
    assert compare[:2] == [VENV, ".venv/bin/pip install ."]
    assert compare[2].startswith(".venv/bin/newsdiff compare examples/")
    assert tests == [VENV, ".venv/bin/pip install '.[dev]'", ".venv/bin/pytest"]
    assert " && ".join(tests) in CI.read_text(encoding="utf-8").splitlines()


def test_the_commands_for_developing_exist() -> None:
    text = README.read_text(encoding="utf-8")
    modules = set(re.findall(r"python -m (tests[\w.]+)", text))
    assert modules >= {"tests.eval.score", "tests.eval.floors", "tests.bench.cold", "tests.bench.extract"}
    assert modules >= {"tests.bench.hostile"}
    assert [name for name in modules if importlib.util.find_spec(name) is None] == []
    scripts = set(re.findall(r"`(\.ci/\w+)`", text))
    assert scripts >= {".ci/run", ".ci/matrix"}
    assert [name for name in scripts if not os.access(ROOT / name, os.X_OK)] == []


def test_the_compare_command_compares() -> None:
    [printed] = run([installing()[0][2].removeprefix(".venv/bin/")])
    assert re.search(r"^\d+ divergent · \d+ agreed · \d+ unique", printed, re.M)


@pytest.mark.skipif(not INSTALL, reason="NEWSDIFF_TEST_INSTALL=1 installs into a fresh copy, from the package index")
@pytest.mark.parametrize("number", [0, 1], ids=["compare", "tests"])
def test_the_command_runs_in_a_fresh_copy(number: int, tmp_path: Path) -> None:
    copy = tmp_path / "newsdiff"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".venv", ".git", ".*_cache", "__pycache__"))
    env = {key: value for key, value in os.environ.items() if key not in ("NEWSDIFF_TEST_INSTALL", "PYTHONPATH")}
    command = ["bash", "-c", " && ".join(installing()[number])]
    done = subprocess.run(command, cwd=copy, env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


def rewrite() -> None:
    """Put what the commands print now into the README."""

    def renewed(match: re.Match[str]) -> str:
        if match[1] != "console":
            return match[0]
        commands = [step.command for step in steps(match[2])]
        if lacking := _missing(commands):
            raise SystemExit(f"{lacking} is not on this machine")
        lines = [
            "$ " + command.replace("\n", "\n> ") + "\n" + printed
            for command, printed in zip(commands, run(commands), strict=True)
        ]
        return "```console\n" + "".join(lines) + "```"

    README.write_text(_FENCE.sub(renewed, README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    rewrite()
