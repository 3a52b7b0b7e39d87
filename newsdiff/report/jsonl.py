"""The report as JSON lines: one finding a line, with the story that it belongs to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from newsdiff.model import Report
from newsdiff.report.json_format import finding_dict, inert
from newsdiff.report.rows import rows


@cache
def schema(name: str = "finding-1") -> dict[str, Any]:
    """The JSON Schema (2020-12) that every line fulfils; `change-1` is that of a line of revisions."""
    text = resources.files(__package__).joinpath("schema", f"{name}.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def pieces(report: Report) -> Iterator[str]:
    """One line a finding, in the order of the report; nothing where there is none."""
    for row in rows(report):
        paths = {article.id: article.path for article in row.story.articles}
        story = {"id": row.story.id, "title": row.story.title}
        found = {"story": story, **finding_dict(row.finding, paths)}
        yield inert(json.dumps(found, ensure_ascii=False, allow_nan=False)) + "\n"
