"""newsdiff compares the facts that several news articles report about one story.

from newsdiff import compare, read

report = compare([read("a.txt"), read("b.txt")])
for finding in report.stories[0].findings:
    print(finding.verdict, finding.summary)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newsdiff.config import Config
from newsdiff.errors import NewsdiffError
from newsdiff.extract import extract
from newsdiff.model import Article, Claim, Explanation, Extraction, Finding, Report
from newsdiff.read import parse, read, read_all

if TYPE_CHECKING:
    from newsdiff.api import compare, explain
    from newsdiff.versions import revisions

__version__ = "0.1.0"
__all__ = [
    "Article",
    "Claim",
    "Config",
    "Explanation",
    "Extraction",
    "Finding",
    "NewsdiffError",
    "Report",
    "compare",
    "explain",
    "extract",
    "parse",
    "read",
    "read_all",
    "revisions",
]


def __getattr__(name: str) -> Any:
    """Import what needs every room when it is first asked for: `import newsdiff` stays quick."""
    if name == "revisions":
        from newsdiff.versions import revisions

        return revisions
    if name not in {"compare", "explain"}:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from newsdiff import api

    return getattr(api, name)
