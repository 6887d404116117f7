"""Which computation turns word vectors into one vector for a text.

The network of the bundled model, written as an ONNX graph for one text at a time: no padding, no mask, no neighbours,
so a text's vector cannot depend on what it is computed with. Matrix products run on 8-bit integers: a matrix has one
step an output, an activation one step a token.

In: `E5` → `write_graph()` → out: the bytes of an ONNX model with input `words` (float32 [tokens, 384]) and output
`sum` (float32 [384]), the sum of the last layer over the tokens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from topics.embed.datafile import E5

_EPSILON = 1e-12
"""Of every layer normalisation."""


def write_graph(model: E5) -> bytes:
    """Write the network as an ONNX model."""
    from onnx import TensorProto, checker, helper

    g = _Graph()
    x = _embedding(g, model)
    for i in range(model.layers):
        x = _layer(g, model, x, f"l{i}")
    g.add("ReduceSum", x, g.integers(0), out="sum", keepdims=0)
    graph = helper.make_graph(
        g.nodes,
        "multilingual-e5-small",
        [helper.make_tensor_value_info("words", TensorProto.FLOAT, ["tokens", model.hidden])],
        [helper.make_tensor_value_info("sum", TensorProto.FLOAT, [model.hidden])],
        g.constants,
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
    checker.check_model(made)
    data: bytes = made.SerializeToString(deterministic=True)
    return data


class _Graph:
    """Nodes and constants as they are added; every value has a name."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, array: NDArray[Any] | np.generic) -> str:
        from onnx import numpy_helper

        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def integers(self, *values: int) -> str:
        return self.constant(np.array(values, np.int64))

    def add(self, kind: str, *inputs: str, out: str = "", **attributes: Any) -> str:  # noqa: ANN401 - numbers and lists of ONNX
        from onnx import helper

        out = out or f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [out], **attributes))
        return out


def _embedding(g: _Graph, model: E5) -> str:
    """Add positions to the words and normalise."""
    places = model.tensors["emb.pos"].reshape(-1, model.hidden) + model.tensors["emb.type"][: model.hidden]
    length = g.add("Shape", "words", start=0, end=1)
    x = g.add("Add", "words", g.add("Slice", g.constant(places), g.integers(0), length, g.integers(0)))
    return _normalised(g, model, x, "emb.ln")


def _layer(g: _Graph, model: E5, x: str, name: str) -> str:
    """One layer of the network: attention between the tokens, then the feed-forward step, each added to its input."""
    x = _normalised(g, model, g.add("Add", _attention(g, model, x, name), x), f"{name}.aln")
    wide = g.add("Gelu", _product(g, x, model.matrix(f"{name}.fi"), model.tensors[f"{name}.fi.b"]))
    narrow = _product(g, wide, model.matrix(f"{name}.fo"), model.tensors[f"{name}.fo.b"])
    return _normalised(g, model, g.add("Add", narrow, x), f"{name}.oln")


def _attention(g: _Graph, model: E5, x: str, name: str) -> str:
    """Let every token look at every other; queries carry the factor 1/sqrt(width of a head)."""
    width = model.hidden // model.heads
    factor = np.array([width**-0.5, 1, 1], np.float32)
    matrices = [model.matrix(f"{name}.{k}") * f for k, f in zip("qkv", factor, strict=True)]
    biases = [model.tensors[f"{name}.{k}.b"] * f for k, f in zip("qkv", factor, strict=True)]
    joined = _product(g, x, np.concatenate(matrices), np.concatenate(biases))
    g.nodes.append(_split(joined, [f"{name}.{k}" for k in "qkv"]))
    heads = g.integers(0, model.heads, width)
    orders = {"q": [1, 0, 2], "k": [1, 2, 0], "v": [1, 0, 2]}
    q, k, v = (
        g.add("Transpose", g.add("Reshape", f"{name}.{part}", heads), perm=order) for part, order in orders.items()
    )
    seen = g.add("MatMul", g.add("Softmax", g.add("MatMul", q, k), axis=-1), v)
    merged = g.add("Reshape", g.add("Transpose", seen, perm=[1, 0, 2]), g.integers(0, model.hidden))
    return _product(g, merged, model.matrix(f"{name}.ao"), model.tensors[f"{name}.ao.b"])


def _split(joined: str, names: list[str]) -> object:
    from onnx import helper

    return helper.make_node("Split", [joined], names, axis=-1, num_outputs=len(names))


def _normalised(g: _Graph, model: E5, x: str, name: str) -> str:
    weight, bias = (g.constant(model.tensors[f"{name}.{part}"]) for part in "wb")
    return g.add("LayerNormalization", x, weight, bias, axis=-1, epsilon=_EPSILON)


def _product(g: _Graph, x: str, matrix: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
    """Multiply in 8-bit integers, one step a token and one an output, and add the bias."""
    from onnx import TensorProto

    peak = g.add("ReduceMax", g.add("Abs", x), g.integers(-1), keepdims=1)
    whole = g.add("Round", g.add("Mul", x, g.add("Div", g.constant(np.float32(127)), peak)))
    bytes_ = g.add("Cast", g.add("Add", whole, g.constant(np.float32(128))), to=TensorProto.UINT8)
    step = np.abs(matrix).max(axis=1) / np.float32(127)
    rounded = np.rint(matrix / step[:, None]).astype(np.int8)
    sums = g.add("MatMulInteger", bytes_, g.constant(rounded.T), g.constant(np.array(128, np.uint8)))
    scaled = g.add("Mul", g.add("Cast", sums, to=TensorProto.FLOAT), g.constant(step / np.float32(127)))
    return g.add("Add", g.add("Mul", scaled, peak), g.constant(bias))
