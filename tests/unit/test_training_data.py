"""The contrasts that the reader learns from: every file is well formed, and every example marks words of its texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.process import ROOT
from training.check_contrasts import faults, main
from training.examples import APART, CONTRADICT, SAME, contrasts, corresponding

FILES = sorted((ROOT / "training" / "data" / "contrasts").glob("*.jsonl"))
GROUP = {
    "group": "t-001",
    "domain": "sea",
    "kind": "quantity",
    "fact": "dead in a sinking",
    "a": "Twelve people died when the ferry sank.",
    "same": "The sinking of the ferry cost a dozen lives.",
    "less": "Several people died on the ferry.",
    "conflict": "The sinking of the ferry cost fifteen lives.",
    "a_words": "Twelve people",
    "conflict_words": "fifteen lives",
    "other": "The ferry had room for twelve cars.",
    "answers": [["Twelve people", "a dozen lives"], ["sank", "sinking"], ["people", None]],
}


def test_there_are_contrasts() -> None:
    assert len(FILES) >= 11


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_group_is_well_formed(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        assert faults(json.loads(line)) == [], line


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_mark_stands_in_its_text(path: Path) -> None:
    sorts: dict[str, int | None] = {}
    for example in contrasts(path):
        sorts[example.sort] = example.relation
        for mark in example.marks:
            for text, place in ((example.texts[mark.side], mark.place), (example.texts[1 - mark.side], mark.answer)):
                assert place is None or 0 <= place[0] < place[1] <= len(text)
    assert sorts["same"] == sorts["less"] == SAME
    assert sorts["conflict"] == sorts["near"] == CONTRADICT
    assert sorts["other"] == APART


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        pytest.param({"a_words": "Twelve dogs"}, "a_words 'Twelve dogs' not in a", id="words"),
        pytest.param({"kind": "colour"}, "kind 'colour' is none of", id="kind"),
        pytest.param({"less": GROUP["same"]}, "two sentences are the same", id="twice"),
        pytest.param({"answers": [["sank", "went down"]]}, "answers: 'went down' not in same", id="answer"),
        pytest.param({"answers": []}, "answers is no list", id="no-answers"),
        pytest.param({"more": 1}, "unknown key more", id="key"),
    ],
)
def test_a_fault_is_named(change: dict[str, object], fault: str) -> None:
    assert faults(GROUP) == []
    assert any(fault in line for line in faults({**GROUP, **change}))


def test_the_check_tells_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text(json.dumps(GROUP) + "\n{\n", encoding="utf-8")
    assert main([str(path)]) == 1
    assert f"{path}:2: no JSON" in capsys.readouterr().out


def test_the_words_that_were_changed_are_found_in_what_they_were_changed_from() -> None:
    conflict, same = str(GROUP["conflict"]), str(GROUP["same"])
    start = conflict.index("fifteen lives")
    found = corresponding((start, start + len("fifteen lives")), conflict, same)
    assert found is not None
    assert same[slice(*found)] == "a dozen lives"
