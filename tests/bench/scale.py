"""How the cost of aligning and judging grows with the articles of a story, as a share of spaCy's parse of them.

    python -m tests.bench.scale [--articles N ...] [--runs N] [--profile]

The articles, of about 600 words each, are made up of invented facts: about half of each article's are told by half of
the others too, in other words and now and then with another figure. The same articles come out every time. Fails where
a share is above its limit in `LIMITS`.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from newsdiff.api import judged
from newsdiff.extract.article import extract_all
from newsdiff.read import parse
from tests.bench.measure import bare_pipeline

T = TypeVar("T")

#: The largest share of the parse's time that aligning and judging so many articles may take.
LIMITS = {2: 0.15, 20: 0.25}
ARTICLES = (2, 5, 10, 20, 50)
WORDS = 600
#: Facts that the story's articles draw from, and the part of each article's facts that it draws from there.
POOL, SHARED = 60, 0.5

ROLES = """mayor|councillor|harbour master|doctor|teacher|farmer|spokeswoman|fire chief|pilot|engineer|judge|bishop|
minister|baker|witness|surgeon|historian|union leader|driver|lawyer|tenant|shopkeeper|detective|ranger|fisherman|nurse|
geologist|accountant|novelist|gardener|conductor|chemist"""
THINGS = """crane|ferry|container ship|customs house|fuel depot|harbour wall|night train|warehouse|fish market|control
tower|helicopter|swing bridge|school|hospital|power station|museum|theatre|prison|quarry|dairy|lighthouse|canal|stadium|
library|orchard|tunnel|airport|brewery|chapel|garage|cable car|vineyard|observatory|sawmill|bakery|reservoir|monastery|
zoo|racecourse|ballroom|greenhouse|laundry|radio mast|mine|pier|bandstand|tannery|cinema|windmill|foundry|pharmacy|
skating rink|castle|aqueduct|beehive|printing house|barracks|signal box|clock tower|swimming pool|toll booth"""
HAPPENED = """collapsed|fell down;caught fire|burst into flames;was closed|was shut;was rebuilt|was restored;was
searched|was combed;was inspected|was examined;was sold|changed hands;was flooded|was under water;was reopened|opened
again;was damaged|was battered;lost its roof|was left roofless;ran out of money|went bankrupt;was painted|got a coat of
paint;was stolen|disappeared;froze|iced over;was evacuated|was cleared;won a prize|was honoured;was demolished|was torn
down;was insured|took out cover;was photographed|was filmed;was struck by lightning|took a bolt of lightning"""
TIMES = """on Monday morning|late on Sunday|on Tuesday|in March|shortly after 5 a.m.|last week|on 12 May|in 2019|on
Wednesday evening|two days later|by noon|in the autumn of 2024|at the end of April|on Friday"""
COUNTED = """people were hurt|workers went home|containers sank|homes lost power|boats drifted|lorries waited|pupils
stayed away|patients were moved|trees fell|windows broke|animals died|volunteers came|sandbags arrived|letters burned|
bicycles rusted|tickets were refunded|bottles leaked|sheep escaped|jobs vanished|pumps failed|soldiers dug|telephones
rang|barrels rolled|beds stood empty"""
SAID = "said|said|said|said|told reporters|confirmed|announced|warned|added"
WHY = """despite a warning from|with help from|on the orders of|to the relief of|as had been feared in|before the eyes
of|against the advice of|because of a mistake in|to the surprise of|thanks to"""
SYLLABLES = "bar cor den fal gor hes il kam lor mun nor os pel rin sal tor ul ven wes yar".split()


def _choices(words: str, sign: str = "|") -> list[str]:
    return [choice.strip() for choice in words.replace("\n", " ").split(sign)]


def name(chance: random.Random) -> str:
    """An invented name of two or three syllables."""
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randrange(2, 4))).capitalize()


@dataclass(frozen=True)
class Fact:
    """What is told in one sentence of any article that tells it."""

    person: str
    role: str
    thing: str
    happened: tuple[str, ...]
    place: str
    time: str
    why: str
    figure: int
    counted: str
    shape: int


def fact(chance: random.Random) -> Fact:
    place = chance.choice(("Ostrand", *(name(chance) for _ in range(5))))
    return Fact(
        f"{name(chance)} {name(chance)}",
        f"a {chance.choice(_choices(ROLES))} from {place}",
        f"the {chance.choice(_choices(THINGS))}",
        tuple(chance.choice(_choices(HAPPENED, ";")).split("|")),
        place,
        chance.choice(_choices(TIMES)) if chance.random() < 0.4 else "",
        f"{chance.choice(_choices(WHY))} {name(chance)}",
        chance.randrange(3, 4000),
        chance.choice(_choices(COUNTED)),
        chance.randrange(5),
    )


def told(fact: Fact, chance: random.Random) -> str:
    """The fact in one article's words, one time in eight with another figure."""
    figure = fact.figure + (chance.randrange(1, 9) if chance.random() < 0.125 else 0)
    said, happened = chance.choice(_choices(SAID)), chance.choice(fact.happened)
    when = f" {fact.time}" if fact.time else ""
    words = (
        f"at least {figure} {fact.counted} when {fact.thing} at {fact.place} {happened}{when}",
        f"{fact.thing} in {fact.place} {happened}{when}, and {figure} {fact.counted} {fact.why}",
        f"{fact.thing} of {fact.place}, which {happened}{when}, would cost £{figure} million to mend",
        f"{fact.thing} near {fact.place} {happened}{when} {fact.why}",
        f"{fact.person} was told {fact.why} that {fact.thing} {happened}{when}",
    )[fact.shape]
    return (
        f"{words[0].upper()}{words[1:]}.",
        f"{fact.role[0].upper()}{fact.role[1:]}, {fact.person}, {said} that {words}.",
        f"{words[0].upper()}{words[1:]}, {said} {fact.person}, {fact.role}.",
        f"“{words[0].upper()}{words[1:]},” {fact.person} {said}.",
    )[chance.randrange(4)]


