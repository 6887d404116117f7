"""What a model learns from passages that its user has coded.

The themes file, experience and the corpus give each segment calibrated log-probabilities; labels teach a correction to
them: multinomial logistic regression on vectors and words with those log-probabilities as offset, drawn toward no
correction. How much it helps is measured on the labels themselves, by folds of districts.

labels, segments → place() → Taught; features, log-probabilities, Taught → learn(), cross_validate()
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from topics.errors import OptionError
from topics.model.evidence import log_softmax
from topics.model.learning import Features, fit_softmax
from topics.model.words import fold
from topics.tables import UNASSIGNED

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl
    from numpy.typing import NDArray

    from topics.model.themes import Themes

    Reals = NDArray[np.float64]

NOTHING = ("none", UNASSIGNED)
"""What may stand for a passage without a theme; it teaches something only where themes compete unseen."""
FIRST = 0.75
"""Part of a label that goes to its first theme where a second is allowed."""
STRENGTH = 30.0
"""Of the labels against no correction; benchmarks/labels.py shows what others give."""
FOLDS = 5
LEAST = 10
"""Fewer labels than this cannot be judged by folds."""
PLACES = 4
_BETWEEN = re.compile("[|,，、;；]")
"""What may stand between the themes of a cell."""


@dataclass(frozen=True)
class Taught:
    """Labels in their places.

    Parameters
    ----------
    rows
        Segments that have a label, ascending, shape (n,).
    targets
        Their themes as probabilities, and the rest, shape (n, n_themes).
    n_labels, n_found
        Labels given, and those of them whose passage is in the corpus.
    """

    rows: NDArray[np.int64]
    targets: Reals
    n_labels: int
    n_found: int

    def origin(self, gain: dict[str, Any]) -> dict[str, Any]:
        """Say how many labels were given and found, and how much they helped."""
        return {"labels": self.n_labels, "found": self.n_found, **gain}


def place(labels: pl.DataFrame, segments: pl.DataFrame, themes: Themes) -> Taught:
    """Find the segments that labels were given to: all of the same text; by the name where the sheet has no text.

    A segment may have another name after a new fit, so its text decides where it is given. Labels that disagree about
    the same text are averaged, so that the order of rows changes nothing.

    Raises
    ------
    OptionError
        A label names a theme that is not in the themes file.
    """
    by_name = {name: [row] for row, name in enumerate(segments["segment"].to_list())}
    by_text: dict[str, list[int]] = {}
    for row, text in enumerate(segments["text"].to_list() if len(labels) else []):
        by_text.setdefault(_key(text), []).append(row)
    names = _names(themes)
    given: dict[int, list[Reals]] = {}
    n_found = 0
    for number, label in enumerate(labels.iter_rows(named=True), 1):
        where = f"label {number} ({label['segment'] or label['text'][:16] + '…'})"
        target = _target(label["theme"], label["second"], names, len(themes.codes), where)
        target = _nothing(themes) if target is None else np.pad(target, (0, len(themes.rest)))
        places = by_text.get(_key(label["text"]), []) if label["text"] else by_name.get(label["segment"], [])
        n_found += bool(places)
        if target.any():
            for row in places:
                given.setdefault(row, []).append(target)
    rows = sorted(given)
    table = np.array([np.mean(np.sort(given[row], axis=0), axis=0) for row in rows])
    return Taught(np.array(rows, dtype=np.int64), table.reshape(len(rows), len(themes.every)), len(labels), n_found)


def check_themes(labels: pl.DataFrame, themes: Themes, sheet: str) -> None:
    """See that every label names themes of the themes file, before anything is read that takes long.

    Raises
    ------
    OptionError
        The first that does not, and which others there are.
    """
    names = _names(themes)
    wrong: list[tuple[int, OptionError]] = []
    for number, label in enumerate(labels.iter_rows(named=True), 1):
        where = f"{sheet}: label {number} ({label['segment'] or label['text'][:16] + '…'})"
        try:
            _target(label["theme"], label["second"], names, len(themes.codes), where)
        except OptionError as error:
            wrong.append((number, error))
    if wrong:
        (_, first), *others = wrong
        numbers = ", ".join(str(number) for number, _ in others[:_NAMED]) + (", …" if len(others) > _NAMED else "")
        more = f", nor is there a known theme in label {numbers}" if others else ""
        raise OptionError(f"{first.found}{more}", allowed=first.allowed, remedy=first.remedy)


_NAMED = 9
"""Labels named in one line."""


def _key(text: str) -> str:
    return "".join(fold(text).split())


def _names(themes: Themes) -> dict[str, int]:
    """Give the position of each theme by its code and its names."""
    pairs = [(name, i) for i, t in enumerate(themes.themes) for name in (t.name_en, t.name_zh, t.code)]
    return {fold(name): i for name, i in [*pairs, *((t.code, i) for i, t in enumerate(themes.themes))]}


def _target(first: str, second: str, names: dict[str, int], n_themes: int, where: str) -> Reals | None:
    """Give a label as probabilities; None for a passage without a theme."""
    if fold(first.strip()) in NOTHING:
        return None
    target = np.zeros(n_themes)
    main = _position(first, names, where)
    others = {_position(part, names, where) for part in _BETWEEN.split(second) if part.strip()}
    others.discard(main)
    target[main] = FIRST if others else 1.0
    for other in others:
        target[other] = (1.0 - FIRST) / len(others)
    return target


def _nothing(themes: Themes) -> Reals:
    """Give what is no theme's as probabilities: alike for all of the rest; zeros where there is none."""
    n_rest = len(themes.rest)
    return np.repeat([0.0, 1.0 / max(n_rest, 1)], [len(themes.codes), n_rest])


