"""`newsdiff git-diff` as git runs it, in a repository that the test makes."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from newsdiff.cli.git_diff import git_look, parse_change
from newsdiff.errors import NewsdiffError
from tests.cli.conftest import Run
from tests.process import ROOT, environment

GIT = shutil.which("git")
#: The README's command with the newsdiff that is tested.
DRIVER = shlex.join([sys.executable, "-m", "newsdiff", "git-diff"])
FIRST = """Two hurt as barn burns in Elmbridge

A barn burned down near Elmbridge on Friday, and two farm workers were hurt, the fire service said.

The barn was built in 1911. "I heard a bang and ran," said Nils Arden, a neighbour.
"""
SECOND = (
    FIRST.replace("Two", "Three")
    .replace("two", "three")
    .replace("workers were hurt, the fire", "workers were hurt,\nthe fire")
)
THIRD = SECOND.replace(' "I heard a bang and ran," said Nils Arden, a neighbour.', "")
NEW = "The bakery of Elmbridge won a prize on Monday. It employs nine people.\n"


@dataclass(frozen=True)
class Repository:
    """A repository with the driver set up as the README says."""

    folder: Path
    env: Mapping[str, str]

    def git(self, *arguments: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        assert GIT is not None
        return subprocess.run(
            [GIT, *arguments],
            cwd=self.folder,
            env={**self.env, **(env or {})},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def shown(self, *arguments: str, env: Mapping[str, str] | None = None) -> str:
        """What git prints; it and the driver are content, and say nothing on stderr."""
        done = self.git(*arguments, env=env)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        return done.stdout

    def commit(self, files: Mapping[str, str | bytes | None], message: str) -> None:
        for name, content in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                path.unlink()
            elif isinstance(content, bytes):
                path.write_bytes(content)
            else:
                path.write_text(content, encoding="utf-8")
        self.shown("add", "--all")
        self.shown("commit", "--quiet", "--message", message)


def make(folder: Path, cache: Path) -> Repository:
    if GIT is None:
        pytest.skip("there is no git; install it (apt-get install git) to test the diff driver")
    who = {"NAME": "Test", "EMAIL": "test@example.org"}
    env = {
        **{key: value for key, value in environment().items() if not key.startswith("GIT_")},
        **{f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()},
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_PAGER": "cat",
        "HOME": str(cache),
        "NEWSDIFF_CACHE": str(cache / "cache"),
    }
    repository = Repository(folder, env)
    repository.shown("init", "--quiet")
    repository.shown("config", "diff.newsdiff.command", DRIVER)
    (folder / ".gitattributes").write_text("*.txt diff=newsdiff\n", encoding="utf-8")
    return repository


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = make(tmp_path_factory.mktemp("repository"), tmp_path_factory.mktemp("home"))
    made.commit({"news/barn.txt": FIRST, "notes.md": "one\n"}, "first")
    made.commit({"news/barn.txt": SECOND}, "the toll")
    made.commit({"news/barn.txt": THIRD, "news/bakery.txt": NEW, "notes.md": "two\n"}, "a quotation less")
    return made


def test_the_driver_is_the_command_of_the_readme() -> None:
    page = (ROOT / "examples" / "revisions" / "README.md").read_text(encoding="utf-8")
    assert 'git config diff.newsdiff.command "newsdiff git-diff"' in page
    assert "echo '*.txt diff=newsdiff' >> .gitattributes" in page


def test_git_diff_of_two_commits(repository: Repository) -> None:
    shown = repository.shown("diff", "HEAD~2", "HEAD~1")
    assert shown.startswith("diff --newsdiff a/news/barn.txt b/news/barn.txt\n")
    assert "b three" in shown
    assert "2 changed · 0 added · 0 removed" in shown
    old, new = (repository.shown("rev-parse", "--short=7", f"HEAD~{n}:news/barn.txt").strip() for n in (2, 1))
    assert f"  a  {old} " in shown
    assert f"  b  {new} " in shown
    assert "\x1b" not in shown
    assert "git-blob" not in shown, "the names of git's own temporary files"


def test_other_files_are_shown_as_ever(repository: Repository) -> None:
    shown = repository.shown("diff", "HEAD~1", "HEAD")
    assert "-one\n+two\n" in shown
    assert "diff --newsdiff a/news/barn.txt b/news/barn.txt" in shown


def test_git_show_and_git_log(repository: Repository) -> None:
    assert "0 changed · 0 added · 1 removed" in repository.shown("show", "--ext-diff", "HEAD")
    log = repository.shown("log", "-p", "--ext-diff", "--format=%s", "--", "news/barn.txt")
    assert log.count("diff --newsdiff") == 3
    assert log.index("1 removed") < log.index("2 changed") < log.index("new file mode 100644")


def test_a_new_file_has_all_its_facts_added(repository: Repository) -> None:
    shown = repository.shown("diff", "HEAD~1", "HEAD", "--", "news/bakery.txt")
    assert "new file mode 100644" in shown
    assert "It employs nine people" in shown
    assert "0 changed · 2 added · 0 removed · 0 kept" in shown


@pytest.fixture
def fresh(tmp_path: Path) -> Repository:
    folder, home = tmp_path / "repository", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    return make(folder, home)


def test_the_working_tree_a_rename_a_deletion_and_what_cannot_be_read(fresh: Repository) -> None:
    fresh.commit(
        {"old.txt": SECOND, "gone.txt": NEW, "photo.txt": b"\x89PNG\r\n\x00\x00\x01\x02", "last.txt": NEW}, "a"
    )
    (fresh.folder / "old.txt").rename(fresh.folder / "new name.txt")
    text = SECOND.replace("1911", "1912")
    (fresh.folder / "new name.txt").write_text(text, encoding="utf-8")
    (fresh.folder / "gone.txt").unlink()
    (fresh.folder / "photo.txt").write_bytes(b"\x89PNG\r\n\x00\x00\x03\x04")
    (fresh.folder / "last.txt").write_text(NEW.replace("nine", "ten"), encoding="utf-8")
    fresh.shown("add", "--all")
    shown = fresh.shown("diff", "--cached", "--find-renames")
    assert "diff --newsdiff a/old.txt b/new name.txt\n" in shown
    assert "rename from old.txt" in shown
    assert "date  a 1911 → b 1912" in shown
    assert "deleted file mode 100644" in shown
    assert "0 changed · 0 added · 2 removed · 0 kept" in shown
    photo = shown.index("diff --newsdiff a/photo.txt b/photo.txt")
    assert "not compared: photo.txt" in shown[photo:]
    assert "nine → b ten" in shown, "git goes on with the others"


def test_a_file_that_is_no_article_any_more_is_told_of_and_git_goes_on(fresh: Repository) -> None:
    fresh.commit({"barn.txt": FIRST, "last.txt": NEW}, "a")
    (fresh.folder / "barn.txt").write_text("\n", encoding="utf-8")
    (fresh.folder / "last.txt").write_text(NEW.replace("nine", "ten"), encoding="utf-8")
    shown = fresh.shown("diff")
    assert "not compared: barn.txt (working tree) is empty" in shown
    assert "nine → b ten" in shown


@pytest.mark.parametrize(
    ("env", "config", "coloured"),
    [
        pytest.param({}, (), False, id="a pipe"),
        pytest.param({}, ("-c", "color.ui=always"), True, id="color.ui=always"),
        pytest.param({"GIT_PAGER_IN_USE": "true"}, (), True, id="git's pager"),
        pytest.param({"GIT_PAGER_IN_USE": "true"}, ("-c", "color.ui=false"), False, id="color.ui=false"),
        pytest.param({"GIT_PAGER_IN_USE": "true", "NO_COLOR": "1"}, (), False, id="NO_COLOR"),
        pytest.param({"GIT_PAGER_IN_USE": "true", "TERM": "dumb"}, (), False, id="TERM=dumb"),
    ],
)
def test_colour_is_as_git_is_told(
    repository: Repository, env: Mapping[str, str], config: Sequence[str], coloured: bool
) -> None:
    shown = repository.shown(*config, "diff", "HEAD~2", "HEAD~1", env={"COLUMNS": "70", "TERM": "xterm", **env})
    assert ("\x1b[" in shown) == coloured
    if "GIT_PAGER_IN_USE" in env:
        assert "───" in shown, "a screen has rules"
        assert max(len(line) for line in shown.splitlines() if "\x1b" not in line) <= 70


def test_the_second_time_comes_out_of_the_cache(repository: Repository) -> None:
    first = repository.shown("diff", "HEAD~2", "HEAD~1")
    env = {"NEWSDIFF_MODEL": "en_core_web_sm", "PYTHONPROFILEIMPORTTIME": "1"}
    done = repository.git("diff", "HEAD~2", "HEAD~1", env=env)
    assert done.stdout == first
    assert "import time:" in done.stderr
    assert " spacy" not in done.stderr, "nothing is parsed again"


def test_an_exit_status_only_where_git_trusts_it(repository: Repository) -> None:
    hashes = ["0" * 40, "1" * 40]
    file = repository.folder / "news" / "bakery.txt"
    command = [sys.executable, "-m", "newsdiff", "git-diff"]
    arguments = ["x.txt", "/dev/null", hashes[0], ".", str(file), hashes[1], "100644"]
    for options, status in (([], 0), (["--exit-code"], 1)):
        done = subprocess.run(
            [*command, *options, *arguments], env=dict(repository.env), capture_output=True, check=False
        )
        assert done.returncode == status


def test_what_git_hands_over() -> None:
    change = parse_change(
        ["a.txt", "/tmp/x", "abcdef0123", "100644", "b.txt", "0" * 40, "100644", "b.txt", "renamed\n"]
    )
    assert change is not None
    assert (change.old.path, change.new.path, change.said) == ("a.txt", "b.txt", "renamed\n")
    assert (change.old.name, change.new.name) == ("abcdef0", "working tree")
    assert parse_change(["unmerged.txt"]) is None


def test_an_error_of_its_own_is_said_in_one_line_and_git_goes_on(
    cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def compare_sides(*_: object) -> None:
        raise ValueError("no claim\nat all")

    monkeypatch.setattr("newsdiff.cli.git_diff.compare_sides", compare_sides)
    old, new = (str(tmp_path / name) for name in ("old", "new"))
    result = cli("git-diff", "barn.txt", old, "1" * 40, "100644", new, "2" * 40, "100644")
    assert (result.status, result.err) == (0, "")
    assert "not compared: internal error: ValueError: no claim at all; newsdiff revisions --debug" in result.out


def test_called_by_hand_it_says_how_to_set_it_up(cli: Run) -> None:
    result = cli("git-diff", "a.txt", "b.txt")
    assert (result.status, result.out) == (2, "")
    assert "git config diff.newsdiff.command" in result.err
    with pytest.raises(NewsdiffError, match="not 0"):
        parse_change([])


def test_a_pager_without_a_width_is_80_columns_wide() -> None:
    look = git_look("never", {"GIT_PAGER_IN_USE": "true"}, top=None, verbose=False)
    assert (look.screen, look.width, look.color, look.top) == (True, 80, False, 0)
