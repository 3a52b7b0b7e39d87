"""What to ask the desks: every fact on which the articles of a story differ, with each source's words and place.

python examples/library/differences.py ARTICLE ARTICLE…
"""

from __future__ import annotations

import sys

from newsdiff import NewsdiffError, Report, compare, read


def questions(report: Report) -> list[str]:
    """A paragraph for each divergent finding, the most telling first."""
    [story] = report.stories
    sources = {article.id: article.source for article in story.articles}
    asked = []
    for finding in story.findings:
        if finding.verdict != "divergent":
            continue
        lines = [finding.summary]
        for facet in finding.facets:
            if facet.relation == "conflict":
                said = ", ".join(f"{sources[value.article]} “{value.text}”" for value in facet.values)
                lines.append(f"  {facet.kind}: {said}")
        places = {f"{sources[item.article]} line {item.claim.line}" for item in finding.claims}
        asked.append("\n".join([*lines, f"  see {', '.join(sorted(places))}"]))
    return asked


def main(paths: list[str]) -> int:
    """Compare the articles at `paths` and print what to ask; status 2 where they cannot be compared."""
    try:
        report = compare([read(path) for path in paths])
    except NewsdiffError as error:
        print(f"differences: {error}", file=sys.stderr)
        return 2
    print("\n\n".join(questions(report)) or "They differ in nothing.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
