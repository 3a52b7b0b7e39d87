"""Every command and every snippet of README.md and of the pages in examples/ is run, and prints what the page shows.

    python -m tests.test_readme [PAGE …]

rewrites the outputs shown in the pages, all of them or those named, after a change that is meant. Of a page

- `console` blocks are run each in a shell of their own, in a terminal of 80 columns, in a copy of the examples;
- `python` blocks are run one after another in one process, and a `text` block right below one is what it prints;
- `toml` blocks are read as configurations;
- links lead somewhere, and modules and scripts that are named are there.

`examples/ci/README.md` is a pipeline, without a terminal, and run by tests/cli/test_ci_kit.py. The two commands of the
README that install are run as they stand in a copy of the project when NEWSDIFF_TEST_INSTALL=1; their compare command
is always run.
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
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.process import COMMAND, EXAMPLES, ROOT, environment

README = ROOT / "README.md"
CI = ROOT / ".ci" / "run"
#: README first, then the pages beside what they explain.
PAGES = (README, *sorted(EXAMPLES.rglob("README.md")))
NAMES = tuple(page.relative_to(ROOT).as_posix() for page in PAGES)
#: The page that another test runs.
PIPELINE = "examples/ci/README.md"
INSTALL = bool(os.environ.get("NEWSDIFF_TEST_INSTALL"))
VENV = "python3 -m venv .venv"
KINDS = {"console", "python", "text", "toml", "sh"}
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
#: A snippet and, where it prints, the block right below it that shows what.
_SNIPPET = re.compile(r"^```python\n(.*?)^```\n(?:\n```text\n(.*?)^```$)?", re.M | re.S)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEAD = re.compile(r"^#+ (.+)$", re.M)
#: What a terminal does not show: where a link leads. https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
_HYPERLINK = re.compile(r"\x1b\]8;[^\x07\x1b]*(?:\x07|\x1b\\)")
_MARK = "\x01"


@dataclass(frozen=True)
class Step:
    """A command and what the page says it prints."""

    command: str
    output: str


@cache
def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: str, kind: str) -> list[str]:
    """The fenced blocks of `kind`: `console` shows commands after `$ ` and their output, the others do not."""
    return [body for found, body in _FENCE.findall(text(page)) if found == kind]


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


@contextmanager
def desk() -> Iterator[tuple[Path, dict[str, str]]]:
    """A folder with a copy of the examples, and the environment of a reader who has newsdiff, and nothing else set."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        work, bin_folder = home / "work", home / "bin"
        shutil.copytree(EXAMPLES, work / "examples")
        bin_folder.mkdir()
        shim = bin_folder / "newsdiff"
        shim.write_text(f'#!/bin/sh\nexec {shlex.join(COMMAND)} "$@"\n')
        shim.chmod(0o755)
        path = os.pathsep.join((str(bin_folder), str(Path(sys.executable).parent), os.environ.get("PATH", "")))
        yield work, environment(_settings(home, path))


def _settings(home: Path, path: str) -> dict[str, str]:
    who = {"NAME": "A. Reader", "EMAIL": "reader@example.org", "DATE": "2031-03-05T10:00:00Z"}
    return {
        "PATH": path,
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "NO_COLOR": "1",
        "TERM": "xterm",
        "NEWSDIFF_PAGER": "cat",
        "GIT_PAGER": "cat",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "color.ui",
        "GIT_CONFIG_VALUE_0": "false",
        **{f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()},
    }


def run(commands: list[str]) -> list[str]:
    """What each command prints to a terminal, in one shell session in a copy of the examples."""
    script = "status=0\n" + "".join(f"printf '\\001'; (exit $status)\n{command}\nstatus=$?\n" for command in commands)
    with desk() as (work, env):
        printed = _in_terminal(["bash", "-c", script], work, env)
    return _HYPERLINK.sub("", printed).split(_MARK)[1:]


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


def run_python(snippets: list[str]) -> list[str]:
    """What each snippet prints, run one after another in one process in a copy of the examples."""
    program = "".join(f"print({_MARK!r}, end='', flush=True)\n{snippet}\n" for snippet in snippets)
    with desk() as (work, env):
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=work, env=env, capture_output=True, text=True, check=False
        )
    assert done.returncode == 0, done.stderr
    return done.stdout.split(_MARK)[1:]


def _missing(commands: list[str]) -> str | None:
    """A program other than newsdiff's own that the commands need and this machine lacks."""
    words = set(re.findall(r"[\w-]+", " ".join(commands)))
    return next((name for name in ("jq", "git") if name in words and not shutil.which(name)), None)


def _different(shown: str, printed: str, what: str) -> str:
    return "\n".join([what, *difflib.unified_diff(shown.splitlines(), printed.splitlines(), "shown", "printed", n=1)])


_CONSOLE = [(page, number) for page in NAMES if page != PIPELINE for number in range(len(blocks(page, "console")))]


@pytest.mark.parametrize(("page", "number"), _CONSOLE, ids=[f"{page}-{number}" for page, number in _CONSOLE])
def test_the_commands_print_what_the_page_shows(page: str, number: int) -> None:
    shown = steps(blocks(page, "console")[number])
    commands = [step.command for step in shown]
    if lacking := _missing(commands):
        pytest.skip(f"{lacking} is not on this machine")
    for step, printed in zip(shown, run(commands), strict=True):
        assert step.output == printed, _different(step.output, printed, f"$ {step.command}")


