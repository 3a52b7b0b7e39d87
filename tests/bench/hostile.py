"""Time of newsdiff's own stages on hostile articles of 125 kB to 1 MB, to show that it grows with their length.

    python -m tests.bench.hostile [NAME ...] [--limit SECONDS]

spaCy's parse of a megabyte takes minutes and is not newsdiff's to change, so a stand-in takes its place here: the
same tokenizer, a flat parse with a sentence end every forty words, and capitalised words as persons. Each text is
compared with itself and one more sentence, in a process of its own that is stopped after the limit. `growth` is the
exponent of newsdiff's own time in length from the smallest to the largest size: 1 is linear, 2 quadratic. Fails above
`STEEPEST`.
"""

from __future__ import annotations

import argparse
import importlib
import json
import math
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.process import ROOT, environment

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from newsdiff.model import Article

STEEPEST = 1.35
SIZES = (125_000, 250_000, 500_000, 999_000)
SENTENCE = 40
VERBS = ("said", "was", "left", "hurt")
PRONOUNS = ("he", "she", "it", "they", "him", "her", "his", "their")
#: Below this a stage's time is mostly the clock's and the garbage collector's.
NOISE = 0.05
OPENING = "A fire broke out on the quay on Monday. "
PAGE = f"<html><body><p>{OPENING}</p>"

