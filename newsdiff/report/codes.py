"""What the codes mean, as a list, as a page a code, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from rich.text import Text

from newsdiff.codes import Code
from newsdiff.report.layout import Page
from newsdiff.report.look import STYLES, Look

SCHEMA = "newsdiff/codes/1"
_DIM = STYLES["dim"]


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of `render_json`."""
    text = resources.files(__package__).joinpath("schema", "codes-1.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def render_list(codes: Sequence[Code], look: Look) -> str:
    """A line a code: its id, its name and its rule."""
    page = Page(look)
    width = max(len(code.name) for code in codes)
    for code in codes:
        page.block(Text.assemble(_id(code), f"  {code.name:<{width}}  "), Text(code.rule))
    return page.text()


def render_pages(codes: Sequence[Code], look: Look) -> str:
    """All that is to say of each code, one after the other."""
    page = Page(look)
    for number, code in enumerate(codes):
        if number:
            page.blank()
        page.block(Text(), Text.assemble(_id(code), "  ", (code.name, STYLES["title"]), (f"  {code.verdict}", _DIM)))
        page.blank()
        page.block(Text(), Text(code.rule))
        page.blank()
        page.block(Text("Example  ", _DIM), Text(code.example[0]))
        page.block(Text("         "), Text(code.example[1]))
        page.blank()
        page.block(Text("But      ", _DIM), Text(code.counter))
        page.blank()
        page.block(Text("Silence  ", _DIM), Text(f"{code.silence[0].upper()}{code.silence[1:]}."))
    return page.text()


def render_json(codes: Sequence[Code]) -> str:
    """The codes as `schema()` has them."""
    found = [
        {
            "id": code.id,
            "name": code.name,
            "verdict": code.verdict,
            "facet": code.facet,
            "rule": code.rule,
            "example": list(code.example),
            "counter": code.counter,
            "silence": code.silence,
        }
        for code in codes
    ]
    return json.dumps({"schema": SCHEMA, "codes": found}, ensure_ascii=False, indent=2) + "\n"


def _id(code: Code) -> Text:
    return Text(code.id, STYLES[code.verdict])
