"""One plain sentence of what a finding is about: who says what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from newsdiff.model import FacetKind, Finding
from newsdiff.report.rows import Said

#: What a source does with the words that fill a facet: of one source, and of several.
_VERBS: dict[FacetKind, tuple[str, str]] = {
    "quantity": ("says", "say"),
    "date": ("says", "say"),
    "place": ("says", "say"),
    "name": ("names", "name"),
    "attribution": ("has it from", "have it from"),
    "quote": ("quotes", "quote"),
    "polarity": ("says", "say"),
    "modality": ("says", "say"),
    "other": ("says", "say"),
}
#: What a source does that takes a stance, by the stance.
STANCES: Mapping[FacetKind, Mapping[str, tuple[str, str]]] = {
    "polarity": {"affirmed": ("affirms it", "affirm it"), "negated": ("denies it", "deny it")},
    "modality": {
        "asserted": ("tells it as a fact", "tell it as a fact"),
        "possible": ("tells it as possible", "tell it as possible"),
        "planned": ("tells it as planned", "tell it as planned"),
        "conditional": ("tells it under a condition", "tell it under a condition"),
    },
}


def plain_sentence(finding: Finding, said: Sequence[Said], sources: Sequence[str], of: int) -> str:
    """Who says what of `finding`, which the `sources` report, named, of the `of` articles of the story."""
    if finding.change is not None:
        return _changed(finding, said, sources)
    if finding.verdict == "unique":
        return f"Only {sources[0]} reports it."
    if finding.verdict == "agreed":
        everyone = "Both" if of == 2 else f"All {of}"
        other = (_other_words(item) for item in said if item.facet.relation == "compatible")
        return " ".join([f"{everyone if len(sources) == of else listed(sources)} report it.", *filter(None, other)])
    conflicts = [_conflict(item) for item in said if item.facet.relation == "conflict"]
    return " ".join(part for part in conflicts if part) or f"{listed(sources)} do not agree."


def _changed(finding: Finding, said: Sequence[Said], sources: Sequence[str]) -> str:
    """What became of it from the older version to the newer."""
    if finding.change == "kept":
        return "Both versions say so."
    if finding.change != "changed":
        return f"Only the {sources[0].lower()} says so."
    changes = (_became(item) for item in said if item.facet in finding.differing)
    return " ".join(filter(None, changes)) or "It was put in other words."


def _became(said: Said) -> str:
    """What became of the words that fill a facet; empty where both versions have the same."""
    kind, was = ("words", "were") if said.facet.kind == "other" else (said.facet.kind, "was")
    words = [item.text for item in said.wordings]
    if len(words) != 2:
        return ""
    old, new = words
    if not old or not new:
        return f"The {kind} {_quoted(old or new)} {was} {'left out' if old else 'added'}."
    return f"The {kind} {_quoted(old)} became {_quoted(new)}."


def listed(names: Sequence[str]) -> str:
    """a; a and b; a, b and c."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _other_words(said: Said) -> str:
    """What two sources say in words that go together; empty where all say the same."""
    words = list(dict.fromkeys(item.text for item in said.wordings if item.text))
    told = ", ".join(_quoted(each) for each in words)
    return f"The {said.facet.kind} in other words: {told}." if len(words) > 1 else ""


def _conflict(said: Said) -> str:
    if said.facet.kind in STANCES and (told := _stances(said, STANCES[said.facet.kind])):
        return told
    one, many = _VERBS[said.facet.kind]
    parts = [
        f"{listed(item.sources)} {one if len(item.sources) == 1 else many} {_quoted(item.text)}"
        for item in said.wordings
    ]
    return f"{'; '.join(parts)}." if len(parts) > 1 else ""


def _stances(said: Said, stances: Mapping[str, tuple[str, str]]) -> str:
    """Who affirms and who denies, or how sure each is; empty where a value does not say."""
    names = {article: name for item in said.wordings for article, name in zip(item.articles, item.sources, strict=True)}
    taken: dict[str, list[str]] = {}
    for value in said.facet.values:
        stance = str(value.value.get(said.facet.kind))
        if stance not in stances:
            return ""
        taken.setdefault(stance, []).append(names[value.article])
    parts = []
    for stance, sources in taken.items():
        one, many = stances[stance]
        sources = list(dict.fromkeys(sources))
        parts.append(f"{listed(sources)} {one if len(sources) == 1 else many}")
    return f"{'; '.join(parts)}." if len(parts) > 1 else ""


def _quoted(words: str) -> str:
    return f"“{words}”" if words else "nothing"
