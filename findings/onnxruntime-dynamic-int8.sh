#!/usr/bin/env bash
# onnxruntime 1.22.1, onnx 1.18.0: what a model quantised by `quantize_dynamic` says of one row depends on the other rows
# of its batch.
#
# Behaviour: dynamic quantisation scales the activations of a MatMul by the least and greatest value of the whole tensor,
# so that a row with large values in the same batch makes the scale of all others coarser. The row below gives one answer
# alone, and another beside a row of tens. In fp32 both are equal. Per-channel weights change nothing about it: they are
# scales of the weights. Whoever batches sentences, or pads them, gets answers that depend on the batch; a run a sentence,
# as the sentence is long, does not.
#
# Output seen:
#   fp32: alone equals beside another row
#   int8, per tensor: alone differs from beside another row
#   int8, per channel: alone differs from beside another row
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'onnxruntime==1.22.1' 'onnx==1.18.0' 'numpy==2.2.6'
cat >"$folder/try.py" <<'PYTHON'
import sys

import numpy
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

folder = sys.argv[1]
chance = numpy.random.default_rng(1)
weight = numpy_helper.from_array(chance.normal(size=(8, 4)).astype("float32"), "w")
graph = helper.make_graph(
    [helper.make_node("MatMul", ["x", "w"], ["y"])],
    "one",
    [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["rows", 8])],
    [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["rows", 4])],
    [weight],
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10)
onnx.save(model, f"{folder}/fp32.onnx")
for name, channels in (("tensor", False), ("channel", True)):
    quantize_dynamic(f"{folder}/fp32.onnx", f"{folder}/{name}.onnx", per_channel=channels, weight_type=QuantType.QInt8)
row = chance.normal(size=(1, 8)).astype("float32")
both = numpy.vstack([row, numpy.full((1, 8), 30.0, "float32")])
said = {}
for name in ("fp32", "tensor", "channel"):
    session = onnxruntime.InferenceSession(f"{folder}/{name}.onnx", providers=["CPUExecutionProvider"])
    alone, beside = (session.run(None, {"x": x})[0][0] for x in (row, both))
    said[name] = bool(numpy.allclose(alone, beside, atol=1e-5))
print("fp32: alone", "equals" if said["fp32"] else "differs from", "beside another row")
print("int8, per tensor: alone", "equals" if said["tensor"] else "differs from", "beside another row")
print("int8, per channel: alone", "equals" if said["channel"] else "differs from", "beside another row")
sys.exit(0 if said == {"fp32": True, "tensor": False, "channel": False} else 1)
PYTHON
"$folder/venv/bin/python" "$folder/try.py" "$folder"
