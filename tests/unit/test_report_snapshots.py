"""Each renderer's output for the sample report, byte by byte; tests/snapshots/README.md says how to renew it."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from newsdiff.codes import BY_ID, CODES
from newsdiff.report import codes, displays, explain, explain_json, json_format, table
from newsdiff.report.formats import FORMATS
from newsdiff.report.links import Links
from newsdiff.report.look import Look
from newsdiff.report.visible import ascii_signs
from tests.sample_explanation import EXPLANATION
from tests.sample_report import REPORT
from tests.sample_revisions import REVISIONS
from tests.unit.test_report_displays import texts, two_sources

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


#: Versions of one article have other words in every format; the page is seen in a browser.
RENDERINGS |= {
    f"revisions-{name}{format_.ending}": partial(format_.render, REVISIONS, verdicts={"divergent", "unique"})
    for name, format_ in FORMATS.items()
    if name != "html"
}
RENDERINGS["revisions-table-80.txt"] = lambda: table.render(REVISIONS, Look(80, screen=True))
RENDERINGS["revisions-table-80-colour.txt"] = lambda: table.render(REVISIONS, Look(80, screen=True, color=True))
RENDERINGS["revisions-table-piped.txt"] = lambda: table.render(REVISIONS, Look(), hidden=("kept",))
RENDERINGS["revisions-table-80-ascii.txt"] = lambda: ascii_signs(
    table.render(REVISIONS, Look(80, screen=True, ascii=True))
)

#: Each display at the widths of a quarter of a screen, an old terminal, half a screen and a whole one.
RENDERINGS |= {
    f"{display}-{width}.txt": partial(displays.render, REPORT, Look(width, screen=True), display=display)
    for display in displays.DISPLAYS
    for width in (60, 80, 120, 200)
}
RENDERINGS |= {
    f"{display}-80-colour.txt": partial(
        displays.render, REPORT, Look(80, screen=True, color=True, links=Links("/home/press", "desk")), display=display
    )
    for display in ("matrix", "side-by-side", "inline")
}
RENDERINGS["inline-80-two.txt"] = lambda: displays.render(two_sources(), Look(80, screen=True), display="inline")
RENDERINGS["table-80-context.txt"] = lambda: displays.render(REPORT, Look(80, screen=True), texts=texts(), context=1)


@pytest.mark.parametrize("name", RENDERINGS)
def test_snapshot(name: str) -> None:
    rendered, path = RENDERINGS[name](), SNAPSHOTS / name
    if UPDATE:
        path.write_bytes(rendered.encode())
    assert rendered.encode() == path.read_bytes()
