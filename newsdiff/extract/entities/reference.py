"""Pronouns and definite descriptions (`the Irish president`, `the company`) put to the entity they stand for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsdiff.extract.entities.linking import Cluster
from newsdiff.extract.entities.mentions import Gender, Mention
from newsdiff.lexicon.countries import countries
from newsdiff.lexicon.folding import fold
from newsdiff.lexicon.names import titles
from newsdiff.model import Quote

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from newsdiff.extract.parse_tree import ParseTree

_PERSONAL: dict[str, Gender] = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
_BODILY = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "themselves"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_COMPANY = frozenset(
    "company firm business corporation group bank agency retailer airline carrier manufacturer carmaker automaker "
    "ministry department organization organisation charity watchdog regulator newspaper broadcaster outlet council "
    "university team club union party startup maker publisher operator network institute court".split()
)
#: What a court is called it says of itself: another body is never "the court".
_OWN_NAME = frozenset({"court"})
_STATE = frozenset({"country", "nation"})
_TOWN = frozenset({"city", "town", "village", "island", "province", "region", "county"})
_BEFORE_OFFICE = frozenset({"former", "then", "acting", "outgoing", "late"})
_ONE_OF_MANY = frozenset({"a", "an", "another", "one"})
#: Sentences back that a pronoun, and a description, may reach.
_NEAR, _FAR = 3, 12
#: Code points between a quotation and the name of the one who speaks it.
_BESIDE = 40


#: A person's roles, whole and without their first words (`defence minister`, `minister`), each with its states.
_Offices = dict[str, set[str | None]]


@dataclass(slots=True)
class _Seen:
    """A mention already read: its place, its sentence, and how prominent it stood there."""

    cluster: Cluster
    at: int
    sentence: int
    subject: bool
    quoted: bool
    joined: bool = False  # the second of two that "and" joins


def refer(tree: ParseTree, found: Sequence[Quote], clusters: list[Cluster]) -> None:
    """Add to `clusters` the pronouns and descriptions that can be tied to one of them safely."""
    doc = tree.doc
    named = sorted(((m.start, m.end, c, m) for c in clusters for m in c.mentions), key=lambda item: item[:2])
    starts = {item[0]: item for item in named}
    covered = bytearray(len(doc))
    for start, end, _, _ in named:
        covered[start:end] = b"\1" * (end - start)
    quotes = [(quote.start, quote.end) for quote in found]
    opens = [start for start, _ in quotes]
    roles = {word for cluster in clusters if cluster.kind == "person" for word, _ in cluster.roles()}
    offices = {id(cluster): _offices(cluster) for cluster in clusters if cluster.kind == "person"}
    last_words = {end - 1: cluster for _, end, cluster, _ in named}
    ages = _ages(doc, named)
    speakers = _speakers(doc, named, quotes, opens)
    seen: list[_Seen] = []
    sentence = -1
    for token in tree.tokens:
        if token.is_sent_start:
            sentence += 1
        at = token.i
        if at in starts:
            _, end, named_one, _ = starts[at]
            root = doc[at:end].root if end - at > 1 else token
            quoted = _quoted(token.idx, quotes, opens)
            seen.append(_Seen(named_one, at, sentence, root.dep_ in _SUBJECTS, quoted, root.dep_ == "conj"))
            continue
        if covered[at]:
            continue
        lower = token.lower_
        if token.pos_ == "PRON":
            inside = _quotation(token.idx, quotes, opens)
            cluster = _ahead(token, lower, last_words) or _pronoun(
                token, lower, sentence, seen, inside >= 0, speakers.get(inside, set())
            )
            width = (at, at + 1)
        elif lower == "the" and (end := _aged(doc, at)):
            cluster, width = _of_age(doc[at + 1].text, sentence, seen, ages), (at, end)
        elif token.pos_ in ("NOUN", "PROPN") and _describes(token, roles):
            cluster, width = _description(token, lower, sentence, seen, covered, offices)
        else:
            continue
        if cluster is not None:
            cluster.mentions.append(Mention(width[0], width[1], doc[width[0] : width[1]].text))
            covered[width[0] : width[1]] = b"\1" * (width[1] - width[0])
            seen.append(_Seen(cluster, at, sentence, token.dep_ in _SUBJECTS, _quoted(token.idx, quotes, opens)))


def _describes(token: Token, roles: set[str]) -> bool:
    lower, lemma = token.lower_, token.lemma_.lower()
    return lower in titles().offices or lower in roles or lemma in _COMPANY or lower in _STATE or lower in _TOWN


def _ages(doc: Doc, named: list[tuple[int, int, Cluster, Mention]]) -> dict[int, set[str]]:
    """By cluster, the ages told beside a name: `Lena Hartmann, 43,` and `43-year-old Lena Hartmann`."""
    ages: dict[int, set[str]] = {}
    for start, end, cluster, _ in named:
        after = doc[end : end + 3]
        if len(after) > 1 and after[0].text == "," and after[1].is_digit and after[-1].is_punct | (len(after) == 2):
            ages.setdefault(id(cluster), set()).add(after[1].text)
        if start >= 5 and doc[start - 1].lower_ == "old" and doc[start - 3].lower_ == "year":
            ages.setdefault(id(cluster), set()).add(doc[start - 5].text)
    return ages


def _aged(doc: Doc, at: int) -> int:
    """Where `the 43-year-old` that begins at `at` ends, with the noun that follows it; 0 where there is none."""
    if at + 5 >= len(doc) or not doc[at + 1].is_digit or doc[at + 3].lower_ != "year" or doc[at + 5].lower_ != "old":
        return 0
    end = at + 6
    while end < min(len(doc), at + 9) and doc[end].pos_ in ("NOUN", "ADJ"):
        end += 1
    return 0 if end < len(doc) and doc[end].pos_ == "PROPN" else end


def _of_age(age: str, sentence: int, seen: list[_Seen], ages: dict[int, set[str]]) -> Cluster | None:
    """The person told to be of that age, else the last subject who is told to be of no other."""
    persons = [item for item in reversed(seen[-60:]) if item.cluster.kind == "person"]
    for item in persons:
        if age in ages.get(id(item.cluster), ()):
            return item.cluster
    for item in persons:
        if sentence - item.sentence <= _NEAR and item.subject and id(item.cluster) not in ages:
            return item.cluster
    return None


def _ahead(token: Token, lower: str, last_words: dict[int, Cluster]) -> Cluster | None:
    """`When he woke, Peter Lund …`: the subject of the main clause that follows the pronoun's own."""
    gender, verb = _PERSONAL.get(lower), token.head
    if gender is None or token.dep_ not in _SUBJECTS or verb.dep_ != "advcl" or verb.i > verb.head.i:
        return None
    for child in verb.head.lefts:
        cluster = last_words.get(child.i)
        if child.dep_ in _SUBJECTS and child.i > verb.i and cluster is not None and cluster.kind == "person":
            return cluster if cluster.gender in (None, gender) else None
    return None