#: Name to opening and the unit that is repeated; where `{n}` stands in it, another capitalised word each time, as what
#: is known from its twin costs nothing the second time.
TEXTS: dict[str, tuple[str, str]] = {
    "quotes": ("", "“"),
    "quotes in an article": (OPENING, "“"),
    "straight quotes": (OPENING, '"'),
    "quoted words": (OPENING, "“no” "),
    "open quotes": (OPENING, "“no "),
    "digits": (OPENING, "7"),
    "spaced digits": (OPENING, "7 "),
    "commas": (OPENING, ","),
    "figures with commas": (OPENING, "1,"),
    "one word": ("", "flood "),
    "one name": ("", "Falk "),
    "one long word": (OPENING, "a"),
    "one sentence": ("", "Two people were hurt on Monday, Falk said. "),
    "nested brackets": (OPENING, "[("),
    "dashes": (OPENING, " - "),
    "newlines": (OPENING, "\n"),
    "spaces": (OPENING, " "),
    "short lines": (OPENING, "- a\n"),
    "lead-ins": ("", "Why it matters: "),
    "mojibake": (OPENING, "â€œ"),
    "short quotes": (OPENING, "“no” "),
    "nested quotes": (OPENING, "“a ‘b "),
    "closed at the end": (OPENING, "“no, he said. "),
    "names": (OPENING, "Ada Falk and "),
    "gaps": (OPENING, "a" + 50 * " "),
    "money": (OPENING, "$7m "),
    "dates": (OPENING, "May 7 "),
    "no end": ("", "he said that "),
    "apostrophes": (OPENING, "'"),
    "empty quotes": (OPENING, "“”"),
    "open straight quotes": (OPENING, '"a '),
    "possessives": (OPENING, "s' "),
    "curly single quotes": (OPENING, "‘as' "),
    "two kinds of quotes": (OPENING, "'a \""),
    "open brackets": (OPENING, "["),
    "number words": (OPENING, "one "),
    "unfinished numbers": (OPENING, "twenty-"),
    "ranges": (OPENING, "5–"),
    "unfinished ranges": (OPENING, "1-"),
    "hundreds": (OPENING, "a hundred and "),
    "thousands": (OPENING, "thousands of "),
    "signed posts": (OPENING, "— A (@b) "),
    "credits": (OPENING, "(Photo: AP) "),
    "addresses": (OPENING, "https://t.co/"),
    "stars": (OPENING, "*a*"),
    "bylines": (OPENING, "By "),
    "mail addresses": (OPENING, "a@"),
    "Thai mojibake": (OPENING, "โ"),
    "tiny sentences": (OPENING, "No. "),
    "one-letter lines": (OPENING, "b\n"),
    "tabs": (OPENING, "a\t"),
    "wrapped lines": (OPENING, "the\nOf "),
    "wrapped column": (OPENING, "the men who had gone to sea in the winter of that year and\n"),
    "numbered lines": (OPENING, "1. a b\n"),
    "one-word lines": (OPENING, "word \n"),
    "hyphened lines": (OPENING, "ab-\n"),
    "open paragraphs": (OPENING, "a of\n\n"),
    "blank lines": (OPENING, " \n"),
    "Windows lines": (OPENING, "a\r\n"),
    "header lines": ("", "Title: a\n"),
    "front matter": ("---\n", "a: b\n"),
    "bracketed front matter": ("---\ntitle: ", "[]"),
    "heads": ("# a", " "),
    "entities": (OPENING, "&amp; "),
    "open entities": (OPENING, "&#"),
    "zero width": (OPENING, "a\u200b b"),
    "bracketed words": (f"{OPENING}(Photo: AP) ", "(ab) "),
    "offers": (OPENING, "Follow us "),
    "notices": (OPENING, "Copyright 2019 Falk. "),
    "link labels": (OPENING, "Read more: "),
    "widgets": (OPENING, "Share "),
    "phone numbers": (OPENING, "555 0100 "),
    "initials": (OPENING, "A. "),
    "capitals": (OPENING, "FALK "),
    "pronouns": (OPENING, "he "),
    "clauses": (OPENING, "which was "),
    "said": (OPENING, "said Falk, "),
    "ages": (OPENING, "Falk, 30, "),
    "percentages": (OPENING, "7% "),
    "fractions": (OPENING, "1/2 "),
    "clock times": (OPENING, "7:30 p.m. "),
    "weekdays": (OPENING, "on Monday "),
    "months": (OPENING, "May "),
    "ordinals": (OPENING, "the first "),
    "places": (OPENING, "in Paris, "),
    "titles": (OPENING, "President "),
    "negations": (OPENING, "not "),
    "semicolons": (OPENING, "a; "),
    "colons": (OPENING, "a: "),
    "ellipses": (OPENING, "... "),
    "questions": (OPENING, "Why? "),
    "quoted sentences": (OPENING, "“No,” Falk said. "),
    "one person": (OPENING, "President Ada Falk said that the president saw her. "),
    "bodies": (OPENING, "Tarn Bank said the bank and the city saw it. "),
    "first names": (OPENING, "Ada {n} left Ada. "),
    "surnames": (OPENING, "{n} Falk left Falk. "),
    "one quotation": ("“", "Two people were hurt on Monday, Falk said. "),
    "quotation of brackets": ("“", "[a "),
    "quotations in a quotation": ("“", "He saw ‘a dog’. "),
    "paragraphs of a quotation": ("", "“Two people were hurt on Monday, Falk said.\n\n"),
    "distinct names": (OPENING, "{n} Falk and "),
    "distinct sentences": (OPENING, "Two people were hurt in {n} on Monday, {n} said. "),
    "distinct quotes": (OPENING, "“It was {n},” Falk said. "),
    "distinct lines": (OPENING, "{n} left\n"),
    "distinct paragraphs": (OPENING, "The mayor of {n} left on Monday.\n\n"),
    "distinct figures": (OPENING, "the {n} had 7 men, "),
    "Markdown: open images": (OPENING, "![]("),
    "Markdown: images": (OPENING, "![a](b)"),
    "Markdown: linked images": (OPENING, "[![a](b)]("),
    "Markdown: tables": (OPENING, "|-"),
    "Markdown: rules": (OPENING, "--"),
    "Markdown: definitions": (OPENING, "[a]: b\n"),
    "Markdown: fences": (OPENING, "```\n"),
    "Markdown: open comments": (OPENING, "<!--\n"),
    "Markdown: headings": (OPENING, "#"),
    "Markdown: list marks": (OPENING, "- "),
    "Markdown: underlines": (OPENING, "a\n---\n"),
    "Markdown: pictures in lines": (OPENING, "![a](b)\n\n"),
    "Markdown: links": (OPENING, "[a](/b) "),
    "Markdown: open links": (OPENING, "[a](/b "),
    "Markdown: notes": (OPENING, "[^1] "),
    "Markdown: emphasis": (OPENING, "**a** _b_ "),
    "Markdown: code": ("", "` "),
    "Markdown: quotes": (OPENING, "> a\n"),
    "HTML: open tags": (PAGE, "<div>"),
    "HTML: open paragraphs": (PAGE, "<p>x"),
    "HTML: open comments": (PAGE, "<!--"),
    "HTML: unfinished tags": (PAGE, '<a b="'),
    "HTML: signs": (PAGE, "<"),
    "HTML: links": (PAGE, "<a><div>"),
    "HTML: attributes": (PAGE, "<a x "),
    "HTML: wrong ends": (PAGE, "<div></p></a>"),
    "HTML: tables": (PAGE, "<table><tr><td>"),
    "HTML: entities": (PAGE, "&#9"),
    "HTML: one entity": (f"{PAGE}&#", "9"),
    "HTML: breaks": (PAGE, "a<br>"),
    "HTML: scripts": (PAGE, "<script>a</script>"),
    "HTML: open scripts": (PAGE, "<script>"),
    "HTML: paragraphs": (PAGE, "<p>Two people were hurt in {n}, Falk said.</p>"),
    "HTML: heads": (PAGE, "<h1>a</h1>"),
}


