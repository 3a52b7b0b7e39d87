"""Every format of a report by name: which findings it shows, how its files end, and its renderer, imported late."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal

from newsdiff.model import Report, Verdict

#: What a format for a gate shows where nobody says what the gate counts.
GATED: frozenset[Verdict] = frozenset({"divergent"})


@dataclass(frozen=True, slots=True)
class Format:
    """A format that looks the same wherever it goes; `renderer` is the function, `module.name`, that writes it.

    One that `shows` all has the findings of every verdict, one that shows the gated ones those that a gate counts.
    `escapes` are those that it has for characters beyond ASCII.
    """

    name: str
    renderer: str
    ending: str
    shows: Literal["all", "gated"]
    escapes: Literal["json", "xml", "none"]

    def render(self, report: Report, *, verdicts: Collection[Verdict] = GATED) -> str:
        """The report as text, a newline at its end; empty where the format has nothing to say."""
        module, function = self.renderer.split(".")
        write: Callable[..., Any] = getattr(import_module(f"{__package__}.{module}"), function)
        return str(write(report) if self.shows == "all" else write(report, verdicts=verdicts))

    def narrow(self, text: str) -> str:
        """`text` in ASCII, where the format has escapes for other characters: for streams that hold no other."""
        if self.escapes == "xml":
            return text.encode("ascii", "xmlcharrefreplace").decode()
        if self.escapes == "json":
            from newsdiff.report.json_format import ascii_only

            return ascii_only(text)
        return text


_ALL = (
    Format("concise", "concise.render", ".txt", "gated", "none"),
    Format("json", "json_format.render", ".json", "all", "json"),
    Format("jsonl", "jsonl.render", ".jsonl", "all", "json"),
    Format("csv", "separated.render_csv", ".csv", "all", "none"),
    Format("tsv", "separated.render_tsv", ".tsv", "all", "none"),
    Format("markdown", "markdown.render", ".md", "all", "none"),
    Format("sarif", "sarif.render", ".sarif", "gated", "json"),
    Format("junit", "junit.render", ".xml", "gated", "xml"),
    Format("github", "github.render", ".txt", "gated", "none"),
    Format("gitlab", "gitlab.render", ".json", "gated", "json"),
)
#: The formats of programs, by name; the table, which looks as its terminal does, is `table.render`.
FORMATS: Mapping[str, Format] = {format_.name: format_ for format_ in _ALL}
TABLE = "table"
NAMES: tuple[str, ...] = (TABLE, *FORMATS)
