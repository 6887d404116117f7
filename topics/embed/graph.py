"""Which computation turns word vectors into one vector for a text.

The network of the bundled model, written as an ONNX graph for one text at a time: no padding, no mask, no neighbours,
so a text's vector cannot depend on what it is computed with. Matrix products run on 8-bit integers: a matrix has one
step an output, the activations one step a text. A few channels of this model are a hundred times larger than the rest
and would take all of that step; each channel is therefore divided by a factor of its own before the product and the
matrix multiplied by it (SmoothQuant: Xiao and others 2023, arXiv 2211.10438). In the product out of the feed-forward
step one or two channels would still take most of the step; the few largest are multiplied in float32 beside it (as in
LLM.int8(): Dettmers and others 2022, arXiv 2208.07339).

In: `E5`, the factors, the channels set apart → `write_graph()` → out: the bytes of an ONNX model with input `words`
(float32 [tokens, 384]) and output `sum` (float32 [384]), the sum of the last layer over the tokens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from topics.embed.datafile import E5

_EPSILON = 1e-12
"""Of every layer normalisation."""
PROBE_SIZE = 64
"""Products in each sum of the probe."""
_OWN = "com.microsoft"
"""The name under which ONNX Runtime keeps the operations that it adds to the standard."""


def write_graph(model: E5, factors: dict[str, NDArray[np.float32]], apart: NDArray[np.int64], *, signed: bool) -> bytes:
    """Write the network as an ONNX model.

    Parameters
    ----------
    model
        Sizes and weights.
    factors
        What each input channel of a product is divided by, under `l0.qkv`, `l0.ao`, `l0.fi`, `l0.fo` and so on.
    apart
        Channels of the product out of the feed-forward step that are multiplied in float32, int64 (layers, any).
    signed
        Whether weights are stored as int8; otherwise the same weights are stored as uint8, 128 higher. Processors with
        8-bit dot products want the first; on others it overflows, and the second is exact.
    """
    from onnx import TensorProto, checker, helper

    g = _Graph(signed=signed)
    x = _embedding(g, model)
    for i in range(model.layers):
        x = _layer(g, model, x, f"l{i}", factors, apart[i])
    g.add("ReduceSum", x, g.integers(0, 1), out="sum", keepdims=0)
    graph = helper.make_graph(
        g.nodes,
        "multilingual-e5-small",
        [helper.make_tensor_value_info("words", TensorProto.FLOAT, ["tokens", model.hidden])],
        [helper.make_tensor_value_info("sum", TensorProto.FLOAT, [model.hidden])],
        g.constants,
    )
    versions = [helper.make_opsetid("", 20), helper.make_opsetid(_OWN, 1)]
    made = helper.make_model(graph, opset_imports=versions, ir_version=10)
    checker.check_model(made)
    data: bytes = made.SerializeToString(deterministic=True)
    return data


def quantised(matrix: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Round a matrix to 8-bit integers with one step an output.

    Parameters
    ----------
    matrix
        float32 of shape (outputs, inputs), no row of it all zero.

    Returns
    -------
    tuple
        int8 of shape (inputs, outputs), from -127 to 127, and the steps, float32 of shape (outputs,).

    Examples
    --------
    >>> whole, steps = quantised(np.array([[1.27, -0.5]], np.float32))
    >>> whole.ravel().tolist(), round(float(steps[0]), 4)
    ([127, -50], 0.01)
    """
    steps = (np.abs(matrix).max(axis=1) / np.float32(127)).astype(np.float32)
    return np.ascontiguousarray(np.rint(matrix / steps[:, None]).astype(np.int8).T), steps


def write_probe() -> bytes:
    """Write a product of uint8 `x` [rows, PROBE_SIZE] and the largest int8 weights, int32 `y`, as an ONNX model."""
    from onnx import TensorProto, helper, numpy_helper

    weights = numpy_helper.from_array(np.full((PROBE_SIZE, 16), 127, np.int8), "weights")
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["x", "weights"], ["y"])],
        "largest-product",
        [helper.make_tensor_value_info("x", TensorProto.UINT8, ["rows", PROBE_SIZE])],
        [helper.make_tensor_value_info("y", TensorProto.INT32, ["rows", 16])],
        [weights],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
    data: bytes = made.SerializeToString(deterministic=True)
    return data


