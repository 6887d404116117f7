"""The network: rounding by hand."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from topics.embed.graph import quantised

_matrices = arrays(np.float32, (3, 8), elements=st.floats(-4, 4, width=32)).filter(
    lambda m: np.abs(m).max(1).min() > 0.01
)


@given(_matrices)
def test_no_weight_moves_by_more_than_half_a_step(matrix):
    whole, steps = quantised(matrix)
    assert whole.shape == (8, 3)
    assert np.abs(whole).max() == 127
    assert (np.abs(whole.T * steps[:, None] - matrix) <= steps[:, None] * 0.5001).all()


@given(_matrices, st.integers(0, 2))
def test_the_step_of_an_output_is_its_own(matrix, row):
    other = matrix.copy()
    other[row] *= 2
    assert (np.delete(quantised(other)[1], row) == np.delete(quantised(matrix)[1], row)).all()
