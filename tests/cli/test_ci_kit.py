"""The CI kit: the example pipeline does what its README says, and the hook, the action and the snippets run newsdiff.

    python -m tests.cli.test_ci_kit

rewrites the example's baseline and the outputs that its README shows after a change that is meant.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import srsly

from newsdiff.cli import run
from tests.process import COMMAND, EXAMPLES, ROOT, environment
from tests.test_readme import Step, steps
from tests.unit.consumers import CONSUMERS

CI = EXAMPLES / "ci"
README = CI / "README.md"
ACTION = ROOT / ".github" / "actions" / "newsdiff"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)
_MARK = "\x01"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the scripts are for a POSIX shell")


def shown() -> list[Step]:
    """The commands of the README and what it says they print."""
    return [step for block in _BLOCK.findall(README.read_text(encoding="utf-8")) for step in steps(block)]


def path_with_newsdiff(folder: Path) -> str:
    """A PATH on which `newsdiff` is the one under test."""
    shim = folder / "newsdiff"
    shim.write_text(f'#!/bin/sh\nexec {shlex.join(COMMAND)} "$@"\n')
    shim.chmod(0o755)
    return os.pathsep.join((str(folder), str(Path(sys.executable).parent), os.environ.get("PATH", "")))


def pipeline(commands: list[str]) -> list[str]:
    """What each command prints, stderr too, as a pipeline runs them: no terminal, in one shell, in a fresh copy."""
    with tempfile.TemporaryDirectory() as folder:
        work, bin_folder = Path(folder, "ci"), Path(folder, "bin")
        shutil.copytree(CI, work)
        bin_folder.mkdir()
        env = environment({"PATH": path_with_newsdiff(bin_folder), "NEWSDIFF_CACHE": str(Path(folder, "cache"))})
        script = "status=0\n" + "".join(f"printf '\\001'; (exit $status)\n{each}\nstatus=$?\n" for each in commands)
        done = subprocess.run(
            ["sh", "-c", script], cwd=work, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
    return done.stdout.decode().split(_MARK)[1:]


@pytest.fixture(scope="module")
def printed() -> list[str]:
    return pipeline([step.command for step in shown()])


@pytest.mark.parametrize("number", range(len(shown())))
def test_each_command_prints_what_the_readme_shows(printed: list[str], number: int) -> None:
    assert printed[number] == shown()[number].output


def test_clean_is_0_a_planted_divergence_1_a_broken_file_2(printed: list[str]) -> None:
    told = [
        (before.command, text.strip(), after_text.strip())
        for before, text, after, after_text in zip(shown(), printed, shown()[1:], printed[1:], strict=False)
        if after.command == "echo $?"
    ]
    assert [status for _, _, status in told] == ["0", "1", "0", "2"]
    assert {command for command, _, _ in told} == {"./check.sh"}
    clean, planted, known, broken = (text for _, text, _ in told)
    assert (clean, known) == ("", "")
    assert [line.split(": ")[0].rpartition(":")[0].rpartition(":")[0] for line in planted.splitlines()] == [
        "corpus/bridge/ledger.txt",
        "corpus/bridge/standard.txt",
    ]
    assert "ND101" in planted
    assert "newsdiff: corpus/market/wire.txt: is empty" in broken


def test_the_baseline_is_what_newsdiff_writes_today(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copytree(CI, tmp_path / "ci")
    monkeypatch.chdir(tmp_path / "ci")
    run(["check", "corpus", "--no-cache", "-q", "--write-baseline", "new.json"])
    assert Path("new.json").read_text() == (CI / "baseline.json").read_text()


def test_the_readme_names_every_file() -> None:
    names = {path.name for path in CI.iterdir()} - {"README.md", "reports"}
    assert names == {name.rstrip("/") for name in re.findall(r"^\| `([^`]+)` \|", README.read_text(), re.M)}


# --- the hook


def test_the_hook_runs_a_command_that_there_is() -> None:
    [hook] = srsly.read_yaml(ROOT / ".pre-commit-hooks.yaml")
    assert hook["pass_filenames"] is False, "a story is compared whole"
    assert run([*hook["entry"].split()[1:], "--help"]) == 0
    config = srsly.read_yaml(CI / "pre-commit-config.yaml")
    assert [each["id"] for each in config["repos"][0]["hooks"]] == [hook["id"]]


def test_the_hook_does_what_it_says(tmp_path: Path) -> None:
    [hook] = srsly.read_yaml(ROOT / ".pre-commit-hooks.yaml")
    shutil.copytree(CI, tmp_path / "ci")
    env = environment({"PATH": path_with_newsdiff(tmp_path), "NEWSDIFF_CACHE": str(tmp_path / "cache")})
    command = [*hook["entry"].split(), "corpus"]
    statuses = []
    for text in ("£4 million", "£9 million"):
        article = tmp_path / "ci" / "corpus" / "bridge" / "ledger.txt"
        article.write_text(article.read_text().replace("£4 million", text))
        statuses.append(
            subprocess.run(command, cwd=tmp_path / "ci", env=env, capture_output=True, check=False).returncode
        )
    assert statuses == [0, 1]


# --- the action


@pytest.fixture
def runner(tmp_path: Path) -> dict[str, str]:
    """What GitHub's runner gives a step, and the example's folder to run it in."""
    shutil.copytree(CI, tmp_path / "ci")
    (tmp_path / "temp").mkdir()
    return {
        "PATH": path_with_newsdiff(tmp_path),
        "RUNNER_TEMP": str(tmp_path / "temp"),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
        "GITHUB_ACTION_PATH": str(ACTION),
    }


def step(folder: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", str(ACTION / "check.sh")],
        cwd=folder / "ci",
        env=environment(env),
        capture_output=True,
        text=True,
        check=False,
    )


def inputs() -> dict[str, str]:
    """The action's inputs as its step sees them."""
    action = srsly.read_yaml(ACTION / "action.yml")
    [check] = [each for each in action["runs"]["steps"] if each.get("id") == "check"]
    assert check["run"] == 'bash "$GITHUB_ACTION_PATH/check.sh"'
    named = {key: value.removeprefix("${{ inputs.").removesuffix(" }}") for key, value in check["env"].items()}
    return {key: action["inputs"][name]["default"] for key, name in named.items()}


