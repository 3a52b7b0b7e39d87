"""How well and how fast articles are grouped into stories, on invented news of few kinds of event in the same days.

    python -m tests.bench.group [--articles N ...] [--hard] [--profile]

A corpus of N articles of about 300 words has about a third as many stories, each a fire, a ferry accident, an election
or the like, told by one to eight outlets: six stories of a kind on one day differ in names and figures alone. Every
outlet takes other facts, in other words, adds background of its own and prints its own furniture; every eighth gives
no date. The same articles come out every time. `--hard` prints B-cubed F1 by the threshold that decides, for corpora of
one kind of event in three days as well. Fails above the limits of time, growth or memory, or below the least F1.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from newsdiff.model import Article
from newsdiff.read import parse
from newsdiff.stories import Rule, Sketch, cluster, sketch
from tests.eval.group import bcubed

#: Seconds of the processor, megabytes and F1 for up to 10,000 articles; how much more an article may take among many.
SECONDS, MEGABYTES, LEAST, GROWTH = 20.0, 500.0, 0.95, 1.6
ARTICLES = (1000, 2500, 5000, 10_000)
THRESHOLDS = (0.08, 0.1, 0.12, 0.14, 0.15, 0.16, 0.17, 0.18, 0.19, 0.2, 0.22, 0.25, 0.3)
UNDATED = 1 / 8
PER_DAY = 60

#: Kinds of event: each line is one fact in two or three wordings; `{place}` and the like are the story's own.
KINDS = {
    "fire": """A fire tore through {org} in {place} on {day}|Flames gutted {org} in {place} on {day}
Firefighters fought the blaze for {n1} hours|It took {n1} hours to put the flames out|Crews needed {n1} hours to bring
the fire under control
{n2} people were taken to hospital with smoke inhalation|{n2} residents were treated for breathing in smoke
Fire chief {who} said the building could not be saved|The roof fell in before crews arrived, said fire chief {who}
Police have opened an inquiry into the cause of the fire|The cause of the blaze was not known, police said
{other}, who lives next door, heard an explosion|Neighbour {other} said she was woken by a loud bang
The damage was put at {n3} million pounds|Insurers expect a bill of {n3} million pounds
Smoke could be seen from {town}, {n4} miles away|People in {town} were told to keep their windows shut
{n5} families spent the night in a school hall|The council found beds for {n5} families in a school""",
    "ferry": """A ferry ran aground off {place} on {day}|The ferry {org} struck rocks near {place} on {day}
{n2} passengers were lifted off by helicopter|Helicopters took {n2} people off the vessel
Captain {who} had reported engine trouble|The engine had failed, said the captain, {who}
Passenger {other} said people were screaming|"Everyone was screaming," said {other}, a passenger
The coastguard sent {n1} lifeboats|{n1} lifeboats reached the ship within the hour
The ship was on its way to {town}|It had left {town} in the morning with {n4} cars on board
{n5} people were hurt, none of them badly|{n5} passengers suffered minor injuries
The owner, {org}, is being investigated|Inspectors will question {org}, which owns the vessel
Oil leaked into the sea|A slick of oil {n3} miles long was seen from the air""",
    "election": """{who} was elected mayor of {place} on {day}|Voters in {place} chose {who} as their mayor on {day}
The winner took {n1} per cent of the vote|{who} won with {n1} per cent
The loser, {other}, conceded shortly before midnight|{other} rang the winner to concede defeat
Turnout was {n2} per cent, lower than four years ago|Only {n2} per cent of those entitled went to the polls
The campaign was about the sale of {org}|The future of {org} had dominated the campaign
A recount was held in {town}|Ballots in {town} had to be counted twice
The new mayor promised to build {n4} homes a year|{n4} homes a year were among the promises
{n5} polling stations opened late|Voting began late at {n5} polling stations
The council will be without a majority|No party holds a majority on the council""",
    "trial": """A jury in {place} convicted {who} of fraud on {day}|{who} was found guilty of fraud in {place} on {day}