@pytest.mark.parametrize("page", [page for page in NAMES if blocks(page, "python")])
def test_the_snippets_print_what_the_page_shows(page: str) -> None:
    shown = _SNIPPET.findall(text(page))
    assert len(shown) == len(blocks(page, "python"))
    for (snippet, output), printed in zip(shown, run_python([snippet for snippet, _ in shown]), strict=True):
        assert output == printed, _different(output, printed, snippet)


@pytest.mark.parametrize("page", [page for page in NAMES if blocks(page, "toml")])
def test_the_configurations_are_read(page: str, tmp_path: Path) -> None:
    for number, block in enumerate(blocks(page, "toml")):
        (tmp_path / "known.json").write_text('{"schema": "newsdiff/baseline/1", "findings": []}')
        (tmp_path / f"{number}.toml").write_text(block, encoding="utf-8")
        command = [*COMMAND, "config", "--config", f"{number}.toml"]
        done = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        for key in tomllib.loads(block):
            assert key in done.stdout


@pytest.mark.parametrize("page", NAMES)
def test_every_block_is_of_a_kind_that_is_run_and_text_is_the_exception(page: str) -> None:
    kinds = [kind for kind, _ in _FENCE.findall(text(page))]
    assert set(kinds) <= KINDS
    assert text(page).count("```") == 2 * len(kinds), "a fence that names no kind, or is not closed"
    free = kinds.count("text") - sum(bool(output) for _, output in _SNIPPET.findall(text(page)))
    assert free <= 1


def anchors(page: str) -> set[str]:
    """The names of a page's heads, as GitHub makes them."""
    outside = _FENCE.sub("", text(page))
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in _HEAD.findall(outside)}


@pytest.mark.parametrize("page", NAMES)
def test_every_link_leads_somewhere(page: str) -> None:
    for link in _LINK.findall(_FENCE.sub("", text(page))):
        if link.startswith(("https://", "http://")):
            continue
        target, _, anchor = link.partition("#")
        found = ((ROOT / page).parent / target).resolve() if target else ROOT / page
        assert found.exists(), link
        assert found.is_relative_to(ROOT), link
        if anchor:
            assert anchor in anchors(found.relative_to(ROOT).as_posix()), link


def test_every_page_is_found_from_the_readme() -> None:
    linked = {
        (ROOT / page).parent.joinpath(link.partition("#")[0]).resolve()
        for page in ("README.md", "examples/README.md")
        for link in _LINK.findall(text(page))
    }
    assert [page for page in PAGES if page != README and page not in linked] == []


def test_a_newcomer_reads_it_in_a_sitting() -> None:
    assert len(text("README.md").splitlines()) <= 320


def test_there_are_recipes() -> None:
    commands = "\n".join(step.command for page in NAMES for block in blocks(page, "console") for step in steps(block))
    for part in ("| jq", "--fail-on divergent", "--exit-code", "--date", "echo $?", "=- ", "--format html"):
        assert part in commands


def test_the_figure_of_the_weights_is_the_one_that_they_were_written_with() -> None:
    told = re.search(r"of (\d+) labelled stories, F1 ([\d.]+)", " ".join(text("newsdiff/align/weights.toml").split()))
    assert told is not None
    page = " ".join(text("examples/accuracy/README.md").split())
    assert f"from {told[1]} labelled stories" in page
    assert f"reach an F1 of {told[2]};" in page


def installing() -> list[list[str]]:
    """The parts of each command in an `sh` block of the README that installs."""
    lines = [line for block in blocks("README.md", "sh") for line in block.splitlines()]
    return [line.split(" && ") for line in lines if "pip install" in line]


def test_one_command_compares_and_one_tests() -> None:
    compare, tests = installing()
    assert compare[:2] == [VENV, ".venv/bin/pip install ."]
    assert compare[2].startswith(".venv/bin/newsdiff compare examples/")
    assert tests == [VENV, ".venv/bin/pip install '.[dev]'", ".venv/bin/pytest"]
    assert " && ".join(tests) in CI.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("page", NAMES)
def test_what_is_installed_is_there_to_install(page: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for extras in re.findall(r"pip install '(?:newsdiff|\.)\[([\w,]+)\]'", text(page)):
        assert set(extras.split(",")) <= set(project["optional-dependencies"])


def test_the_commands_for_developing_exist() -> None:
    whole = "\n".join(text(page) for page in NAMES)
    modules = set(re.findall(r"python -m (tests[\w.]+)", whole))
    assert modules >= {"tests.eval.score", "tests.eval.floors", "tests.bench.cold", "tests.bench.extract"}
    assert modules >= {"tests.bench.hostile", "tests.test_readme", "tests.pictures"}
    assert [name for name in modules if importlib.util.find_spec(name) is None] == []
    scripts = set(re.findall(r"`(\.ci/\w+)`", whole))
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


def rewrite(page: str) -> None:
    """Put what the commands and snippets print now into the page."""

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

    snippets = [snippet for snippet, _ in _SNIPPET.findall(text(page))]
    outputs = iter(run_python(snippets) if snippets else [])

    def printing(match: re.Match[str]) -> str:
        output = next(outputs)
        shown = f"\n```text\n{output}```" if output else ""
        return f"```python\n{match[1]}```\n{shown}" + ("" if match[2] or not output else "\n")

    whole = _SNIPPET.sub(printing, _FENCE.sub(renewed, text(page)))
    (ROOT / page).write_text(whole, encoding="utf-8")


if __name__ == "__main__":
    for wanted in sys.argv[1:] or [page for page in NAMES if page != PIPELINE]:
        rewrite(wanted)