def test_the_action_annotates_writes_and_fails(runner: dict[str, str], tmp_path: Path) -> None:
    done = step(tmp_path, {**runner, **inputs(), "INPUT_PATHS": "corpus", "INPUT_ARGS": "--isolated\n--fail-on=any"})
    assert done.returncode == 1
    CONSUMERS["github"](done.stdout)
    assert "::warning file=corpus/fire/ledger.txt,line=9," in done.stdout
    assert (tmp_path / "output").read_text() == "status=1\nsarif=newsdiff.sarif\n"
    CONSUMERS["sarif"]((tmp_path / "ci" / "newsdiff.sarif").read_text())
    assert "25 people" in (tmp_path / "summary").read_text()
    assert list((tmp_path / "temp" / "newsdiff-cache").glob("*.sqlite3"))


def test_the_action_passes_what_passes(runner: dict[str, str], tmp_path: Path) -> None:
    env = {**inputs(), "INPUT_PATHS": "\ncorpus/bridge\ncorpus/fire\n", "INPUT_SARIF": "", "INPUT_CACHE": "false"}
    done = step(tmp_path, {**runner, **env, "INPUT_SUMMARY": "false"})
    assert (done.returncode, done.stdout) == (0, "")
    assert (tmp_path / "output").read_text() == "status=0\nsarif=\n"
    assert not (tmp_path / "summary").exists()
    assert list((tmp_path / "temp").iterdir()) == []


@pytest.mark.parametrize("text", ["$(touch hacked)", "; touch hacked", "`touch hacked`", "-o\nhacked"])
def test_nothing_of_the_inputs_is_run(runner: dict[str, str], tmp_path: Path, text: str) -> None:
    done = step(tmp_path, {**runner, **inputs(), "INPUT_PATHS": text})
    assert done.returncode == 2
    assert not (tmp_path / "ci" / "hacked").exists()


def test_the_steps_of_the_action_take_inputs_by_the_environment_alone() -> None:
    action = srsly.read_yaml(ACTION / "action.yml")
    assert action["runs"]["using"] == "composite"
    for each in action["runs"]["steps"]:
        assert "${{" not in each.get("run", ""), "what an input says would be run by the shell"
        assert "run" not in each or each["shell"] == "bash"
    for output in action["outputs"].values():
        assert re.fullmatch(r"\$\{\{ steps\.check\.outputs\.(sarif|status) \}\}", output["value"])


def test_the_workflow_uses_the_action_as_it_is() -> None:
    workflow = srsly.read_yaml(CI / "github-workflow.yml")
    uses = [each for each in workflow["jobs"]["newsdiff"]["steps"] if ".github/actions/newsdiff@" in each["uses"]]
    assert len(uses) == 1
    assert set(uses[0]["with"]) <= set(srsly.read_yaml(ACTION / "action.yml")["inputs"])


# --- GitLab


def test_the_job_writes_what_gitlab_reads(tmp_path: Path) -> None:
    job = srsly.read_yaml(CI / "gitlab-ci.yml")["newsdiff"]
    shutil.copytree(CI, tmp_path / "ci")
    env = environment({"PATH": path_with_newsdiff(tmp_path), "NEWSDIFF_CACHE": str(tmp_path / "cache")})
    article = tmp_path / "ci" / "corpus" / "bridge" / "ledger.txt"
    article.write_text(article.read_text().replace("£4 million", "£9 million"))
    [script] = job["script"]
    done = subprocess.run(["sh", "-c", script], cwd=tmp_path / "ci", env=env, capture_output=True, check=False)
    assert done.returncode == 1
    reports = job["artifacts"]["reports"]
    found = json.loads((tmp_path / "ci" / reports["codequality"]).read_text())
    assert [entry["check_name"] for entry in found] == ["ND101"]
    CONSUMERS["gitlab"]((tmp_path / "ci" / reports["codequality"]).read_text())
    CONSUMERS["junit"]((tmp_path / "ci" / reports["junit"]).read_text())
    assert job["artifacts"]["when"] == "always"


def rewrite() -> None:
    """Put what newsdiff does now into the example's baseline and README."""
    os.chdir(CI)
    (CI / "baseline.json").unlink(missing_ok=True)
    run(["check", "corpus", "--no-cache", "-q", "--write-baseline", "baseline.json"])
    texts = iter(pipeline([step.command for step in shown()]))

    def renewed(match: re.Match[str]) -> str:
        return "```console\n" + "".join(f"$ {step.command}\n{next(texts)}" for step in steps(match[1])) + "```"

    README.write_text(_BLOCK.sub(renewed, README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    rewrite()
