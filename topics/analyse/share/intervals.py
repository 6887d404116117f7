"""How far a share could be off, had other plans of the same kind been drawn.

The plan is the unit of sampling: paragraphs of one plan are not independent, so whole plans are resampled (or whole
districts, where a group holds several plans of each: `topics.analyse.grouping`). The share
of a group is a ratio, characters under the theme over all characters, and both vary from plan to plan; its standard
error is the linearised one of a ratio. On the logit scale, which keeps the ends within 0 and 1, the interval reaches as
many standard errors to either side as the studentised bootstrap over plans says. Fewer than six plans have too few
different resamples for that: at three the bootstrap holds the true share too seldom, at four and five it is twice as
wide as it need be, so there Student's t says how many (`benchmarks/coverage.py` measures both).

counts of plans → share_interval(), difference_interval() → low, high
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

CONFIDENCE = 0.95
RESAMPLES = 1999
FEWEST_PLANS = 3
"""Fewer plans than this say too little about how plans vary."""
ROUNDING = 1e-12
"""Squares of shares below this are rounding, not variance."""
FEWEST_RESAMPLED = 6
"""Fewer plans than this are not resampled: Student's t instead."""


def share_interval(
    counts: NDArray[np.float64], *, fewest_resampled: int = FEWEST_RESAMPLED
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the 95 % interval of each theme's share.

    Parameters
    ----------
    counts
        Characters, shape (n_plans, n_themes), at least three plans, every plan with characters.
    fewest_resampled
        From how many plans on the bootstrap is used, Student's t below.

    Returns
    -------
    low, high
        Shape (n_themes,), in 0 to 1; NaN where no plan has the theme, or nothing else, or where all plans have
        exactly the same share: then the plans do not vary and there is nothing to resample.

    Notes
    -----
    Hall (1988), "Theoretical comparison of bootstrap confidence intervals", for the studentised symmetric bootstrap;
    Cochran (1977), "Sampling techniques", chapter 6, for the standard error of a ratio.

    Examples
    --------
    >>> import numpy as np
    >>> low, high = share_interval(np.array([[10.0, 90.0], [20.0, 80.0], [15.0, 85.0], [15.0, 85.0]]))
    >>> bool(0 < low[0] < 0.15 < high[0] < 1)
    True
    """
    n_plans = len(counts)
    share, error = (figure[0] for figure in ratios(counts, np.ones((1, n_plans))))
    with np.errstate(divide="ignore", invalid="ignore"):
        centre, width = _logit(share), error / (share * (1 - share))
        reach = width * (_student(n_plans) if n_plans < fewest_resampled else _resampled(counts, centre))
    reach[~(np.isfinite(width) & (error > 0))] = np.nan
    return _inverse(centre - reach), _inverse(centre + reach)


def difference_interval(
    a: NDArray[np.float64], b: NDArray[np.float64], *, paired: bool
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the 95 % interval of each theme's share of A less its share of B.

    Parameters
    ----------
    a, b
        Characters of the plans of each side, shapes (n_a, n_themes) and (n_b, n_themes), at least three plans each,
        every plan with characters.
    paired
        True where row i of `a` belongs with row i of `b`; the sides then have one length.

    Returns
    -------
    low, high
        Shape (n_themes,), in -1 to 1; NaN where neither side's plans vary.

    Notes
    -----
    Welch (1947), "The generalization of Student's problem when several different population variances are involved";
    for pairs Student's t of the linearised differences. A side of very few plans against one of many leaves it too
    narrow (`benchmarks/coverage.py`).

    Examples
    --------
    >>> import numpy as np
    >>> a = np.array([[10.0, 90.0], [20.0, 80.0], [15.0, 85.0]])
    >>> b = np.array([[50.0, 50.0], [45.0, 55.0], [40.0, 60.0]])
    >>> low, high = difference_interval(a, b, paired=False)
    >>> bool(low[0] < -0.3 < high[0] < 0)
    True
    """
    from scipy.special import stdtrit

    difference = a.sum(axis=0) / a.sum() - b.sum(axis=0) / b.sum()
    parts_a, parts_b = residuals(a), residuals(b)
    if paired:
        parts_a, parts_b = parts_a - parts_b, np.zeros((2, a.shape[1]))
    variances = [len(parts) / (len(parts) - 1) * (parts**2).sum(axis=0) for parts in (parts_a, parts_b)]
    total = variances[0] + variances[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        freedom = total**2 / (variances[0] ** 2 / (len(parts_a) - 1) + variances[1] ** 2 / (len(parts_b) - 1))
        reach = stdtrit(freedom, (1 + CONFIDENCE) / 2) * np.sqrt(total)
    reach[~(total > ROUNDING)] = np.nan
    return np.clip(difference - reach, -1, 1), np.clip(difference + reach, -1, 1)


def residuals(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give each plan's part in the linearised error of the group's shares: shape (…, n_plans, n_themes), as `counts`.

    What a plan has of a theme beyond its due at the group's share, as a fraction of the group's characters.
    """
    lengths = counts.sum(axis=-1, keepdims=True)
    total = lengths.sum(axis=-2, keepdims=True)
    parts: NDArray[np.float64] = (counts - counts.sum(axis=-2, keepdims=True) / total * lengths) / total
    return parts


def ratios(
    counts: NDArray[np.float64], weights: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the shares of weighted groups of plans, and their standard errors.

    Parameters
    ----------
    counts
        Characters, shape (n_plans, n_themes).
    weights
        How often each plan is in the group, shape (n_groups, n_plans), each row with the same sum of at least two.

    Returns
    -------
    shares, errors
        Shape (n_groups, n_themes); errors as fractions, 0 where all plans of the group have one share.
    """
    lengths = counts.sum(axis=1)
    drawn = weights.sum(axis=1, keepdims=True)
    total = (weights @ lengths)[:, None]
    shares = weights @ counts / total
    squares = (
        weights @ counts**2
        - 2 * shares * (weights @ (counts * lengths[:, None]))
        + shares**2 * (weights @ lengths**2)[:, None]
    )
    # The three terms cancel where the plans agree; what is left then is rounding, not variance.
    squares[squares < ROUNDING * total**2] = 0.0
    return shares, np.sqrt(squares * drawn / (drawn - 1)) / total


@lru_cache(maxsize=64)
def resamples(n_plans: int) -> NDArray[np.float64]:
    """Draw how often each plan is in each resample: shape (RESAMPLES, n_plans), the same at every call."""
    rng = np.random.default_rng(n_plans)
    drawn = rng.multinomial(n_plans, np.full(n_plans, 1 / n_plans), size=RESAMPLES).astype(np.float64)
    drawn.flags.writeable = False
    return drawn


def _student(n_plans: int) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(n_plans - 1, (1 + CONFIDENCE) / 2))


def _resampled(counts: NDArray[np.float64], centre: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give how many standard errors the resamples' logits stray from the group's, at CONFIDENCE: shape (n_themes,)."""
    shares, errors = ratios(counts, resamples(len(counts)))
    t = np.abs(_logit(shares) - centre) / (errors / (shares * (1 - shares)))
    return _quantile(np.where(np.isfinite(t), t, np.nan))


def _quantile(t: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the CONFIDENCE quantile of each column over its finite values; NaN where it has none."""
    ordered = np.sort(t, axis=0)  # NaN last
    n = np.isfinite(t).sum(axis=0)
    at = np.minimum(np.ceil(CONFIDENCE * (n + 1)).astype(int), n) - 1
    return np.where(n > 0, np.take_along_axis(ordered, np.maximum(at, 0)[None, :], axis=0)[0], np.nan)


def _logit(share: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.log(share) - np.log1p(-share)


def _inverse(logit: NDArray[np.float64]) -> NDArray[np.float64]:
    share: NDArray[np.float64] = (1 + np.tanh(logit / 2)) / 2
    return share