def _unnamed_speaker(token: Token) -> bool:
    """`A customer said she had seen …`: the pronoun stands for one who has no name."""
    verb = token.head
    if token.dep_ not in _SUBJECTS or verb.dep_ != "ccomp":
        return False
    subjects = [child for child in verb.head.lefts if child.dep_ in _SUBJECTS]
    return any(child.pos_ == "NOUN" and any(word.lower_ in _ONE_OF_MANY for word in child.lefts) for child in subjects)


def _quotation(offset: int, quotes: list[tuple[int, int]], opens: list[int]) -> int:
    """The number of the quotation that holds `offset`; -1 outside of all."""
    at = bisect_right(opens, offset) - 1
    return next((n for n in range(at, max(-1, at - 3), -1) if quotes[n][0] <= offset < quotes[n][1]), -1)


def _quoted(offset: int, quotes: list[tuple[int, int]], opens: list[int]) -> bool:
    return _quotation(offset, quotes, opens) >= 0


def _speakers(
    doc: Doc, named: list[tuple[int, int, Cluster, Mention]], quotes: list[tuple[int, int]], opens: list[int]
) -> dict[int, set[int]]:
    """By quotation, the clusters named as a subject right beside it: they are `I` in it, not `he`."""
    beside: dict[int, set[int]] = {}
    for start, end, cluster, _ in named:
        first, last = doc[start], doc[end - 1]
        if last.dep_ not in _SUBJECTS or _quoted(first.idx, quotes, opens):
            continue
        at = bisect_right(opens, first.idx)
        for n in range(max(0, at - 2), min(len(quotes), at + 1)):
            if abs(first.idx - quotes[n][1]) <= _BESIDE or abs(quotes[n][0] - last.idx) <= _BESIDE:
                beside.setdefault(n, set()).add(id(cluster))
    return beside


def _pronoun(
    token: Token, lower: str, sentence: int, seen: list[_Seen], quoted: bool, speakers: set[int]
) -> Cluster | None:
    gender = _PERSONAL.get(lower)
    if gender:
        if _unnamed_speaker(token):
            return None
        best = _best_person(token, gender, sentence, seen, quoted, speakers)
        if best is not None and best.gender is None:
            best.gender = gender
        return best
    if lower in _BODILY:
        if token.dep_ == "expl" or (token.dep_ == "nsubj" and _weather(token)):
            return None
        return _best_body(token, sentence, seen, quoted, ("organisation", "place"))
    if lower in _PLURAL:
        if any(i.joined and i.cluster.kind == "person" and sentence - i.sentence <= 1 for i in seen[-8:]):
            return None  # two persons who were named together
        return _best_body(token, sentence, seen, quoted, ("organisation", "group"))
    return None


