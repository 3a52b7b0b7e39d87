"""Weights in PyTorch become the files that newsdiff ships: two ONNX graphs in int8, a vocabulary, a card."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from newsdiff.reader.card import FORM, Calibration
from training.encoder import WIDTH, Reader

#: Weights are int8 with a scale for each output; activations get theirs from the text or the pair at hand, which is
#: always alone in its run, so that nothing else has a say in it.
#: Seven bits, not eight: with eight, sums overflow on x86 processors without VNNI and come out otherwise there.
_QUANTISATION = {
    "per_channel": True,
    "reduce_range": True,
    "weight_type": QuantType.QInt8,
    "op_types_to_quantize": ["MatMul", "Gather"],
}


def export(
    reader: Reader, vocabulary: list[str], name: str, calibration: Calibration, card: dict[str, Any], folder: Path
) -> None:
    """Write `alone.onnx`, `together.onnx`, `vocabulary.txt` and `card.json` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    reader = reader.eval().float()
    ids, types = torch.randint(5, 1000, (1, 20)), torch.tensor([[0] * 10 + [1] * 10])
    graphs = {
        "alone.onnx": (reader.alone, (ids,), ["ids"], ["states"]),
        "together.onnx": (
            reader.together,
            (torch.randn(1, 20, WIDTH), types),
            ["states", "types"],
            ["relation", "slots", "differing"],
        ),
    }
    for file, (graph, example, inputs, outputs) in graphs.items():
        axes = {each: {1: "pieces"} for each in [*inputs, *outputs] if each != "relation"}
        with tempfile.TemporaryDirectory() as scratch:
            whole = Path(scratch) / file
            torch.onnx.export(
                graph,
                example,
                whole,
                input_names=inputs,
                output_names=outputs,
                dynamic_axes=axes,
                opset_version=17,
                dynamo=False,
            )
            quantize_dynamic(whole, folder / file, **_QUANTISATION)
        onnx.checker.check_model(folder / file)
    (folder / "vocabulary.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    files = ("vocabulary.txt", *graphs)
    told = {
        "form": FORM,
        "name": name,
        "sha256": {file: hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in files},
        "calibration": {
            "temperature": calibration.temperature,
            "bias": list(calibration.bias),
            "none": calibration.none,
            "differs": calibration.differs,
        },
        **card,
    }
    (folder / "card.json").write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
