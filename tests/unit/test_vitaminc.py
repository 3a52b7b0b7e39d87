"""What the reader may learn from VitaminC: pairs, relations, words in which they differ."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest

from training.calibrate import calibrated
from training.examples import COMPATIBLE, CONTRADICT, SAME
from training.vitaminc import vitaminc


def _row(claim: str, evidence: str, label: str, case: str = "1") -> str:
    return json.dumps({"case_id": case, "claim": claim, "evidence": evidence, "label": label})


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    fewer, more = "The Larch bridge cost $ 4 million .", "The Larch bridge cost $ 9 million ."
    old, new = "`` Larch '' was built for 4 million dollars .", "`` Larch '' was built for 9 million dollars ."
    rows = [
        _row(fewer, old, "SUPPORTS"),
        _row(fewer, new, "REFUTES"),
        _row(more, new, "SUPPORTS"),
        _row("Larch is a town .", "Larch lies on the Vell .", "NOT ENOUGH INFO", "2"),
        _row("Larch is old .", "word " * 80, "SUPPORTS", "3"),
    ]
    path = tmp_path / "some.zip"
    with ZipFile(path, "w") as files:
        files.writestr("some/test.jsonl", "\n".join(rows))
    return path


def test_pairs_have_the_relation_of_their_label_and_long_ones_are_left_out(archive: Path) -> None:
    assert [example.relation for example in vitaminc(archive)] == [SAME, CONTRADICT, SAME, COMPATIBLE]


def test_texts_read_as_they_stand_in_print(archive: Path) -> None:
    first = next(iter(vitaminc(archive)))
    assert first.texts == ("The Larch bridge cost $4 million.", '"Larch" was built for 4 million dollars.')


def test_a_contradiction_names_the_words_that_differ(archive: Path) -> None:
    [found] = [example for example in vitaminc(archive) if example.relation == CONTRADICT]
    assert found.differing is not None
    words = [text[start:end] for text, (start, end) in zip(found.texts, found.differing, strict=True)]
    assert words == ["$4", "9"]


def test_pairs_of_no_known_relation_do_not_calibrate(archive: Path) -> None:
    examples = list(vitaminc(archive))
    logits = np.array([[2.0, 0.0, 0.0], [0.0, 2.0, 0.0], [2.0, 0.0, 0.0], [0.0, 9.0, 0.0]])
    answers: list[list] = [[] for _ in examples]
    known = [number for number, example in enumerate(examples) if example.relation != COMPATIBLE]
    alone = calibrated([examples[n] for n in known], logits[known], [[] for _ in known])
    assert calibrated(examples, logits, answers) == alone