class _Graph:
    """Nodes and constants as they are added; every value has a name."""

    def __init__(self, *, signed: bool) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self.signed = signed

    def constant(self, array: NDArray[Any]) -> str:
        from onnx import numpy_helper

        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def integers(self, *values: int) -> str:
        return self.constant(np.array(values, np.int64))

    def add(self, kind: str, *inputs: str, out: str = "", **attributes: Any) -> str:  # noqa: ANN401 - ONNX values
        from onnx import helper

        out = out or f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [out], **attributes))
        return out

    def product(self, x: str, matrix: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        """Multiply in 8-bit integers, one step a text and one an output, and add the bias."""
        weights, steps = quantised(matrix)
        if self.signed:
            stored, zeros = weights, np.zeros(len(steps), np.int8)
        else:
            stored, zeros = (weights.astype(np.int16) + 128).astype(np.uint8), np.full(len(steps), 128, np.uint8)
        constants = [self.constant(array) for array in (stored, steps, zeros, bias.astype(np.float32))]
        return self.add("DynamicQuantizeMatMul", x, *constants, domain=_OWN)

    def normalised(self, model: E5, x: str, name: str) -> str:
        weight, bias = (self.constant(model.tensors[f"{name}.{part}"]) for part in "wb")
        return self.add("LayerNormalization", x, weight, bias, axis=-1, epsilon=_EPSILON)

    def evened(self, x: str, factors: NDArray[np.float32]) -> str:
        """Divide each channel by its factor."""
        return self.add("Mul", x, self.constant(1 / factors))


def _embedding(g: _Graph, model: E5) -> str:
    """Add positions to the words and normalise."""
    places = model.tensors["emb.pos"].reshape(-1, model.hidden) + model.tensors["emb.type"][: model.hidden]
    length = g.add("Shape", "words", start=0, end=1)
    x = g.add("Add", "words", g.add("Slice", g.constant(places), g.integers(0), length, g.integers(0)))
    return g.normalised(model, g.add("Unsqueeze", x, g.integers(0)), "emb.ln")


def _layer(
    g: _Graph, model: E5, x: str, name: str, factors: dict[str, NDArray[np.float32]], apart: NDArray[np.int64]
) -> str:
    """One layer of the network: attention between the tokens, then the feed-forward step, each added to its input."""
    x = g.normalised(model, g.add("Add", _attention(g, model, x, name, factors), x), f"{name}.aln")
    by = factors[f"{name}.fi"]
    wide = g.product(g.evened(x, by), model.matrix(f"{name}.fi") * by, model.tensors[f"{name}.fi.b"])
    most, few = _narrowed(g, model, g.add("Gelu", wide), name, factors[f"{name}.fo"], apart)
    y = g.add("Add", g.add("Add", most, x), few)
    return g.normalised(model, y, f"{name}.oln")


def _narrowed(
    g: _Graph, model: E5, x: str, name: str, factors: NDArray[np.float32], apart: NDArray[np.int64]
) -> tuple[str, str]:
    """Multiply out of the feed-forward step: all channels but a few in 8 bits, and those few in float32."""
    matrix = model.matrix(f"{name}.fo")
    few = g.add("MatMul", g.add("Gather", x, g.constant(apart), axis=-1), g.constant(matrix[:, apart].T))
    others, by = matrix * factors, factors.copy()
    others[:, apart], by[apart] = 0, np.inf
    return g.product(g.evened(x, by), others, model.tensors[f"{name}.fo.b"]), few


def _attention(g: _Graph, model: E5, x: str, name: str, factors: dict[str, NDArray[np.float32]]) -> str:
    """Let every token look at every other.

    The output is linear in the values, so the factors of the product behind it are taken into the matrix of the values;
    what divides the likeness of queries and keys is taken into that of the queries.
    """
    by, by_output = factors[f"{name}.qkv"], factors[f"{name}.ao"]
    root = np.float32(np.sqrt(model.hidden // model.heads))
    queries, query_bias = model.matrix(f"{name}.q") / root, model.tensors[f"{name}.q.b"] / root
    values, value_bias = model.matrix(f"{name}.v") / by_output[:, None], model.tensors[f"{name}.v.b"] / by_output
    matrix = np.concatenate([queries, model.matrix(f"{name}.k"), values])
    bias = np.concatenate([query_bias, model.tensors[f"{name}.k.b"], value_bias])
    seen = _seen(g, g.product(g.evened(x, by), matrix * by, bias), model.heads)
    return g.product(seen, model.matrix(f"{name}.ao") * by_output, model.tensors[f"{name}.ao.b"])


def _seen(g: _Graph, joined: str, heads: int) -> str:
    """Weigh the values by the softmax of the likeness of queries and keys.

    The softmax is written out. The one of ONNX Runtime adds in an order that depends on the width of the processor's
    registers; the last bit of its sums would tip some rounding to 8 bits, and that one others, up to a thousandth.
    """
    from onnx import helper

    parts = [f"{joined}.{part}" for part in "qkv"]
    g.nodes.append(helper.make_node("Split", [joined], parts, axis=-1, num_outputs=3))
    by_head, orders = g.integers(0, 0, heads, -1), ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3])
    q, k, v = (
        g.add("Transpose", g.add("Reshape", part, by_head), perm=order)
        for part, order in zip(parts, orders, strict=True)
    )
    likeness = g.add("MatMul", q, k)
    weights = g.add("Exp", g.add("Sub", likeness, g.add("ReduceMax", likeness, g.integers(-1))))
    seen = g.add("Div", g.add("MatMul", weights, v), g.add("ReduceSum", weights, g.integers(-1)))
    return g.add("Reshape", g.add("Transpose", seen, perm=[0, 2, 1, 3]), g.integers(0, 0, -1))