The court heard that {n1} million pounds had vanished|Some {n1} million pounds went missing, jurors were told
Judge {other} called the crime shameless|"A shameless crime," said Judge {other}
The sentence was {n2} months in prison|{who} will go to prison for {n2} months
The money belonged to pensioners of {org}|Pensioners of {org} lost their savings
The jury was out for {n4} hours|Jurors took {n4} hours to reach their verdict
The defence will appeal|A lawyer said there would be an appeal
{n5} witnesses from {town} gave evidence|The trial heard {n5} witnesses, most of them from {town}
Part of the money was spent on racehorses|Prosecutors said {n3} racehorses were bought with it""",
    "strike": """Workers at {org} in {place} walked out on {day}|A strike shut {org} in {place} on {day}
The union wants {n1} per cent more pay|Its members ask for a rise of {n1} per cent
Union leader {who} said the offer was an insult|"The offer is an insult," said {who} for the union
Managers have offered {n2} per cent over two years|The company's offer is {n2} per cent over two years
{n4} workers joined the picket line|Some {n4} people stood at the gates
Director {other} said the strike would cost jobs|Jobs are at risk, warned the director, {other}
Trains to {town} were cancelled|There were no trains to {town}
Talks are to resume within {n5} days|Both sides will meet again in {n5} days
Losses of {n3} million pounds are expected|Analysts put the cost at {n3} million pounds""",
    "flood": """Floods hit {place} on {day} after days of rain|Heavy rain left {place} under water on {day}
The river rose {n1} feet in a night|The water stood {n1} feet above its usual level
{n2} people were brought to safety in boats|Boats rescued {n2} residents
Mayor {who} asked for help from the army|The army should come, said the mayor, {who}
A dam above {town} was close to bursting|Engineers feared for the dam above {town}
{other} lost all that he owned|"All that I own is gone," said {other}
{n4} homes had no electricity|Power failed in {n4} homes
Sandbags were filled at {org}|Volunteers filled sandbags at {org}
More rain is forecast for {n5} days|Forecasters expect {n5} more days of rain""",
    "takeover": """{org} of {place} agreed on {day} to be sold|The board of {org}, based in {place}, accepted a bid
The price is {n1} million pounds|Shareholders will receive {n1} million pounds
Chairman {who} called the deal a new chapter|"A new chapter," said {who}, the chairman
{n2} jobs are to go|The buyer will cut {n2} jobs
The plant in {town} will close|Production in {town} is to end
Shares rose {n3} per cent|The share price climbed {n3} per cent on the news
The founder, {other}, voted against|{other}, who founded the firm, opposed the sale
Regulators have {n5} weeks to object|The competition authority will decide in {n5} weeks
The firm made {n4} tractors last year|Last year {n4} tractors left its works""",
    "match": """{place} beat {town} on {day} in the cup final|The cup went to {place} on {day} after a win over {town}
{who} scored in the {n1}th minute|A goal by {who} after {n1} minutes decided it
Goalkeeper {other} saved a penalty|A penalty was kept out by {other}
{n4} people watched in the stadium|The match was seen by a crowd of {n4}
Fans lit flares and the game was stopped|Play was halted because of flares
The sponsor, {org}, pays a bonus|Each player gets a bonus from {org}
It was the club's first title for {n2} years|The club had waited {n2} years for a title
{n5} players were booked|The referee showed {n5} yellow cards
The manager's contract runs for {n3} more years|His manager will stay for {n3} years""",
}
BACKGROUND = """The {noun} of {place} is known for its {noun} and its {noun}|Last year a {noun} of the same {noun} was
{verb} by the {noun}|There have been calls to have the {noun} {verb}|Nobody at {org} could be reached about the {noun}
|A report on the {noun} had been {verb} in spring|Experts have long warned that the {noun} may be {verb}|The {noun} has
been {verb} since the {noun} was {verb}|For {who} it was the second {noun} within a {noun}|Many in {place} remember the
{noun} that was {verb} by a {noun}|It is not the first {noun} to be {verb} near {town}|People in {town} want the {noun}
{verb}|The {noun} that {other} had {verb} is now a {noun}|Asked about the {noun}, {who} pointed to the {noun}"""
NOUNS = """market bridge council harbour school valley garden railway museum bakery committee hospital library road
ministry factory cathedral stadium reservoir festival theatre orchestra parish college chapel monument survey budget
contract archive barracks brewery canal castle charity cinema clinic colony court dairy depot embassy estate exhibition
farm forest fountain gallery garage gate granary guild inn island jetty kitchen laboratory lake lane laundry lighthouse
lodge mansion meadow mill mine monastery moor motorway nursery observatory orchard palace park pasture pavilion pier
plain planetarium plant port prison province pub quarry quay ranch refinery river sawmill settlement shelter shipyard
shop shrine signal slope square stable station statue stream street studio suburb synagogue tavern temple terrace
tower town tramway tunnel university vault vineyard warehouse waterfall well wharf windmill yard zoo""".split()
VERBS = """rebuilt closed opened sold bought painted inspected moved funded criticised praised postponed cancelled
approved extended widened restored ignored photographed insured heated lowered marked measured mapped named numbered
planted polished printed protected raised reduced registered renamed rented repaired replaced reported rescued reviewed
secured shared shortened simplified strengthened studied supplied tested trimmed upgraded visited watched""".split()
OUTLETS = """Herald Gazette Courier Sentinel Tribune Observer Echo Mercury Standard Chronicle Examiner
Clarion""".split()
FURNITURE = """Sign up for the {outlet} newsletter and never miss a story.|Read more: the {outlet} guide to the week.|
Copyright {outlet}. All rights reserved.|Follow the {outlet} on social media.|Advertisement"""
SYLLABLES = "bar cor den fal gor hes il kam lor mun nor os pel rin sal tor ul ven wes yar".split()
GIVEN = """Anna Ben Clara David Ella Frank Grace Henry Ida John Kate Liam Mary Noah Olga Paul Rosa Sam Tess Victor
Wendy""".split()
WORKS = "Mill|Hotel|Brewery|Foundry|Museum|Dairy|Shipping|Motors|Mutual|Theatre".split("|")
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


