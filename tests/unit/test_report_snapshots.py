"""Each renderer's output for the sample report, byte by byte; tests/snapshots/README.md says how to renew it."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from newsdiff.codes import BY_ID, CODES
from newsdiff.report import codes, explain, explain_json, json_format, table
from newsdiff.report.formats import FORMATS
from newsdiff.report.look import Look
from newsdiff.report.visible import ascii_signs
from tests.sample_explanation import EXPLANATION
from tests.sample_report import REPORT

SNAPSHOTS = Path(__file__).parent.parent / "snapshots"
UPDATE = bool(os.environ.get("NEWSDIFF_UPDATE_SNAPSHOTS"))

RENDERINGS: dict[str, Callable[[], str]] = {
    "table-80.txt": lambda: table.render(REPORT, Look(80, screen=True)),
    "table-80-colour.txt": lambda: table.render(REPORT, Look(80, screen=True, color=True)),
    "table-160.txt": lambda: table.render(REPORT, Look(160, screen=True)),
    "table-60-verbose.txt": lambda: table.render(REPORT, Look(60, screen=True, verbose=True)),
    "table-80-top-1.txt": lambda: table.render(REPORT, Look(80, screen=True, top=1)),
    "table-piped.txt": lambda: table.render(REPORT, Look()),
    "table-80-ascii.txt": lambda: ascii_signs(table.render(REPORT, Look(80, screen=True, ascii=True))),
    "explain-80.txt": lambda: explain.render(EXPLANATION, Look(80, screen=True)),
    "explain-80-colour.txt": lambda: explain.render(EXPLANATION, Look(80, screen=True, color=True)),
    "explain-piped.txt": lambda: explain.render(EXPLANATION, Look()),
    "explain.json": lambda: explain_json.render(EXPLANATION),
    "report.json": lambda: json_format.render(REPORT),
    "codes-80.txt": lambda: codes.render_list(CODES, Look(80, screen=True)),
    "codes.json": lambda: codes.render_json(CODES),
    "code-80.txt": lambda: codes.render_pages([BY_ID["ND101"]], Look(80, screen=True)),
}
RENDERINGS |= {
    f"report-{name}{format_.ending}": partial(format_.render, REPORT)
    for name, format_ in FORMATS.items()
    if name != "json"
}


@pytest.mark.parametrize("name", RENDERINGS)
def test_snapshot(name: str) -> None:
    rendered, path = RENDERINGS[name](), SNAPSHOTS / name
    if UPDATE:
        path.write_bytes(rendered.encode())
    assert rendered.encode() == path.read_bytes()
