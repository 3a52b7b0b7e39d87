"""Every facet of the registry is known wherever facets are named: in the model, the codes and the schemas."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import newsdiff.report
from newsdiff.codes import OF_FACET
from newsdiff.judge.facets import FACETS
from newsdiff.model import FACET_KINDS

KINDS = tuple(spec.kind for spec in FACETS)
SCHEMAS = Path(newsdiff.report.__file__).parent / "schema"


def enums(node: Any) -> Iterator[list[Any]]:
    """The enumerations of facets in a schema."""
    if isinstance(node, dict):
        if KINDS[0] in node.get("enum", ()):
            yield node["enum"]
        node = list(node.values())
    for part in node if isinstance(node, list) else ():
        yield from enums(part)


def test_the_model_and_the_codes_know_each_facet_in_its_order() -> None:
    assert KINDS == FACET_KINDS == tuple(OF_FACET)


def test_every_level_has_an_id_of_its_own() -> None:
    ids = [level.id for spec in FACETS for level in spec.levels]
    assert len(set(ids)) == len(ids)
    assert all(level.id.startswith(f"{spec.kind}.") for spec in FACETS for level in spec.levels)


def test_the_schemas_know_each_facet_in_its_order() -> None:
    found = [kinds for path in SCHEMAS.glob("*.json") for kinds in enums(json.loads(path.read_text(encoding="utf-8")))]
    assert found
    assert all(tuple(kind for kind in kinds if kind is not None) == KINDS for kinds in found)
