"""Names that mean one thing put together: short forms, acronyms, spellings, label errors mended by the majority."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsdiff.extract.entities.mentions import Gender, Kind, Mention
from newsdiff.lexicon.countries import countries
from newsdiff.lexicon.folding import fold
from newsdiff.lexicon.names import canonical, given_names, names, same_name

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: More names of one person or body than this in one article are not compared one with another.
_MOST_ALIKE = 40
#: Full names before and after a surname that several persons share, of which the nearest fitting one is taken.
_NEAREST = 20
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(slots=True)
class Cluster:
    """The mentions of one thing, in the order of the text."""

    key: str
    kind: Kind
    mentions: list[Mention] = field(default_factory=list)
    gender: Gender | None = None
    name: str = ""

    def roles(self) -> set[tuple[str, str | None]]:
        return {role for mention in self.mentions for role in mention.roles}


def link(doc: Doc, mentions: list[Mention]) -> list[Cluster]:
    """Clusters of `mentions`, by where the first of each stands; each has its kind, gender and display name."""
    by_key: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_key[canonical(mention.name)].append(mention)
    clusters = {key: Cluster(key, _kind(group), group) for key, group in by_key.items()}
    _join_full_names(clusters)
    _join_acronyms(doc, clusters)
    _join_short_names(clusters)
    found = sorted(
        (c for c in clusters.values() if c.mentions and not _no_name(doc, c)), key=lambda c: c.mentions[0].start
    )
    for cluster in found:
        cluster.mentions.sort(key=lambda mention: mention.start)
        cluster.kind = _kind(cluster.mentions)
        cluster.gender = cluster.gender or _gender(cluster)
        cluster.name = _display(cluster)
    return found


def _no_name(doc: Doc, cluster: Cluster) -> bool:
    """A capitalised word that nothing shows to be a name: it opens a sentence, and stands there alone."""
    mention = cluster.mentions[0]
    if len(cluster.mentions) > 1 or mention.weights or mention.words > 1:
        return False
    return bool(doc[mention.start].is_sent_start) or doc[mention.start - 1].is_punct


def _kind(group: list[Mention]) -> Kind:
    total: defaultdict[Kind, float] = defaultdict(float)
    for mention in group:
        for kind, weight in mention.weights.items():
            total[kind] += weight
    first = group[0].name.split()
    if len(first) in (2, 3) and fold(first[0]) in given_names() and "person" in total:
        total["person"] += 1
    if not total:
        return "other"
    return max(total, key=lambda kind: (total[kind], kind))


def _gender(cluster: Cluster) -> Gender | None:
    if cluster.kind != "person":
        return None
    told = Counter(mention.gender for mention in cluster.mentions if mention.gender)
    if told:
        return told.most_common(1)[0][0]
    for mention in cluster.mentions:
        first = fold(mention.name).split()[:1]
        if mention.words > 1 and first and first[0] in given_names():
            return given_names()[first[0]]
    return None


def _merge(clusters: dict[str, Cluster], into: Cluster, other: Cluster) -> None:
    into.mentions += other.mentions
    other.mentions = []
    clusters.pop(other.key, None)


def _join_full_names(clusters: dict[str, Cluster]) -> None:
    """`Joe Biden`, `Joseph Biden`, `Joseph R. Biden`: names of two words or more that share their last word."""
    buckets: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in list(clusters.values()):
        if " " in cluster.key and cluster.kind in ("person", "organisation"):
            buckets[cluster.key.split()[-1][:3]].append(cluster)
    for bucket in buckets.values():
        bucket.sort(key=lambda c: (-len(c.mentions), c.key))
        kept: list[Cluster] = []
        for cluster in bucket[:_MOST_ALIKE]:
            if cluster.kind == "organisation":
                into = next((c for c in kept if same_name(c.key, cluster.key) == "same"), None)
            else:
                into = next(
                    (c for c in kept if c.kind == "person" and same_name(c.key, cluster.key) != "different"), None
                )
            if into is None:
                kept.append(cluster)
            else:
                _merge(clusters, into, cluster)


def _join_acronyms(doc: Doc, clusters: dict[str, Cluster]) -> None:
    """`World Food Office (WFO)`, or an acronym whose letters are the initials of one body named in full."""
    initials: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters.values():
        if " " in cluster.key and cluster.kind not in ("person", "group"):
            initials["".join(word[0] for word in cluster.key.split())].append(cluster)
    ends = {mention.end: cluster for cluster in clusters.values() for mention in cluster.mentions if mention.words > 1}
    for cluster in list(clusters.values()):
        mention = cluster.mentions[0]
        letters = mention.name.replace(".", "")
        if not (mention.words == 1 and 2 <= len(letters) <= 8 and letters.isupper()) or countries().find(cluster.key):
            continue
        full = initials.get(letters.lower(), [])
        into = full[0] if len(full) == 1 and full[0] is not cluster else _before_bracket(doc, mention, ends)
        if into is not None and into is not cluster and into.mentions:
            into.kind = "organisation" if into.kind in ("other", "work", "person") else into.kind
            _merge(clusters, into, cluster)


def _before_bracket(doc: Doc, mention: Mention, ends: dict[int, Cluster]) -> Cluster | None:
    if mention.start < 2 or doc[mention.start - 1].text != "(":
        return None
    cluster = ends.get(mention.start - 1)
    letters = mention.name.replace(".", "").lower()
    return cluster if cluster is not None and cluster.key[:1] == letters[:1] and cluster.mentions else None


def _join_short_names(clusters: dict[str, Cluster]) -> None:
    """Surnames and first names to their persons, first words to their bodies; nearest one before, if several fit."""
    table, states = names(), countries()
    fits: dict[str, list[Cluster]] = defaultdict(list)
    firsts: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters.values():
        words = cluster.key.split()
        if len(words) < 2:
            continue
        if cluster.kind == "person":
            if len(words) > 2 and words[-1].rstrip(".") in _GENERATIONS:
                words = words[:-1]
            cluster.gender = _gender(cluster)
            fits[words[-1]].append(cluster)
            firsts[words[0]].append(cluster)
            if len(words) > 2:
                fits[" ".join(words[-2:])].append(cluster)
        elif cluster.kind in ("organisation", "other", "work") and words[-1] not in table.places:
            fits[words[0]].append(cluster)
            if len(words) > 2:
                fits[" ".join(words[:2])].append(cluster)
    for key, cluster in list(clusters.items()):
        full = [c for c in fits.get(key, ()) if c is not cluster and c.mentions]
        if not full and cluster.mentions:
            first = fold(cluster.mentions[0].name)
            full = [c for c in firsts.get(key, ()) if c.mentions and any(_begins(m.name, first) for m in c.mentions)]
        if not full or key in states.names or key in table.acronyms or not cluster.mentions:
            continue
        persons = [c for c in full if c.kind == "person"]
        if key in states.capitals or (cluster.kind == "place" and not _stronger(persons, cluster)):
            continue
        if cluster.kind == "person" and not persons:
            continue
        if cluster.kind == "organisation" and any(mention.words > 1 for mention in cluster.mentions):
            continue  # `Brandt Group`, whose key is `brandt`, is no short form of `Ada Brandt`
        _share_out(clusters, cluster, persons or full)


def _begins(name: str, first: str) -> bool:
    """Whether `first` is the first word of `name`, letter by letter: `Vladimir` is not short for `Volodymyr Roe`."""
    return fold(name).split(" ", 1)[0] == first


def _stronger(persons: list[Cluster], cluster: Cluster) -> bool:
    """Whether a name labelled a place is more likely the short form of a person named in full."""
    return any(len(person.mentions) + 1 >= len(cluster.mentions) for person in persons)


def _share_out(clusters: dict[str, Cluster], cluster: Cluster, full: list[Cluster]) -> None:
    if len(full) == 1 and not _other_gender(cluster, full[0]):
        _merge(clusters, full[0], cluster)
        return
    starts = sorted((mention.start, n) for n, c in enumerate(full) for mention in c.mentions)
    rest: list[Mention] = []
    for mention in cluster.mentions:
        gender = mention.gender
        at = bisect_right(starts, (mention.start, 0))
        near = [n for _, n in starts[max(0, at - _NEAREST) : at][::-1] + starts[at : at + _NEAREST]]
        pick = next((n for n in near if not gender or full[n].gender in (None, gender)), None)
        if pick is None:
            rest.append(mention)
        else:
            full[pick].mentions.append(mention)
    cluster.mentions = rest
    if not rest:
        clusters.pop(cluster.key, None)


def _other_gender(cluster: Cluster, person: Cluster) -> bool:
    genders = {mention.gender for mention in cluster.mentions if mention.gender}
    return person.gender is not None and bool(genders) and person.gender not in genders


def _display(cluster: Cluster) -> str:
    state = countries().names.get(cluster.key)
    if state:
        return state
    table = names()
    for mention in cluster.mentions:
        key = fold(mention.name)
        alias = table.metonyms.get(key) or (table.acronyms.get(key) if mention.name.isupper() else None)
        if alias and canonical(alias) == cluster.key:
            return alias
    forms = Counter(mention.name for mention in cluster.mentions)
    order = {form: n for n, form in enumerate(forms)}  # a Counter keeps the order of the text
    if cluster.kind == "person":
        full = Counter({form: n for form, n in forms.items() if 2 <= len(form.split()) <= 4})
        if full:
            return min(full, key=lambda form: (-full[form], -len(form.split()), form.isascii(), order[form]))
    else:
        most = max(len(form.split()) for form in forms)
        forms = Counter({form: n for form, n in forms.items() if len(form.split()) == most})
    return min(forms, key=lambda form: (-forms[form], form.isupper(), form.isascii(), order[form]))