def _weather(token: Token) -> bool:
    """`it is likely that …`: the subject stands for a clause."""
    head = token.head
    if head.lemma_ in ("seem", "appear", "turn", "rain", "snow", "happen"):
        return True
    return head.lemma_ == "be" and any(child.dep_ in ("ccomp", "xcomp", "acomp", "advcl") for child in head.children)


def _best_person(
    token: Token, gender: Gender, sentence: int, seen: list[_Seen], quoted: bool, speakers: set[int]
) -> Cluster | None:
    """The person of that gender who stands nearest, subjects and known genders first."""
    best, top = None, float("-inf")
    for steps, item in enumerate(reversed(seen)):
        if steps > 60 or sentence - item.sentence > _NEAR:
            break
        cluster = item.cluster
        if cluster.kind != "person" or cluster.gender not in (None, gender) or id(cluster) in speakers:
            continue
        same_clause = item.sentence == sentence and not item.subject and token.dep_ in _SUBJECTS
        score = -2.0 * (sentence - item.sentence) + 1.6 * item.subject + 1.0 * (cluster.gender == gender)
        score += 0.2 * min(len(cluster.mentions), 5) - 0.05 * steps - 0.8 * same_clause - 1.5 * (item.quoted != quoted)
        if score > top:
            best, top = cluster, score
    return best


def _best_body(token: Token, sentence: int, seen: list[_Seen], quoted: bool, kinds: tuple[str, ...]) -> Cluster | None:
    """The organisation or place that was the subject of this sentence so far or of the one before."""
    for steps, item in enumerate(reversed(seen)):
        if steps > 30 or sentence - item.sentence > 1:
            return None
        if item.cluster.kind in kinds and item.subject and item.quoted == quoted and item.at != token.head.i:
            return item.cluster
    return None


def _description(
    token: Token, lower: str, sentence: int, seen: list[_Seen], covered: bytearray, offices: Mapping[int, _Offices]
) -> tuple[Cluster | None, tuple[int, int]]:
    doc = token.doc
    left = token.left_edge.i
    none = (None, (token.i, token.i + 1))
    if token.i - left > 4 or doc[left].lower_ != "the" or token.dep_ in ("compound", "appos", "attr", "amod"):
        return none
    if any(covered[left + 1 : token.i]) and not countries().find(fold(doc[left + 1].text)):
        return none
    between = [doc[i] for i in range(left + 1, token.i)]
    states = [state for word in between if (state := countries().find(fold(word.text)))]
    extra = [word for word in between if not countries().find(fold(word.text))]
    if any(child.dep_ in ("prep", "relcl", "acl") for child in token.rights):
        return none
    start = left if not any(covered[left : token.i + 1]) else token.i
    width = (start, token.i + 1)
    role = " ".join([word.lower_ for word in extra if word.lower_ not in _BEFORE_OFFICE] + [lower])
    wanted = fold(states[0]) if states else None
    bodily = token.lemma_.lower() in _COMPANY or lower in _STATE or lower in _TOWN
    if lower in titles().offices or role in titles().offices or not bodily:
        for steps, item in enumerate(reversed(seen)):
            if steps > 200 or sentence - item.sentence > 40:
                break
            if item.cluster.kind == "person" and _has_role(offices[id(item.cluster)], role, wanted):
                return item.cluster, width
        return none
    if extra or states:
        return none
    return _body(lower, sentence, seen), width


def _body(lower: str, sentence: int, seen: list[_Seen]) -> Cluster | None:
    """The body or place that `the company`, `the country`, `the city` stands for."""
    for item in reversed(seen[-60:]):
        if sentence - item.sentence > _FAR:
            break
        cluster = item.cluster
        if not (item.subject or len(cluster.mentions) > 1):
            continue
        if lower in _STATE or lower in _TOWN:
            state = cluster.key in countries().names
            fits = cluster.kind == "place" and state == (lower in _STATE) and sentence - item.sentence <= _NEAR
        else:
            fits = cluster.kind == "organisation" and (lower not in _OWN_NAME or lower in cluster.key.split())
        if fits:
            return cluster
    return None


def _offices(cluster: Cluster) -> _Offices:
    found: _Offices = {}
    for role, state in cluster.roles():
        words = role.split(" ")
        for at in range(len(words)):
            found.setdefault(" ".join(words[at:]), set()).add(state)
    return found


def _has_role(offices: _Offices, role: str, state: str | None) -> bool:
    states = offices.get(role, set())
    return bool(states) if state is None else state in states or None in states
