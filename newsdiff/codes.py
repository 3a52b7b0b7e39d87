"""The codes: what each kind of finding is called, the rule it states, an example, and how to silence it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from newsdiff.model import Facet, FacetKind, Verdict


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding: `facet` is what differs in it, None where nothing does.

    `rule` is one sentence; `example` are two invented articles that make a finding of this code, and `counter` says
    what looks like one and is none; `silence` is the way to go on without it. Where `later`, the second article of the
    example is of a later day.
    """

    id: str
    name: str
    verdict: Verdict
    facet: FacetKind | None
    rule: str
    example: tuple[str, str]
    counter: str
    silence: str
    later: bool = False


def _silence(id: str) -> str:
    return (
        f"leave it out of the gate with --ignore {id}; accept one finding with an [[ignore]] entry in newsdiff.toml "
        "(its fingerprint, or this code and a path, with a reason); accept all that is known with --baseline"
    )


def _divergent(id: str, name: str, facet: FacetKind, rule: str, example: tuple[str, str], counter: str) -> Code:
    return Code(id, name, "divergent", facet, rule, example, counter, _silence(id))


#: Every code, in order.
CODES: tuple[Code, ...] = (
    Code(
        "ND000",
        "agreed",
        "agreed",
        None,
        "Two or more articles report the same fact, and nothing in it conflicts.",
        (
            "The ferry Meridian ran aground off Port Allen on Tuesday.",
            "The ferry Meridian ran aground near Port Allen on Tuesday night.",
        ),
        "An article that leaves a detail out agrees with one that tells it: silence is no disagreement.",
        "it trips no gate; there is nothing to silence",
    ),
    _divergent(
        "ND101",
        "quantity-conflict",
        "quantity",
        "The articles give numbers for the same thing that cannot both be right.",
        (
            "The fire at the Halden mill injured 27 workers, the mayor said.",
            "The fire at the Halden mill injured 25 workers, the mayor said.",
        ),
        'Rounded and open figures are compatible: "about 30" with 27, "at least 20" with 27.',
    ),
    replace(
        _divergent(
            "ND102",
            "quantity-later",
            "quantity",
            "The article of a later day gives a higher count of people, such as the dead, that may have grown.",
            (
                "The fire at the Halden mill killed 11 workers, the mayor said.",
                "The fire at the Halden mill killed 14 workers, the mayor said.",
            ),
            "A later count that is lower has not grown, nor has one of the same day: both are ND101.",
        ),
        later=True,
    ),
    _divergent(
        "ND201",
        "date-conflict",
        "date",
        "The articles put the same event at times that do not overlap.",
        (
            "The Halden bridge collapsed on Monday, 3 March 2031.",
            "The Halden bridge collapsed on Wednesday, 5 March 2031.",
        ),
        'A wider time holds a narrower one: "in March" with "on 3 March". Relative days count from an article\'s own.',
    ),
    _divergent(
        "ND301",
        "place-conflict",
        "place",
        "The articles put the same event in places that exclude each other.",
        (
            "The cargo ship Orlanda sank 10 km north of Lisbon on Friday.",
            "The cargo ship Orlanda sank 10 km south of Lisbon on Friday.",
        ),
        "A place and one that holds it are compatible: Leeds and England. Two places that no table knows conflict only "
        "where neither article names the other's.",
    ),
    _divergent(
        "ND401",
        "name-conflict",
        "name",
        "The articles name different persons, bodies or things in the same part of the same event, or two holders of "
        "one office.",
        (
            "Lena Ott, the mayor of Halden, opened the new harbour on Friday.",
            "Ivo Brandt, the mayor of Halden, opened the new harbour on Friday.",
        ),
        'A title or a shorter form is the same name: "Ott", "Mayor Ott", "Lena Ott".',
    ),
    _divergent(
        "ND402",
        "attribution-conflict",
        "attribution",
        "The articles put the same words into the mouths of different sources.",
        (
            '"The dam was sound when we left it last night," said Lena Ott.',
            '"The dam was sound when we left it last night," said Ivo Brandt.',
        ),
        "A speaker who is not named conflicts with nobody, nor does a spokeswoman with the body she speaks for.",
    ),
    _divergent(
        "ND501",
        "quote-conflict",
        "quote",
        "The articles quote the same statement of the same source in different words.",
        (
            '"We were told to wait in the dark cabin for an hour," Ott said.',
            '"We were told to wait in the dark cabin for two hours," Ott said.',
        ),
        "A shorter quotation that the longer one holds is the same quotation.",
    ),
    _divergent(
        "ND601",
        "polarity-conflict",
        "polarity",
        "One article affirms what the other denies.",
        (
            "The mayor of Halden signed the harbour agreement on Friday.",
            "The mayor of Halden did not sign the harbour agreement on Friday.",
        ),
        'A denial is the same as a negation: "denied that he had signed it" agrees with "did not sign it".',
    ),
    _divergent(
        "ND602",
        "modality-conflict",
        "modality",
        "One article tells as done what the other tells as planned or possible.",
        (
            "Halden's council approved the new harbour budget, the mayor said.",
            "Halden's council may approve the new harbour budget, the mayor said.",
        ),
        'Words that only hedge are no conflict: "apparently", "is said to have"; nor is what only a title says.',
    ),
    _divergent(
        "ND801",
        "other-conflict",
        "other",
        "The articles fill the same place of the same fact with words that exclude each other.",
        (
            "Halden's harbour board accepted the plan for the new pier on Friday.",
            "Halden's harbour board rejected the plan for the new pier on Friday.",
        ),
        "Other words for the same thing are no conflict.",
    ),
    Code(
        "ND900",
        "unique",
        "unique",
        None,
        "One article alone reports it.",
        (
            "The fire at the Halden mill injured 27 workers. The mill was built in 1904.",
            "The fire at the Halden mill injured 27 workers.",
        ),
        "What another article says in other words is agreed, not unique.",
        "it trips the gate only with --fail-on unique or any; leave it out there with --ignore ND900",
    ),
)

BY_ID: Mapping[str, Code] = {code.id: code for code in CODES}
#: The code of a conflict of this kind.
OF_FACET: Mapping[FacetKind, str] = {code.facet: code.id for code in CODES if code.facet is not None and not code.later}
LATER = next(code.id for code in CODES if code.later)
AGREED = next(code.id for code in CODES if code.verdict == "agreed")
UNIQUE = next(code.id for code in CODES if code.verdict == "unique")


def code_of(facet: Facet) -> str:
    """The code of a facet that conflicts."""
    return LATER if facet.later else OF_FACET[facet.kind]
