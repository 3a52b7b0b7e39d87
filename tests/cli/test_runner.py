"""Under GitHub's runner: no article and no file name commands it, whatever the format."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from newsdiff.report.formats import NAMES
from tests.cli.conftest import Run
from tests.process import environment

#: Both of the runner's kinds: at the start of a line, and anywhere in it.
COMMAND = re.compile(r"^\s*::|##\[", re.M)
WORDS = "::error title=it::was ##[add-mask]here"


@pytest.fixture(autouse=True)
def on_the_runner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")


@pytest.fixture
def named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two articles whose names and words are commands."""
    monkeypatch.chdir(tmp_path)
    names = []
    for name, figure in (("::warning::a ##[b].txt", 3), ("::debug::b.txt", 4)):
        text = f"{WORDS}\n\n{WORDS}. The mayor, Ada Holt, said {figure} trams were late.\n\n::stop-commands::x\n"
        Path(name).write_text(text)
        names.append(name)
    return names


@pytest.mark.parametrize("format_", [name for name in NAMES if name != "github"])
def test_no_line_of_a_report_is_a_command(cli: Run, named: list[str], format_: str) -> None:
    result = cli("compare", *named, "--reader", "off", "-f", format_)
    assert result.status == 0
    assert not COMMAND.search(result.out + result.err)
    if format_ == "json":
        assert [item["path"] for item in json.loads(result.out)["stories"][0]["articles"]] == named


def test_the_annotations_are_commands_of_newsdiff_alone(cli: Run, named: list[str]) -> None:
    lines = cli("compare", *named, "--reader", "off", "-f", "github", "-q").out.splitlines()
    assert lines
    assert all(re.match("::(warning|notice|error) (file|title)=", line) for line in lines)


@pytest.mark.parametrize(
    "command", [["extract"], ["group"], ["revisions", "--verbose"], ["compare", "--display", "inline"]]
)
def test_no_line_of_another_command_is_one(cli: Run, named: list[str], command: list[str]) -> None:
    result = cli(*command, *named)
    assert not COMMAND.search(result.out + result.err)


def test_elsewhere_names_are_as_they_are(cli: Run, named: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS")
    assert cli("compare", *named, "--reader", "off", "-f", "concise").out.startswith("::")


def test_warnings_of_libraries_are_not_shown() -> None:
    code = (
        "import sys, warnings, logging, newsdiff.cli as cli\n"
        "def run(_): warnings.warn('of a library'); logging.getLogger('some').warning('of another'); return 0\n"
        "cli.run = run; cli.main([])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
