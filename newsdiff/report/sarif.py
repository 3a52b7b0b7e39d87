"""The report as SARIF 2.1.0 (OASIS), the interchange format of static analysis: one run, a result a finding."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any
from urllib.parse import quote

from newsdiff.codes import CODES, Code
from newsdiff.model import Report, Skipped, Verdict
from newsdiff.report.json_format import array, inert
from newsdiff.report.rows import STDIN, Place, Row, posix, rows
from newsdiff.report.visible import visible, visible_path

SCHEMA_URI = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVEL: dict[Verdict, str] = {"divergent": "warning", "unique": "note", "agreed": "none"}
#: How this program's fingerprints are called, and their version.
_FINGERPRINT = "newsdiffFinding/v1"


def pieces(report: Report, *, verdicts: Collection[Verdict]) -> Iterator[str]:
    """One log of one run with the findings of `verdicts`; what is agreed, if it is asked for, is a result of kind pass.

    Places that are no place in their file (of a web page, of a line of JSON) have its line alone.
    """
    run = {
        "tool": {
            "driver": {
                "name": "newsdiff",
                "version": report.version,
                "rules": [_rule(code) for code in CODES],
            }
        },
        "invocations": [_invocation(report)],
        "columnKind": "unicodeCodePoints",
        "results": [],
        "properties": {"model": report.model},
    }
    log = {"$schema": SCHEMA_URI, "version": "2.1.0", "runs": [run]}
    text = inert(json.dumps(log, ensure_ascii=False, indent=2, allow_nan=False)) + "\n"
    before, mark, after = text.partition('\n      "results": ')  # The one line that begins so: a string has no newline.
    yield before + mark
    yield from array((_result(row) for row in rows(report, verdicts)), "      ")
    yield after.removeprefix("[]")


def _rule(code: Code) -> dict[str, Any]:
    first, second = code.example
    return {
        "id": code.id,
        "name": "".join(part.capitalize() for part in code.name.split("-")),
        "shortDescription": _message(code.name.replace("-", " ")),
        "fullDescription": _message(code.rule),
        "help": _message(f"Example: “{first}” and “{second}” {code.counter} To silence it: {code.silence}."),
        "defaultConfiguration": {"level": _LEVEL[code.verdict]},
    }


def _result(row: Row) -> dict[str, Any]:
    finding = row.finding
    index = next((number for number, code in enumerate(CODES) if code.id == finding.code), None)
    return {
        "ruleId": finding.code,
        **({} if index is None else {"ruleIndex": index}),
        **({"kind": "pass"} if finding.verdict == "agreed" else {}),
        "level": _LEVEL[finding.verdict],
        "message": _message(row.message),
        "locations": [_location(row.main)],
        "relatedLocations": [
            {"id": number, **_location(place), "message": _message(f"{place.source}: {place.words}")}
            for number, place in enumerate(row.places[1:], 1)
        ],
        "partialFingerprints": {_FINGERPRINT: finding.id},
        "rank": round(100 * finding.salience, 2),
        "properties": {
            "story": row.story.id,
            "title": visible(row.story.title),
            **({} if finding.change is None else {"change": finding.change}),
            "confidence": round(finding.confidence, 4),
            "sources": finding.sources,
            "independent": finding.independent,
        },
    }


def _location(place: Place) -> dict[str, Any]:
    if place.file == STDIN:
        return {"logicalLocations": [{"name": STDIN, "fullyQualifiedName": "standard input"}]}
    region = {"startLine": place.line}
    if place.exact:
        region |= {
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
            "charOffset": place.start,
            "charLength": place.end - place.start,
        }
    return {"physicalLocation": {"artifactLocation": {"uri": uri(place.file)}, "region": region}}


def _invocation(report: Report) -> dict[str, Any]:
    """What went wrong on the way: an input left out makes the results incomplete, so the run is no success."""
    notifications = [_left_out(item) for item in report.skipped]
    notifications += [{"level": "warning", "message": _message(warning)} for warning in report.warnings]
    return {"executionSuccessful": not report.skipped, "toolExecutionNotifications": notifications}


def _left_out(item: Skipped) -> dict[str, Any]:
    where: Sequence[dict[str, Any]] = ()
    if item.path != STDIN:
        where = [{"physicalLocation": {"artifactLocation": {"uri": uri(posix(item.path))}}}]
    message = _message(f"left out: {visible_path(item.path)}: {item.reason}")
    return {"level": "error", "message": message, "locations": list(where)}


def _message(text: str) -> dict[str, str]:
    """A plain text message; what SARIF would take for a placeholder or a link is none."""
    return {"text": visible(text).replace("{", "{{").replace("}", "}}").replace("](", "] (")}


_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
#: What a URI may hold besides letters and digits, and the sign of what is encoded.
_OF_ADDRESSES = "%:/?#[]@!$&'()*+,;=-._~"


def uri(path: str) -> str:
    """`path` as a URI reference (RFC 3986), percent-encoded; bytes of a name that are no UTF-8 stand as they are.

    An address is one already.
    """
    if _ADDRESS.match(path):
        return quote(path, safe=_OF_ADDRESSES, errors="replace")
    try:
        data = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        data = path.encode("utf-8", "surrogatepass")
    text = quote(data, safe="/")
    return f"file://{text}" if os.path.isabs(path) else text
