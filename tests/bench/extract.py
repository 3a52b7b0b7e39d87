"""The speed and memory of `newsdiff extract` on 400 articles, against spaCy's own parse of them in the same run.

    python -m tests.bench.extract [--articles N]

The articles, of about 400 words each, are the examples' paragraphs in another order with other names and figures; the
same ones come out every time. spaCy and newsdiff take turns on blocks of them, so that a busy machine slows both. Fails
where a figure misses its target.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

from newsdiff.clean import clean
from newsdiff.cli import unhurried_collector
from newsdiff.extract.article import extraction_of
from newsdiff.extract.layers import extract_layers
from newsdiff.extract.parse import parse_readings
from newsdiff.model import LAYERS, Article
from newsdiff.read import parse, read
from newsdiff.report.extract_json import lines
from tests.bench.measure import bare_pipeline, cost_of
from tests.bench.scale import name
from tests.process import COMMAND, EXAMPLES

#: At least so much of bare `nlp.pipe`'s words a second; at most so much of the parse's time for all else; and at most
#: so many times the memory of a quarter of the articles.
RATE, SHARE, FLAT = 0.8, 0.25, 1.1
ARTICLES, BLOCK, WORDS = 400, 40, 400
#: The quickest batch for bare `nlp.pipe`: larger ones cost memory and save no time (measured with 4 to 64).
BATCH = 8
#: Articles parsed and read one by one: the share of one alone is their median.
ALONE = 25
_FIGURE = re.compile(r"(?<![\d.,])\d{2,3}(?![\d.,])")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?: [A-Z][a-z]{3,})?")
_KEPT = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August "
    "September October November December".split()
)


def paragraphs() -> list[str]:
    found = []
    for path in sorted(EXAMPLES.glob("*/*.txt")):
        article = read(str(path))
        reading = clean(article)
        found += [reading.text[part.start : part.end] for part in reading.passages if part.kind == "body"]
    return found


def article(number: int, pool: list[str]) -> str:
    """The text of one article: paragraphs drawn from `pool`, each with names and figures of its own."""
    chance = random.Random(f"article {number}")
    names: dict[str, str] = {}

    def renamed(found: re.Match[str]) -> str:
        words = found[0].split()
        if _KEPT.intersection(words):
            return found[0]
        return names.setdefault(found[0], " ".join(name(chance) for _ in words))

    order = chance.sample(pool, len(pool))
    text: list[str] = []
    while sum(len(part.split()) for part in text) < WORDS:
        part = _NAME.sub(renamed, order.pop())
        text.append(
            _FIGURE.sub(lambda found: str(chance.randrange(10 ** (len(found[0]) - 1), 10 ** len(found[0]))), part)
        )
    return "\n\n".join(text)


def speed(articles: list[Article]) -> tuple[float, float, float]:
    """Words a second of bare `nlp.pipe` and of extraction to JSON lines, and newsdiff's time a second of parsing."""
    nlp = bare_pipeline()
    bare = whole = parsed = own = 0.0
    words = 0
    for start in range(0, len(articles), BLOCK):
        block = articles[start : start + BLOCK]
        began = time.perf_counter()
        words += sum(
            sum(1 for token in doc if token.is_alpha)
            for doc in nlp.pipe((item.text for item in block), batch_size=BATCH)
        )
        bare += time.perf_counter() - began
        began = time.perf_counter()
        sum(1 for _ in lines(extract_layers(block), LAYERS))
        whole += time.perf_counter() - began
        parse_time, own_time = parts(block)
        parsed, own = parsed + parse_time, own + own_time
    return words / bare, words / whole, own / parsed


def parts(articles: list[Article]) -> tuple[float, float]:
    """Seconds of spaCy's own parse of `articles`, and of all that newsdiff does besides."""
    began = time.perf_counter()
    readings = [clean(item) for item in articles]
    cleaned = time.perf_counter()
    docs = list(parse_readings(readings, bare_pipeline()))
    parsed = time.perf_counter()
    for item, reading, doc in zip(articles, readings, docs, strict=True):
        extraction_of(item, reading, doc)
    done = time.perf_counter()
    return parsed - cleaned, (cleaned - began) + (done - parsed)


def memory(texts: list[str]) -> float:
    """Peak MB of `newsdiff extract` on one file of `texts`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
        cost = cost_of([*COMMAND, "extract", str(path), "--format", "jsonl", "--quiet"])
    if cost.status != 0:
        raise SystemExit(f"newsdiff extract: exit status {cost.status}")
    return cost.memory


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=ARTICLES, metavar="N", help=f"default: {ARTICLES}")
    count = parser.parse_args().articles
    unhurried_collector()  # as the command does, for spaCy alone too
    pool = paragraphs()
    texts = [article(number, pool) for number in range(count)]
    articles = [parse(text, f"{number}.txt") for number, text in enumerate(texts)]
    print(f"{count} articles, {sum(len(text.split()) for text in texts)} words")
    # First of all: Linux counts what this process holds as its child's peak.
    peaks = [memory(texts[: count // part]) for part in (4, 2, 1)]
    for _ in lines(extract_layers(articles[:8]), LAYERS):  # loads what is loaded late
        pass
    alone = statistics.median(own / parsed for parsed, own in (parts([item]) for item in articles[:ALONE]))
    bare, whole, share = speed(articles)
    rows = [
        ("bare nlp.pipe", f"{bare:7.0f} words/s", "", True),
        (
            "newsdiff extract",
            f"{whole:7.0f} words/s",
            f"{whole / bare:.2f} of it, at least {RATE}",
            whole / bare >= RATE,
        ),
        ("layers, one article", f"{alone:7.1%} of the parse", f"at most {SHARE:.0%}", alone <= SHARE),
        (f"layers, {count} articles", f"{share:7.1%} of the parse", f"at most {SHARE:.0%}", share <= SHARE),
    ]
    for part, peak in zip((4, 2, 1), peaks, strict=True):
        times = peak / peaks[0]
        note = f"{times:.2f} times, at most {FLAT}" if part < 4 else ""
        rows.append((f"memory, {count // part} articles", f"{peak:7.0f} MB", note, times <= FLAT))
    for what, figure, target, right in rows:
        print(f"{what:24} {figure:24} {target:28} {'' if not target else 'pass' if right else 'FAIL'}".rstrip())
    return int(not all(right for *_, right in rows))


if __name__ == "__main__":
    sys.exit(main())