def article(number: int) -> str:
    """The text of one article of the story."""
    chance = random.Random(f"article {number}")
    pool = [fact(random.Random(f"fact {each}")) for each in range(POOL)]
    chance.shuffle(pool)
    lines = ["Ostrand in ruins after night of storms"]
    words = 0
    while words < WORDS:
        line = told(pool.pop() if pool and chance.random() < SHARED else fact(chance), chance)
        words += len(line.split())
        lines.append(line)
    return "\n\n".join(lines)


def timed(function: Callable[[], T], runs: int) -> tuple[float, T]:
    """The least seconds of `runs` runs, and what the last returned."""
    least = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        result = function()
        least = min(least, time.perf_counter() - start)
    return least, result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=ARTICLES, metavar="N", help="2 5 10 20 50")
    parser.add_argument("--runs", type=int, default=3, help="runs of each, of which the quickest counts (default: 3)")
    parser.add_argument("--profile", action="store_true", help="show where the time goes with the most articles")
    args = parser.parse_args()
    nlp = bare_pipeline()
    most = max(args.articles)
    articles = [parse(article(number), f"{number}.txt", published=date(2031, 5, 14)) for number in range(most)]
    list(nlp.pipe(item.text for item in articles[:2]))
    parses = [timed(lambda text=item.text: list(nlp.pipe([text])), args.runs)[0] for item in articles]  # type: ignore[misc]
    extractions = list(extract_all(articles, nlp))
    worst = 0.0
    for count in args.articles:
        story = extractions[:count]
        cost, (_, findings) = timed(lambda story=story: judged(story), args.runs)  # type: ignore[misc]
        spacy = sum(parses[:count])
        share, limit = cost / spacy, LIMITS.get(count)
        worst = max(worst, share / limit if limit else 0.0)
        shared = sum(finding.verdict != "unique" for finding in findings)
        told_limit = f"  limit {limit:.0%}" if limit else ""
        print(
            f"{count:3} articles {sum(item.words for item in story):6} words  align and judge {cost:7.3f} s  "
            f"spaCy {spacy:6.2f} s  share {share:6.1%}{told_limit}  {shared} shared findings of {len(findings)}",
            flush=True,
        )
    if args.profile:
        profile = cProfile.Profile()
        profile.runcall(judged, extractions)
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)
    return int(worst > 1)


if __name__ == "__main__":
    sys.exit(main())
