"""What a run may be told, and what it refuses."""

from __future__ import annotations

import dataclasses

import pytest

from newsdiff.config import DEFAULT_MAX_BYTES, DEFAULT_MODEL, Config
from newsdiff.errors import NewsdiffError


def test_the_default_model_is_the_one_the_pipeline_loads() -> None:
    from newsdiff import nlp

    assert nlp.DEFAULT_MODEL == DEFAULT_MODEL


def test_the_default_limit_is_the_one_the_reader_has() -> None:
    from newsdiff.read import MAX_BYTES

    assert MAX_BYTES == DEFAULT_MAX_BYTES


def test_a_config_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Config().model = "other"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        pytest.param({"model": " "}, "model", id="a model has a name"),
        pytest.param({"max_bytes": 0}, "max_bytes", id="a limit of nothing"),
        pytest.param({"min_confidence": -0.1}, "min_confidence", id="below 0"),
        pytest.param({"min_confidence": 1.5}, "min_confidence", id="above 1"),
        pytest.param({"min_confidence": float("nan")}, "min_confidence", id="not a number"),
    ],
)
def test_bad_values_are_named(fields: dict[str, object], named: str) -> None:
    with pytest.raises(NewsdiffError, match=f"^{named}: "):
        Config(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("edge", [0, 1])
def test_confidence_has_closed_ends(edge: float) -> None:
    assert Config(min_confidence=edge).min_confidence == edge
