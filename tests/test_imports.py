"""Imports run one way through the package, and one module alone loads spaCy."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.process import ROOT

PACKAGE = ROOT / "newsdiff"
BASE = {"model", "errors"}
TABLES = {*BASE, "config", "lexicon"}

#: What each room may import at run time, itself aside. A room that is not named here may not exist.
MAY: dict[str, set[str]] = {
    "model": set(),
    "errors": set(),
    "codes": {"model"},
    "fingerprint": {"model"},
    "config": {*BASE, "codes"},
    "lexicon": BASE,
    "read": TABLES,
    "clean": {*TABLES, "read"},
    "nlp": {*TABLES, "read", "clean"},
    "extract": {*TABLES, "read", "clean", "nlp"},
    "reader": BASE,
    "align": {*TABLES, "reader"},
    "judge": {*TABLES, "codes", "fingerprint", "reader"},
    "stories": {*TABLES, "align"},
    "report": {"model", "codes"},
    "corpus": {
        *TABLES,
        "codes",
        "fingerprint",
        "read",
        "clean",
        "nlp",
        "extract",
        "reader",
        "align",
        "judge",
        "stories",
        "api",
    },
    "versions": {*TABLES, "codes", "fingerprint", "read", "nlp", "extract", "reader", "judge", "api"},
    "api": {*TABLES, "read", "clean", "nlp", "extract", "reader", "align", "judge", "stories"},
}
#: The face of the package, its command and its front door see everything.
ANY = {"__init__", "__main__", "cli"}
HEAVY = {"spacy", "thinc"}
#: The module that loads a pipeline, and the one that spaCy loads to make a pipeline's component.
SPACY = (PACKAGE / "nlp.py", PACKAGE / "extract" / "component.py")


def room_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imports(path: Path, source: str | None = None) -> Iterator[tuple[int, str]]:
    """The line and full name of each module that `path` imports at run time, in functions too."""
    tree = ast.parse(path.read_text(encoding="utf-8") if source is None else source)
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            skipped.update(child for part in node.body for child in ast.walk(part))
    package = ("newsdiff", *path.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            name = ".".join(filter(None, (base, node.module or "")))
            if name == "newsdiff":  # `from newsdiff import model` names a room, `from newsdiff import __version__` none
                yield from ((node.lineno, f"newsdiff.{alias.name}") for alias in node.names)
            else:
                yield node.lineno, name


def room_imported(name: str) -> str | None:
    parts = name.split(".")
    if parts[0] != "newsdiff" or len(parts) < 2 or parts[1] == "__version__":
        return None
    return parts[1]


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_run_one_way(path: Path) -> None:
    room = room_of(path)
    if room in ANY:
        return
    assert room in MAY, f"newsdiff/{room}: a room that no rule of imports names"
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: newsdiff.{other}"
        for line, other in ((line, room_imported(name)) for line, name in imports(path))
        if other not in (None, room) and other not in MAY[room]
    ]
    assert wrong == []


def test_no_imports_go_in_a_circle() -> None:
    """Not in functions and not for types alone either; the package itself, which gives its version, is left out."""
    named = {".".join(("newsdiff", *path.relative_to(PACKAGE).with_suffix("").parts)): path for path in modules()}
    named = {name.removesuffix(".__init__"): path for name, path in named.items()}
    del named["newsdiff"]
    imported = {name: set[str]() for name in named}
    for name, path in named.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                found = (f"{node.module}.{alias.name}" for alias in node.names)
                imported[name] |= {each if each in named else str(node.module) for each in found}
    TopologicalSorter({name: found & named.keys() for name, found in imported.items()}).prepare()


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_two_modules_alone_import_spacy(path: Path) -> None:
    found = [f"{path.relative_to(ROOT)}:{line}" for line, name in imports(path) if name.split(".")[0] in HEAVY]
    assert found == [] or path in SPACY


def test_nlp_does_import_spacy() -> None:
    assert any(name.split(".")[0] == "spacy" for _, name in imports(PACKAGE / "nlp.py"))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("from newsdiff.report import table", ["newsdiff.report"], id="from-a-room"),
        pytest.param("from newsdiff import model", ["newsdiff.model"], id="from-the-package"),
        pytest.param("def f():\n    import spacy", ["spacy"], id="late"),
        pytest.param("from . import levels", ["newsdiff.judge"], id="relative"),
        pytest.param("from ..report import table", ["newsdiff.report"], id="relative-up"),
        pytest.param("if TYPE_CHECKING:\n    import spacy", [], id="for-types-only"),
        pytest.param("if TYPE_CHECKING:\n    pass\nelse:\n    import spacy", ["spacy"], id="else-of-types"),
    ],
)
def test_the_reading_of_imports(source: str, expected: list[str]) -> None:
    assert [name for _, name in imports(PACKAGE / "judge" / "quote.py", source)] == expected


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["--help"], id="help"),
        pytest.param(["--version"], id="version"),
        pytest.param(["compare", "--help"], id="compare-help"),
        pytest.param(["extract", "--help"], id="extract-help"),
        pytest.param(["codes"], id="codes"),
        pytest.param(["explain", "ND101"], id="explain-code"),
        pytest.param(["extract", "examples/gala/a.txt", "--layer", "furniture"], id="furniture-alone"),
        pytest.param(["compare", "no-such-file.txt", "nor-this.txt"], id="missing-file"),
        pytest.param(["compare", "--format", "nonsense"], id="bad-choice"),
    ],
)
def test_heavy_libraries_are_late(arguments: list[str]) -> None:
    code = (
        "import sys, runpy; sys.argv = ['newsdiff', *sys.argv[1:]]\n"
        "try:\n    runpy.run_module('newsdiff', run_name='__main__')\n"
        "except SystemExit:\n    pass\n"
        "loaded = {'spacy', 'thinc', 'numpy', 'dateparser', 'rapidfuzz'} & sys.modules.keys()\n"
        "print('loaded:', sorted(loaded))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.stdout.rstrip().endswith("loaded: []"), run.stdout[-200:] + run.stderr[-500:]
