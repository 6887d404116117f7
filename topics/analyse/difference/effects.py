"""How large a difference of shares is, by scales that do not grow with the number of plans.

counts of A, counts of B → cohens_h(), hedges_g() → one figure a theme
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from topics.analyse.share.intervals import ROUNDING, residuals

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Reals = NDArray[np.float64]


def cohens_h(share_a: Reals, share_b: Reals) -> Reals:
    """Give the difference of two shares on the arcsine scale, in -π to π.

    0.2 is called small, 0.5 medium, 0.8 large; a point more counts for more at 2 % than at 50 %.

    Parameters
    ----------
    share_a, share_b
        Fractions, 0 to 1, of one shape, which is that of the result.

    Notes
    -----
    Cohen (1988), "Statistical power analysis for the behavioral sciences", chapter 6.

    Examples
    --------
    >>> import numpy as np
    >>> cohens_h(np.array([0.25, 1.0]), np.array([0.25, 0.0])).round(4).tolist()
    [0.0, 3.1416]
    """
    h: Reals = 2 * (np.arcsin(np.sqrt(np.clip(share_a, 0, 1))) - np.arcsin(np.sqrt(np.clip(share_b, 0, 1))))
    return h


def hedges_g(a: Reals, b: Reals) -> Reals:
    """Give each theme's difference in standard deviations between plans of a side.

    Parameters
    ----------
    a, b
        Weight of the plans of each side, shapes (n_a, n_themes) and (n_b, n_themes), two plans a side at least.

    Returns
    -------
    ndarray of float64, shape (n_themes,)
        NaN where plans do not vary.

    Notes
    -----
    Hedges (1981), "Distribution theory for Glass's estimator of effect size", with its correction for small groups.
    The standard deviation is that of the plans' linearised shares, long plans counting for more, pooled over the sides.
    """
    sizes = np.array([len(a), len(b)])
    squares = sum(len(side) ** 2 * (residuals(side) ** 2).sum(axis=0) for side in (a, b))
    freedom = sizes.sum() - 2
    difference = a.sum(axis=0) / a.sum() - b.sum(axis=0) / b.sum()
    deviation = np.sqrt(squares / freedom)
    g: Reals = np.full(a.shape[1], np.nan)
    varies = deviation > ROUNDING**0.5
    g[varies] = difference[varies] / deviation[varies] * (1 - 3 / (4 * freedom - 1))
    return g
