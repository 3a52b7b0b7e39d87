"""The report as workflow commands: annotations on the lines of a pull request, as many as GitHub shows of a step.

The escapes are those of the runner's own toolkit; it shows ten annotations of a level of each step and drops the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from newsdiff.codes import BY_ID
from newsdiff.model import Report, Skipped, Verdict
from newsdiff.report.rows import STDIN, Place, Row, posix, rows
from newsdiff.report.visible import visible, visible_path

#: What GitHub shows of one level of one step; of notices the last is left for the roll-up.
MOST = 10
_LEVEL: dict[Verdict, str] = {"divergent": "warning", "unique": "notice", "agreed": "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def render(report: Report, *, verdicts: Collection[Verdict]) -> str:
    """Errors for inputs left out, warnings for what differs, notices for the rest; then how many were not shown.

    The most telling findings come first, whatever their story; nothing is written where there is nothing to say.
    """
    found = sorted(rows(report, verdicts), key=lambda row: -row.finding.salience)
    warnings = [row for row in found if _LEVEL[row.finding.verdict] == "warning"]
    notices = [row for row in found if _LEVEL[row.finding.verdict] == "notice"]
    shown = [*warnings[:MOST], *notices[: MOST - 1]]
    lines = [_left_out(item) for item in report.skipped[:MOST]]
    lines += [_annotation(row) for row in shown]
    counts = (
        (len(found) - len(shown), len(found), "findings"),
        (len(report.skipped[MOST:]), len(report.skipped), "inputs left out"),
    )
    if told := " and ".join(f"{rest} of {of} {what}" for rest, of, what in counts if rest):
        lines.append(
            command("notice", {"title": "newsdiff"}, f"{told} are not shown here; the whole report has them all")
        )
    return "".join(line + "\n" for line in lines)


def command(level: str, properties: Mapping[str, str | int], message: str) -> str:
    """One workflow command, its parts escaped so that none ends it or begins another."""
    parts = ",".join(f"{key}={str(value).translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{level} {parts}::{message.translate(_DATA)}"


def _annotation(row: Row) -> str:
    code = BY_ID.get(row.finding.code)
    title = f"{row.finding.code} {code.name}" if code else row.finding.code
    others = [f"{other.source}: {other.shown}" for other in row.places[1:]]
    return command(_LEVEL[row.finding.verdict], {**_at(row.main), "title": title}, "\n".join([row.message, *others]))


def _at(place: Place) -> dict[str, str | int]:
    if place.file == STDIN:
        return {}
    where: dict[str, str | int] = {"file": visible_path(place.file), "line": place.line, "endLine": place.end_line}
    if place.exact and place.line == place.end_line:  # GitHub takes columns of one line alone.
        where |= {"col": place.column, "endColumn": place.end_column}
    return where


def _left_out(item: Skipped) -> str:
    where = {} if item.path == STDIN else {"file": visible_path(posix(item.path))}
    message = f"{visible_path(item.path)}: {visible(item.reason)}"
    return command("error", {**where, "title": "newsdiff: input left out"}, message)
