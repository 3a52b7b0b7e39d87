"""`newsdiff check` with its engines, and with a corpus and reports at addresses."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.process import newsdiff

COMMON = ("--no-cache", "--isolated", "--exit-zero", "--quiet")
#: One has all findings, one those of the gate, and one why their sentences were put together.
WRITTEN = ("json", "sarif", "html")
HAS_DASK = importlib.util.find_spec("distributed") is not None
HAS_FSSPEC = importlib.util.find_spec("fsspec") is not None


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Twelve stories of two articles that differ in a figure, and a file that is no article."""
    for story in range(12):
        folder = tmp_path / "corpus" / f"story-{story:02}"
        folder.mkdir(parents=True)
        for name, more in (("a", 0), ("b", 2)):
            (folder / f"{name}.txt").write_text(
                f"Ostwick on Monday counted {story + 20 + more} trams that were late, mayor Ada Holt said.\n\n"
                f"“We need {story + 3} drivers,” she told reporters. A strike of {story + 2} days begins in May.\n",
                encoding="utf-8",
            )
    (tmp_path / "corpus" / "empty.txt").write_text("", encoding="utf-8")
    return tmp_path


def test_every_engine_gives_identical_bytes(corpus: Path) -> None:
    engines = {"one": ["--jobs", "1"], "pool": ["--jobs", "2"]}
    if HAS_DASK:
        engines["dask"] = ["--engine", "dask", "--jobs", "2"]
    told = {}
    for name, options in engines.items():
        outputs = ["--format", "json", *(part for each in WRITTEN for part in ("--output", f"{each}={name}.{each}"))]
        run = newsdiff("check", "corpus", *COMMON, *outputs, *options, cwd=corpus)
        assert run.returncode == 2, run.stderr
        told[name] = run.stderr, *((corpus / f"{name}.{each}").read_bytes() for each in WRITTEN)
    assert len(json.loads(told["one"][1])["stories"]) == 12
    assert told["one"][0] == b"newsdiff: corpus/empty.txt: is empty; give a file with the text of an article\n"
    assert b"Put together from" in told["one"][3]
    assert len(set(told.values())) == 1
    if not HAS_DASK:
        pytest.skip("one process and a pool agree; a cluster needs the extra newsdiff[dask]")


@pytest.mark.skipif(not HAS_FSSPEC, reason="needs the extra newsdiff[remote]")
def test_a_corpus_at_an_address_is_as_one_on_disk(corpus: Path) -> None:
    here = newsdiff("check", "corpus", *COMMON, "--output", "json=here.json", cwd=corpus)
    address = f"file://{corpus.as_posix()}"
    there = newsdiff("check", f"{address}/corpus", *COMMON, "--output", f"json={address}/there.json", cwd=corpus)
    assert (here.returncode, there.returncode) == (2, 2)
    told = (corpus / "there.json").read_bytes().replace(f"{address}/".encode(), b"")
    assert told == (corpus / "here.json").read_bytes()


@pytest.mark.parametrize(
    ("text", "variables", "options", "line"),
    [
        pytest.param('engine = "dask"', {}, [], "newsdiff[dask]", id="the file asks for a cluster"),
        pytest.param("", {"NEWSDIFF_ENGINE": "dask"}, [], "newsdiff[dask]", id="the environment does"),
        pytest.param('engine = "pool"', {"NEWSDIFF_ENGINE": "dask"}, [], "newsdiff[dask]", id="before the file"),
        pytest.param('engine = "dask"\naddress = "tcp://h:1"', {}, ["--engine", "pool"], "", id="a flag before it"),
        pytest.param("", {"NEWSDIFF_ADDRESS": "tcp://h:1"}, [], "NEWSDIFF_ADDRESS is of a cluster", id="no engine"),
        pytest.param('address = "tcp://h:1"', {}, [], "own.toml:1: address is of a cluster", id="nor in the file"),
    ],
)
def test_flags_before_the_environment_before_the_file(
    text: str,
    variables: dict[str, str],
    options: list[str],
    line: str,
    cli: Run,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    (folder / "own.toml").write_text(text)
    (folder / "empty").mkdir()
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    result = cli("check", "empty", "--no-cache", "--config", "own.toml", *options)
    assert result.status == 2
    assert line in result.err
    assert ("holds no article" in result.err) is (line == ""), "the pool gets as far as the files"


@pytest.mark.parametrize(
    ("options", "line"),
    [
        pytest.param(["--engine", "dusk"], "--engine: no such choice 'dusk'; did you mean dask?", id="no-such-engine"),
        pytest.param(["--address", "tcp://h:1"], "--address is of a cluster; give --engine dask too", id="no-engine"),
        pytest.param(["--engine", "dask"], "python -m pip install 'newsdiff[dask]'", id="no-extra"),
        pytest.param(["-o", "json=nosuch://o.json"], "nosuch://o.json: ", id="an-output-that-cannot-be-reached"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_is_refused_is_one_line(options: list[str], line: str, cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    result = cli("check", "a.txt", "b.txt", "--isolated", *options)
    assert result.status == 2
    assert line in result.err
    assert result.err.count("\n") == 1
    assert result.out == ""