def text_of(name: str, size: int) -> str:
    opening, unit = TEXTS[name]
    if "{n}" not in unit:
        return (opening + unit * (size // len(unit)))[:size]
    units = (unit.replace("{n}", _word(n)) for n in range(size // len(unit) + 1))
    return (opening + "".join(units))[:size]


def _word(number: int) -> str:
    """A capitalised word of four letters, another for each of the first 456,976 numbers."""
    return "".join(chr(97 + number // 26**power % 26) for power in range(4)).capitalize()


def flat_parse(doc: Doc) -> Doc:
    """Give `doc` a parse that costs nothing: the first word of each forty is the verb, all others hang on it.

    The second is its subject, and a few verbs open clauses of their own.
    """
    import numpy
    from spacy.attrs import DEP, HEAD, IS_TITLE, LEMMA, LOWER, POS, SENT_START, TAG

    strings = doc.vocab.strings
    place = numpy.arange(len(doc))
    root = place - place % SENTENCE
    first, second = place == root, place == root + 1
    named = doc.to_array(IS_TITLE) == 1
    pronoun, verb = (
        numpy.isin(doc.to_array(LOWER), [strings.add(word) for word in words]) for words in (PRONOUNS, VERBS)
    )

    def chosen(other: str, *cases: tuple[Any, str]) -> Any:
        masks, values = zip(*cases, strict=True)
        return numpy.select(masks, [numpy.uint64(strings.add(value)) for value in values], strings.add(other))

    columns = {
        HEAD: (root - place).astype("int64").astype("uint64"),
        DEP: chosen("dobj", (first, "ROOT"), (verb, "ccomp"), (second, "nsubj")),
        POS: chosen("NOUN", (first | verb, "VERB"), (named, "PROPN"), (pronoun, "PRON")),
        TAG: chosen("NN", (first | verb, "VBD"), (named, "NNP"), (pronoun, "PRP")),
        SENT_START: numpy.where(first, 1, -1).astype("int64").astype("uint64"),
        LEMMA: doc.to_array("LOWER"),
    }
    return doc.from_array(list(columns), numpy.stack(list(columns.values()), axis=1).astype("uint64"))


def name_capitals(doc: Doc) -> Doc:
    """Each run of up to three capitalised words is a person."""
    from spacy.tokens import Span

    found: list[Span] = []
    start = 0
    for place in range(len(doc) + 1):
        named = place < len(doc) and doc[place].is_title and not doc[place].is_sent_start
        if start < place and (not named or place - start == 3):
            found.append(Span(doc, start, place, label="PERSON"))
        if not named:
            start = place + 1
        elif place - start == 3:
            start = place
    doc.ents = found
    return doc


def stand_in(*_args: Any, **_options: Any) -> Language:
    """An English pipeline with the components' names that newsdiff asks for, and none of their cost."""
    import spacy
    from spacy.language import Language

    nlp = spacy.blank("en")
    Language.component("flat_parse", func=flat_parse)
    Language.component("name_capitals", func=name_capitals)
    Language.component("idle", func=lambda doc: doc)
    nlp.add_pipe("flat_parse", name="parser")
    for name in ("tagger", "lemmatizer"):
        nlp.add_pipe("idle", name=name)
    nlp.add_pipe("name_capitals", name="ner")
    nlp.meta["name"] = "stand_in"
    return nlp


def timed(seconds: dict[str, float], name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def wrapper(*args: Any, **options: Any) -> Any:
        start = time.process_time()
        try:
            return function(*args, **options)
        finally:
            seconds[name] += time.process_time() - start

    return wrapper


def parser_of(name: str) -> Callable[..., Article]:
    """How the text of that name is read; a page without trafilatura, whose time is not newsdiff's to change."""
    from newsdiff.read import parse
    from newsdiff.read.html import parse_html
    from newsdiff.read.markdown import parse_markdown

    sys.modules["trafilatura"] = None  # type: ignore[assignment]
    return parse_html if name.startswith("HTML") else parse_markdown if name.startswith("Markdown") else parse


def stages(name: str, size: int) -> dict[str, float]:
    """Seconds of each stage, and under `own` of all of newsdiff, that is without spaCy."""
    import spacy

    import newsdiff.api
    from newsdiff.report import json_format, table
    from newsdiff.report.look import Look

    seconds: dict[str, float] = defaultdict(float)
    nlp = stand_in()
    nlp.tokenizer = timed(seconds, "spaCy", nlp.tokenizer)
    spacy.load = lambda *_args, **_options: nlp
    # `newsdiff.extract` is the public function, not the room of that name.
    room = importlib.import_module("newsdiff.extract.article")
    for part in [part for part in vars(room) if part == "clean" or part.startswith("find_")]:
        if part != "find_clauses":
            setattr(room, part, timed(seconds, part, getattr(room, part)))
    claims = room._Joiner.claims
    room._Joiner.claims = timed(seconds, "claims", lambda joiner: list(claims(joiner)))
    for part in ("align", "shared_findings", "unique_findings"):
        setattr(newsdiff.api, part, timed(seconds, part, getattr(newsdiff.api, part)))
    text = text_of(name, size)
    start = time.process_time()
    parse = timed(seconds, "read", parser_of(name))
    try:
        articles = [parse(text, "one.txt"), parse(f"{text}\n\nNobody was hurt, the mayor said.", "other.txt")]
        report = newsdiff.api.compare(articles)
    except newsdiff.errors.NewsdiffError as error:
        print(error, file=sys.stderr)
    else:
        timed(seconds, "json", json_format.render)(report)
        timed(seconds, "table", table.render)(report, Look(width=80, screen=True))
    spacy_time = seconds.pop("spaCy", 0.0)
    own = time.process_time() - start - spacy_time
    rest = own - sum(seconds.values())
    return {**seconds, "rest": rest, "own": own, "spaCy": spacy_time}


def child(name: str, size: int, limit: float) -> dict[str, float] | str:
    """The stages' seconds from a process of its own, or in words why there are none."""
    command = [sys.executable, "-m", "tests.bench.hostile", "--child", name, str(size)]
    try:
        done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return f"stopped after {limit:.0f} s"
    if done.returncode != 0:
        return f"failed: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else done.returncode}"
    result: dict[str, float] = json.loads(done.stdout)
    return result


def growth(small: float, large: float) -> float:
    return math.log(max(large, NOISE) / max(small, NOISE)) / math.log(SIZES[-1] / SIZES[0])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(TEXTS)}")
    parser.add_argument("--limit", type=float, default=120.0, help="seconds for one comparison (default: 120)")
    parser.add_argument("--child", nargs=2, metavar=("NAME", "SIZE"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        print(json.dumps(stages(args.child[0], int(args.child[1]))))
        return 0
    worst = 0.0
    for name in args.names or TEXTS:
        costs: list[dict[str, float]] = []
        for size in SIZES:
            cost = child(name, size, args.limit)
            if isinstance(cost, str):
                print(f"{name:22} {size // 1000:4} kB  {cost}", flush=True)
                worst = math.inf
                break
            costs.append(cost)
            slow = sorted(((value, part) for part, value in cost.items() if part not in ("own", "spaCy")), reverse=True)
            parts = ", ".join(f"{part} {value:.2f}" for value, part in slow[:4])
            print(f"{name:22} {size // 1000:4} kB  own {cost['own']:6.2f} s  spaCy {cost['spaCy']:5.2f} s  ({parts})")
        else:
            exponent = growth(costs[0]["own"], costs[-1]["own"])
            worst = max(worst, exponent)
            print(f"{name:22} growth {exponent:.2f}", flush=True)
    return int(worst > STEEPEST)


if __name__ == "__main__":
    sys.exit(main())
