"""The report as JUnit XML, the form that CI systems show as tests: a suite a story, a case a finding."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from xml.etree import ElementTree

from newsdiff.model import Report, Skipped, Story, Verdict
from newsdiff.report.rows import Row, story_rows
from newsdiff.report.visible import visible, visible_path

#: What `visible` leaves and XML 1.0 has no place for.
_NO_XML = re.compile("[\ufffe\uffff]")


def pieces(report: Report, *, verdicts: Collection[Verdict]) -> Iterator[str]:
    """Findings of `verdicts` are failures, what is agreed passes; what one source alone reports is left out unless it
    is one of `verdicts`. Inputs that were left out are errors, in a suite of their own. Suite by suite.
    """
    root = ElementTree.Element("testsuites", {"name": "newsdiff", **_summed(_suites(report, verdicts))})
    root.text = "\n"  # So that it is written as two tags, between which the suites go.
    opening, closing = ElementTree.tostring(root, encoding="unicode").split("\n")
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n{opening}\n'
    for suite in _suites(report, verdicts):
        ElementTree.indent(suite, level=1)
        yield f"  {ElementTree.tostring(suite, encoding='unicode')}\n"
    yield f"{closing}\n"


def _suites(report: Report, verdicts: Collection[Verdict]) -> Iterator[ElementTree.Element]:
    shown: set[Verdict] = {"divergent", "agreed", *verdicts}
    for story in report.stories:
        yield _story(story, story_rows(story, shown), verdicts)
    if report.skipped:
        yield _inputs(report.skipped)


_COUNTS = ("tests", "failures", "errors")


def _summed(suites: Iterable[ElementTree.Element]) -> dict[str, str]:
    totals = dict.fromkeys(_COUNTS, 0)
    for suite in suites:
        for name in _COUNTS:
            totals[name] += int(suite.get(name, "0"))
    return {name: str(total) for name, total in totals.items()}


def _suite(name: str, cases: Sequence[ElementTree.Element]) -> ElementTree.Element:
    counts = {
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": str(sum(case.find("error") is not None for case in cases)),
    }
    suite = ElementTree.Element("testsuite", {"name": name, **counts})
    suite.extend(cases)
    return suite


def _story(story: Story, found: Sequence[Row], verdicts: Collection[Verdict]) -> ElementTree.Element:
    title = _text(story.title).strip() or story.id
    cases = []
    for row in found:
        case = _case(f"{_text(row.summary)} [{_text(row.finding.id)}]", title)
        if row.finding.verdict in verdicts:
            failure = ElementTree.SubElement(case, "failure", message=_text(row.message), type=row.finding.code)
            said = (f"{_text(place.shown)}: {_text(place.source)}: {_text(place.words)}" for place in row.places)
            failure.text = "\n".join(["", *said, ""])
        cases.append(case)
    return _suite(title, cases)


def _inputs(skipped: Iterable[Skipped]) -> ElementTree.Element:
    name = "newsdiff: inputs left out"
    cases = []
    for item in skipped:
        case = _case(_NO_XML.sub("\ufffd", visible_path(item.path)), name)
        ElementTree.SubElement(case, "error", message=_text(item.reason), type="skipped")
        cases.append(case)
    return _suite(name, cases)


def _case(name: str, title: str) -> ElementTree.Element:
    """Readers of JUnit part a class name at its dots; the dots of a title part nothing."""
    return ElementTree.Element("testcase", name=name, classname=" ".join(title.replace(".", " ").split()))


def _text(text: str) -> str:
    return _NO_XML.sub("\ufffd", visible(text))
