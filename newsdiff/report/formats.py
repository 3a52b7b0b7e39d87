"""Every format of a report by name: which findings it shows, how its files end, and its renderer, imported late."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal

from newsdiff.model import Grounds, Report, Verdict
from newsdiff.report.texts import Texts

#: What a format for a gate shows where nobody says what the gate counts.
GATED: frozenset[Verdict] = frozenset({"divergent"})
ALL: frozenset[Verdict] = frozenset({"divergent", "agreed", "unique"})


@dataclass(frozen=True, slots=True)
class Format:
    """A format that looks the same wherever it goes; `renderer` is the function, `module.name`, that writes it.

    One that `shows` all has the findings of every verdict, one that shows the gated ones those that a gate counts, one
    of tests also those that pass because they agree.
    `escapes` are those that it has for characters beyond ASCII. One that `reads` shows the articles' own texts too.
    """

    name: str
    renderer: str
    ending: str
    shows: Literal["all", "gated", "tests"]
    escapes: Literal["json", "xml", "none"]
    reads: bool = False

    def render(
        self,
        report: Report,
        *,
        verdicts: Collection[Verdict] = GATED,
        texts: Texts | None = None,
        grounds: Mapping[str, Grounds] | None = None,
    ) -> str:
        """The report as text, a newline at its end; empty where the format has nothing to say."""
        return "".join(self.pieces(report, verdicts=verdicts, texts=texts, grounds=grounds))

    def pieces(
        self,
        report: Report,
        *,
        verdicts: Collection[Verdict] = GATED,
        texts: Texts | None = None,
        grounds: Mapping[str, Grounds] | None = None,
    ) -> Iterator[str]:
        """The parts of what `render` gives, which need less memory than the whole where the format allows it.

        A format that reads shows the `texts` of the articles and, by the id of a story, the `grounds` of the
        findings that it is given.
        """
        module, function = self.renderer.split(".")
        write: Callable[..., Any] = getattr(import_module(f"{__package__}.{module}"), function)
        if self.reads:
            written = write(report, texts=texts, grounds=grounds)
        else:
            written = write(report) if self.shows == "all" else write(report, verdicts=verdicts)
        return iter((written,)) if isinstance(written, str) else iter(written)

    def needs(self, verdicts: Collection[Verdict]) -> frozenset[Verdict]:
        """The verdicts whose findings it writes, where a gate counts those of `verdicts`."""
        if self.shows == "gated":
            return frozenset(verdicts)
        return frozenset({"divergent", "agreed", *verdicts}) if self.shows == "tests" else ALL

    def narrow(self, text: str) -> str:
        """`text` in ASCII, where the format has escapes for other characters: for streams that hold no other."""
        if self.escapes == "xml":
            return text.encode("ascii", "xmlcharrefreplace").decode()
        if self.escapes == "json":
            from newsdiff.report.json_format import ascii_only

            return ascii_only(text)
        return text


_ALL = (
    Format("concise", "concise.pieces", ".txt", "gated", "none"),
    Format("json", "json_format.pieces", ".json", "all", "json"),
    Format("jsonl", "jsonl.pieces", ".jsonl", "all", "json"),
    Format("csv", "separated.csv_pieces", ".csv", "all", "none"),
    Format("tsv", "separated.tsv_pieces", ".tsv", "all", "none"),
    Format("markdown", "markdown.pieces", ".md", "all", "none"),
    Format("html", "html.pieces", ".html", "all", "xml", reads=True),
    Format("sarif", "sarif.pieces", ".sarif", "gated", "json"),
    Format("junit", "junit.pieces", ".xml", "tests", "xml"),
    Format("github", "github.render", ".txt", "gated", "none"),
    Format("gitlab", "gitlab.pieces", ".json", "gated", "json"),
)
#: The formats of programs, by name; the table, which looks as its terminal does, is `table.render`.
FORMATS: Mapping[str, Format] = {format_.name: format_ for format_ in _ALL}
TABLE = "table"
NAMES: tuple[str, ...] = (TABLE, *FORMATS)