def _position(name: str, names: dict[str, int], where: str) -> int:
    asked = fold(name.strip())
    if asked not in names:
        near = difflib.get_close_matches(asked, list(names), 1)
        raise OptionError(
            f"{where}: theme {name.strip()!r}",
            allowed=", ".join([*names, NOTHING[0]]),
            remedy=f"did you mean {near[0]!r}?" if near else "use the codes of the themes file of this fit",
        )
    return names[asked]


def learn(features: Features, logs: Reals, taught: Taught) -> Reals:
    """Learn a correction of calibrated log-probabilities.

    Parameters
    ----------
    features
        Of all segments.
    logs
        Their calibrated log-probabilities, shape (n, n_themes).
    taught
        The labels.

    Returns
    -------
    ndarray of float64, shape (n_features, n_themes)
        Weights without a bias; of no rows where nothing was taught.
    """
    rows = taught.rows
    if not len(rows):
        return np.zeros((0, logs.shape[1]))
    weights, _ = fit_softmax(_rows(features, rows), taught.targets, STRENGTH, offset=logs[rows])
    return weights.round(PLACES)


def _rows(features: Features, rows: NDArray[np.int64]) -> Features:
    chosen = np.zeros(len(features.dense), dtype=bool)
    chosen[rows] = True
    return features.rows(chosen)


def cross_validate(
    features: Features, logs: Reals, taught: Taught, districts: Sequence[str | None], plans: Sequence[str]
) -> dict[str, Any]:
    """Measure on the labels what they teach: each is judged by a correction learnt without its district.

    Parameters
    ----------
    features, logs, taught
        As in `learn`.
    districts, plans
        Of each segment.

    Returns
    -------
    dict
        ``n``; ``by``: what the folds are made of, districts, else plans, else single passages; ``before`` and
        ``after``: fraction of the labels whose theme is one the coder allows, without and with what others teach;
        ``mended`` and ``broken``: labels that become right by it, and that become wrong. These four are None where
        there are fewer than `LEAST`.
    """
    rows = taught.rows
    by, folds = _folds([districts[row] or "?" for row in rows], [plans[row] for row in rows])
    result: dict[str, Any] = {"n": len(rows), "by": by, **dict.fromkeys(("before", "after", "mended", "broken"))}
    if len(rows) < LEAST:
        return result
    after = np.zeros(logs[rows].shape)
    for number in np.unique(folds):
        out = folds == number
        weights = learn(features, logs, Taught(rows[~out], taught.targets[~out], 0, 0))
        after[out] = correct(logs[rows[out]], _rows(features, rows[out]), weights)
    was, now = _allowed(logs[rows], taught.targets), _allowed(after, taught.targets)
    result |= {"before": float(was.mean()), "after": float(now.mean())}
    return result | {"mended": int((now & ~was).sum()), "broken": int((was & ~now).sum())}


def changed(features: Features, logs: Reals, weights: Reals, n_themes: int) -> float:
    """Give the fraction of all segments to which a correction gives another likeliest theme; the rest counts as one."""
    before, after = (likeliest(of).clip(max=n_themes) for of in (logs, correct(logs, features, weights)))
    return float((before != after).mean())


def likeliest(logs: Reals) -> NDArray[np.int64]:
    """Give the position of the likeliest theme of each row; among equals the first."""
    found: NDArray[np.int64] = logs.round(9).argmax(axis=1)
    return found


def _allowed(logs: Reals, targets: Reals) -> NDArray[np.bool_]:
    """Tell of each row whether its likeliest theme is one the coder allows."""
    found = likeliest(logs)
    allowed: NDArray[np.bool_] = targets[np.arange(len(found)), found] > 0
    return allowed


def _folds(districts: list[str], plans: list[str]) -> tuple[str, NDArray[np.int64]]:
    """Give at most `FOLDS` folds of districts; of plans where there is one district, of passages where one plan."""
    passages = [f"{i:06}" for i in range(len(plans))]
    kinds = (("district", districts), ("plan", plans), ("passage", passages))
    by, names = next((kind for kind in kinds if len(set(kind[1])) > 1), kinds[-1])
    place_of = {name: i % FOLDS for i, name in enumerate(sorted(set(names)))}
    return by, np.array([place_of[name] for name in names], dtype=np.int64)


def correct(logs: Reals, features: Features, weights: Reals) -> Reals:
    """Add the correction that labels taught to log-probabilities, shape (n, n_themes)."""
    if not len(weights):
        return logs
    return log_softmax(logs + features.times(weights))
