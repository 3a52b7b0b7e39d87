"""Checks that files of contrasts are well formed: `python training/check_contrasts.py FILE.jsonl ...`.

Prints one line a fault (file, line, what is wrong) and a count a file; exits with 1 where there is a fault.
"""

import json
import sys
from pathlib import Path

SENTENCES = ("a", "same", "less", "conflict", "other")
KEYS = {"group", "domain", "kind", "fact", *SENTENCES, "a_words", "conflict_words", "answers"}
KINDS = {"quantity", "date", "place", "name", "attribution", "quote", "polarity", "modality", "other"}


def faults(row: dict[str, object]) -> list[str]:
    """What is wrong with one group of contrasts, in words."""
    found = [f"lacks {key}" for key in sorted(KEYS - row.keys())]
    found += [f"has an unknown key {key}" for key in sorted(row.keys() - KEYS)]
    if found:
        return found
    if row["kind"] not in KINDS:
        found.append(f"kind {row['kind']!r} is none of {', '.join(sorted(KINDS))}")
    texts = {key: str(row[key]) for key in SENTENCES}
    if len(set(texts.values())) < len(texts):
        found.append("two sentences are the same")
    if row["a_words"] not in texts["a"]:
        found.append(f"a_words {row['a_words']!r} not in a")
    if row["conflict_words"] not in texts["conflict"]:
        found.append(f"conflict_words {row['conflict_words']!r} not in conflict")
    answers = row["answers"]
    if not isinstance(answers, list) or not answers:
        return [*found, "answers is no list of pairs"]
    for pair in answers:
        if not isinstance(pair, list) or len(pair) != 2:
            found.append(f"{pair!r} is no pair")
            continue
        words, answer = pair
        if words not in texts["a"]:
            found.append(f"answers: {words!r} not in a")
        if answer is not None and answer not in texts["same"]:
            found.append(f"answers: {answer!r} not in same")
    return found


def main(paths: list[str]) -> int:
    """The exit status: 1 where a file holds a fault."""
    failed = False
    names: set[str] = set()
    for path in map(Path, paths):
        rows = 0
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                print(f"{path}:{number}: no JSON: {error}")
                failed = True
                continue
            rows += 1
            wrong = faults(row)
            if row.get("group") in names:
                wrong.append(f"group {row['group']} stands twice")
            names.add(row.get("group", ""))
            for fault in wrong:
                print(f"{path}:{number}: {fault}")
            failed = failed or bool(wrong)
        print(f"{path}: {rows} groups")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
