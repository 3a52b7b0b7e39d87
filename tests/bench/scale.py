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
from newsdiff.config import Config
from newsdiff.extract.article import extract_all
from newsdiff.nlp import pipeline
from newsdiff.read import parse

T = TypeVar("T")

#: The largest share of the parse's time that aligning and judging so many articles may take.
LIMITS = {2: 0.15, 20: 0.25}
ARTICLES = (2, 5, 10, 20, 50)
WORDS = 600
#: Facts that the story's articles draw from, and the part of each article's facts that it draws from there.
POOL, SHARED = 60, 0.55

PEOPLE = """Mara Feld, the mayor of Ostrand|Inspector Theo Lindqvist|the harbour master, Ada Brock|Prime Minister Ivan
Sorel|a spokeswoman for Pell Shipping|the coastguard|Dr Nils Okoro of St Brigid's hospital|Karin Veld, who saw it
from the pier|the engineers' union|Judge Amelie Roth|Councillor Piet Haan|the owner of the crane, Josef Marek"""
THINGS = """the north crane|the ferry Almira|a container ship|the old customs house|the fuel depot|the harbour wall|the
night train to Lund|a row of warehouses|the fish market|the control tower|a rescue helicopter|the swing bridge"""
HAPPENED = """collapsed|fell down;caught fire|burst into flames;was closed|was shut;was rebuilt|was restored;was
searched|was combed;was inspected|was examined;was sold|changed hands;was flooded|was under water;was reopened|opened
again;was damaged|was battered"""
PLACES = """in the port of Ostrand|near Kelm Bay|on the east quay|outside the town of Virrow|off Cape Sorn|beside the
railway station|at the mouth of the river Iss|on the island of Tamm"""
TIMES = """on Monday morning|late on Sunday|on Tuesday|in March|shortly after 5 a.m.|last week|on 12 May|in 2019|on
Wednesday evening|two days later"""
COUNTED = "people were hurt|workers were evacuated|containers were lost|homes lost power|boats were sunk|lorries waited"
SAID = "said|told reporters|confirmed|announced|warned|added"
MONEY = "would cost|had cost|was insured for|was worth"


def _choices(words: str, sign: str = "|") -> list[str]:
    return " ".join(words.split("\n")).split(sign)


@dataclass(frozen=True)
class Fact:
    """What is told in one sentence of any article that tells it."""

    person: str
    thing: str
    happened: tuple[str, ...]
    place: str
    time: str
    figure: int
    counted: str
    shape: int


def fact(chance: random.Random) -> Fact:
    return Fact(
        chance.choice(_choices(PEOPLE)),
        chance.choice(_choices(THINGS)),
        tuple(chance.choice(_choices(HAPPENED, ";")).split("|")),
        chance.choice(_choices(PLACES)),
        chance.choice(_choices(TIMES)),
        chance.randrange(3, 400),
        chance.choice(_choices(COUNTED)),
        chance.randrange(4),
    )


def told(fact: Fact, chance: random.Random) -> str:
    """The fact in one article's words, one time in eight with another figure."""
    figure = fact.figure + (chance.randrange(1, 9) if chance.random() < 0.125 else 0)
    said, happened = chance.choice(_choices(SAID)), chance.choice(fact.happened)
    if fact.shape == 0:
        words = f"at least {figure} {fact.counted} when {fact.thing} {happened} {fact.place} {fact.time}"
    elif fact.shape == 1:
        words = f"{fact.thing} {happened} {fact.place} {fact.time}, and {figure} {fact.counted} before help could come"
    elif fact.shape == 2:
        words = f"{fact.thing}, which {happened} {fact.time}, {chance.choice(_choices(MONEY))} £{figure} million to mend"
    else:
        return f"“We saw that {fact.thing} {happened} {fact.place} and {figure} {fact.counted},” {said} {fact.person}."
    if chance.random() < 0.5:
        return f"{fact.person[0].upper()}{fact.person[1:]} {said} that {words}."
    return f"{words[0].upper()}{words[1:]}, {said} {fact.person}."


def article(number: int) -> str:
    """The text of one article of the story."""
    chance = random.Random(f"article {number}")
    pool = [fact(random.Random(f"fact {each}")) for each in range(POOL)]
    chance.shuffle(pool)
    lines = ["Harbour in ruins after night of storms"]
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
    nlp = pipeline(Config().model)
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