@dataclass(frozen=True)
class Told:
    """An article and the number of the story that it tells."""

    article: Article
    story: int


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.choice((2, 2, 3)))).capitalize()


def _person(chance: random.Random) -> str:
    return f"{chance.choice(GIVEN)} {_name(chance)}"


def _works(chance: random.Random) -> str:
    return f"{_name(chance)} {chance.choice(WORKS)}"


NEW = {"place": _name, "town": _name, "who": _person, "other": _person, "org": _works}


def corpus(
    size: int,
    *,
    seed: int = 1,
    kinds: Sequence[str] = tuple(KINDS),
    days: int | None = None,
    shared: Sequence[str] = (),
) -> Iterator[Told]:
    """`size` articles of stories of `kinds` over `days` (default: so many that a day has PER_DAY articles).

    What fills the slots named in `shared` comes from a pool of two places, or of five people or firms, for all stories.
    """
    chance = random.Random(seed)
    pools = {slot: [fresh(chance) for _ in range(2 if slot in ("place", "town") else 5)] for slot, fresh in NEW.items()}
    span = days or max(1, size // PER_DAY)
    made = story = 0
    while made < size:
        day = date(2031, 3, 3) + timedelta(days=chance.randrange(span))
        kind = chance.choice(kinds)
        slots = {slot: chance.choice(pools[slot]) if slot in shared else fresh(chance) for slot, fresh in NEW.items()}
        slots["day"] = WEEKDAYS[day.weekday()]
        slots |= {f"n{number}": str(chance.randint(3, 90)) for number in range(1, 6)}
        for _ in range(min(chance.choice((1, 1, 2, 2, 3, 3, 4, 5, 8)), size - made)):
            yield Told(_article(chance, kind, slots, day, made), story)
            made += 1
        story += 1


def _article(chance: random.Random, kind: str, slots: dict[str, str], day: date, number: int) -> Article:
    outlet = f"Daily {chance.choice(OUTLETS)}"
    facts = [line.split("|") for line in KINDS[kind].split("\n")]
    told = [chance.choice(facts[0])] + [chance.choice(fact) for fact in facts[1:] if chance.random() < 0.65]
    lines = [line.format(**slots) + "." for line in told]
    title = chance.choice(told[: 1 + (len(told) > 1)]).format(**slots)
    while sum(len(line.split()) for line in lines) < 290:
        line = chance.choice(BACKGROUND.replace("\n", " ").split("|"))
        for slot in ("place", "town", "org", "who", "other"):
            line = line.replace(f"{{{slot}}}", slots[slot])
        while "{" in line:
            line = line.replace("{noun}", chance.choice(NOUNS), 1).replace("{verb}", chance.choice(VERBS), 1)
        lines.insert(chance.randint(1, len(lines)), line + ".")
    lines += [line.format(outlet=outlet) for line in chance.sample(FURNITURE.replace("\n", "").split("|"), 3)]
    published = day + timedelta(days=chance.choice((0, 0, 0, 1, 1, 2)))
    stated = "" if chance.random() < UNDATED else f"date: {published}\n"
    return parse(f"---\ntitle: {title}\nsource: {outlet}\n{stated}---\n\n" + "\n\n".join(lines), f"{number}.txt")


def sketched(told: Sequence[Told] | Iterator[Told]) -> tuple[list[Sketch], list[int]]:
    """The sketches and story numbers of a corpus; its texts are let go one by one."""
    sketches, stories = [], []
    for item in told:
        sketches.append(sketch(item.article))
        stories.append(item.story)
    return sketches, stories


def hard() -> None:
    """Print F1 by threshold: for all kinds of event, for one kind in three days, for news of the same few names.

    In the local paper's corpus all happens in two towns under one of five mayors; in the small world no story has a
    name of its own, and there grouping by names must fail.
    """
    corpora = {"all kinds": sketched(corpus(1000))}
    corpora |= {
        f"{size:3} {kind}": sketched(corpus(size, kinds=(kind,), days=3, seed=size))
        for size in (8, 30, 200)
        for kind in ("fire", "election", "match")
    }
    for name, shared in (("local paper", ("place", "town", "who")), ("small world", tuple(NEW))):
        corpora |= {
            f"{size:3} {name}": sketched(corpus(size, seed=size, days=10, shared=shared)) for size in (20, 60, 200)
        }
    print("F1 at".ljust(16) + "".join(f"{threshold:7.2f}" for threshold in THRESHOLDS))
    for name, (sketches, stories) in corpora.items():
        scores = [bcubed(cluster(sketches, replace(Rule(), link=threshold)), stories).f1 for threshold in THRESHOLDS]
        print(name.ljust(16) + "".join(f"{score:7.3f}" for score in scores), flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=ARTICLES, metavar="N", help="1000 2500 5000 10000")
    parser.add_argument("--hard", action="store_true", help="F1 by threshold on corpora of one kind of event")
    parser.add_argument("--profile", action="store_true", help="show where the time goes with the most articles")
    args = parser.parse_args()
    if args.hard:
        hard()
        return 0
    took: dict[int, float] = {}
    failed = False
    for size in args.articles:
        started = time.process_time()
        making = 0.0
        sketches, stories = [], []
        for item in corpus(size):
            stories.append(item.story)
            begun = time.process_time()
            sketches.append(sketch(item.article))
            making += time.process_time() - begun
        begun = time.process_time()
        groups = cluster(sketches)
        clustering = time.process_time() - begun
        took[size] = making + clustering
        score = bcubed(groups, stories)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{size:6} articles {max(stories) + 1:5} stories  sketches {making:6.2f} s  grouping {clustering:6.2f} s  "
            f"together {took[size]:6.2f} s  {1000 * took[size] / size:5.2f} ms each  peak {peak:4.0f} MB  "
            f"B-cubed P {score.precision:.3f} R {score.recall:.3f} F1 {score.f1:.3f}"
            f"  (made in {begun - started - making:.0f} s)",
            flush=True,
        )
        failed |= took[size] > SECONDS or peak > MEGABYTES or score.f1 < LEAST
    least, most = min(took), max(took)
    if least < most:
        growth = took[most] / took[least]
        print(f"{most / least:.1f} times the articles take {growth:.1f} times as long")
        failed |= growth > GROWTH * most / least
    if args.profile:
        profile = cProfile.Profile()
        profile.runcall(cluster, sketches)
        pstats.Stats(profile).sort_stats("tottime").print_stats(20)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
