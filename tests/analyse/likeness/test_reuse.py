"""Runs of letters that plans share, and how much wording: values by head, laws, edits."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topics.analyse.likeness import shingles
from topics.analyse.likeness.reuse import LEAST_OWN, Wordings, wordings
from topics.analyse.likeness.shingles import ALONE, BROKEN, COMMON, index, known_runs, letters

NOTHING = np.zeros(0, np.uint32)


def text(n: int, seed: int) -> str:
    """Give letters at random: what has no run in common with any other."""
    return "".join(chr(0x4E00 + code) for code in np.random.default_rng(seed).integers(0, 20000, size=n))


def compared(*texts: str, districts: list[int] | None = None, background: tuple[str, ...] = ()) -> Wordings:
    number = np.arange(len(texts), dtype=np.int32)
    return wordings(texts, number, number if districts is None else np.array(districts, np.int32), background)


def fraction(found: Wordings, i: int = 0, j: int = 1) -> float:
    return float(found.of_shorter(np.array([i]), np.array([j]))[0])


def test_runs_are_numbered_and_the_rest_says_why_not() -> None:
    found = letters(["甲乙丙丁", "甲乙丙", "乙丙丁", "子丑", "乙丙丁"])
    plans = found.text
    shared = index(found.codes, plans, plans, plans, 2, NOTHING)
    words = ["".join(map(chr, found.codes[k : k + 2])) for k in range(len(found.codes))]
    kinds = dict(zip(words[:-1], shared.run[:-1].tolist(), strict=True))
    assert kinds["甲乙"] >= 0  # two districts
    assert kinds["乙丙"] == kinds["丙丁"] == COMMON  # four and three of five
    assert kinds["子丑"] == ALONE
    assert kinds["丁甲"] == kinds["丙乙"] == BROKEN  # from one text into the next
    k = kinds["甲乙"]
    assert shared.places[shared.starts[k] : shared.starts[k + 1]].tolist() == [0, 4]
    assert shared.n_districts[k] == 2


def test_what_stands_upstream_is_common() -> None:
    own, upstream = text(80, 0), text(80, 1)
    assert fraction(compared(own + upstream, own + upstream)) == 1
    found = compared(own + upstream + text(80, 2), upstream + text(80, 3), background=(upstream,))
    assert fraction(found) == 0
    assert len(known_runs([upstream], 5)) == 76


def test_the_share_is_of_the_shorter_plan_and_of_its_own_letters() -> None:
    shared, long = text(60, 0), text(300, 1)
    found = compared(shared + text(40, 2), shared + long)
    assert found.own.tolist() == [100, 360]
    assert fraction(found) == pytest.approx(0.6)


def test_the_order_of_paragraphs_and_masks_change_little() -> None:
    parts = [text(50, seed) for seed in range(8)]
    found = compared("".join(parts), "".join(parts[::-1]))
    assert fraction(found) == 1  # a run within a paragraph never breaks, and those across cover nothing more
    plain = "甲乙".join(parts)
    masked = compared(plain, plain.replace("甲乙", "**"))
    assert fraction(masked) == pytest.approx(1)


@pytest.mark.parametrize(("every", "least"), [(50, 0.95), (20, 0.9), (10, 0.85)])
def test_small_edits_leave_the_rest_of_the_match(every: int, least: float) -> None:
    whole = text(2000, 0)
    edited = "".join("的" if i % every == every // 2 else one for i, one in enumerate(whole))
    assert least <= fraction(compared(whole, edited)) < 1


def test_a_plan_of_common_phrases_has_no_fraction() -> None:
    phrases, own = text(20, 0), LEAST_OWN - 20
    found = compared(*(phrases + text(own, seed) for seed in range(1, 5)))
    assert found.own.tolist() == [own + 4] * 4  # the runs across lie half in the phrases
    assert np.isnan(fraction(found))


def test_plans_of_one_district_do_not_make_a_phrase_common() -> None:
    same = text(100, 0)
    found = compared(*(same + text(20, seed) for seed in range(1, 6)), districts=[0, 0, 0, 0, 1])
    assert fraction(found) == pytest.approx(100 / 120)


def test_the_size_of_the_parts_that_are_sorted_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [text(300, seed) + text(200, 99) for seed in range(2)] + [text(100, 0) * 3]
    whole = compared(*texts)
    monkeypatch.setattr(shingles, "_PARTITION", 100)
    parts = compared(*texts)
    assert (whole.reused == parts.reused).all()
    assert (whole.own == parts.own).all()


def test_copies_of_a_plan_are_one_voice_and_stay_the_same() -> None:
    copy, others = text(600, 0), [text(600, seed) for seed in range(1, 8)]
    found = compared(copy + text(40, 10), text(40, 11) + copy, copy + text(40, 12), *others)
    assert all(fraction(found, i, j) > 0.9 for i, j in ((0, 1), (0, 2), (1, 2)))
    assert fraction(found, 0, 3) == 0
    formula = text(60, 20)  # three of ten have it: common
    found = compared(*(one + formula for one in others[:3]), *others[3:], text(600, 30))
    assert fraction(found, 0, 1) == 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="甲乙丙丁，。* Ａa1\n", max_size=120), min_size=2, max_size=5), st.randoms())
def test_laws(texts: list[str], shuffler: random.Random) -> None:
    found = compared(*texts)
    n = len(texts)
    assert (found.own <= found.length).all()
    assert (found.reused <= np.maximum(found.own[:, None], 0)).all()
    first, second = np.triu_indices(n, k=1)
    values = found.of_shorter(first, second)
    assert np.array_equal(values, found.of_shorter(second, first), equal_nan=True)
    known = values[np.isfinite(values)]
    assert ((known >= 0) & (known <= 1)).all()
    order = list(range(n))
    shuffler.shuffle(order)
    again = compared(*(texts[i] for i in order))
    assert (again.reused == found.reused[np.ix_(order, order)]).all()
