"""What labels teach: where they belong, what they may say, that they help and that the rule keeps what was learnt."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from topics.errors import OptionError
from topics.model.assignment import assign
from topics.model.fit import fit_model
from topics.model.labels import LEAST, Taught, changed, check_themes, correct, cross_validate, learn, place
from topics.model.learning import Features
from topics.model.rule import Rule
from topics.model.themes import load_themes, parse_themes
from topics.settings import ModelSettings
from topics.tables import LABELS

THEMES = parse_themes(
    {
        "theme": [
            {"code": "water", "name_en": "Water", "name_zh": "水", "description_en": "Rivers."},
            {"code": "air", "name_en": "Air", "name_zh": "气", "description_en": "Wind."},
        ]
    }
)
SEGMENTS = pl.DataFrame({"segment": ["a@1#0", "a@1#1", "a@1#2"], "text": ["整治河道。", "清洁空气。", "整治河道。"]})


def labels(*rows: tuple[str, str, str, str]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=LABELS.schema, orient="row")


@pytest.mark.parametrize(
    ("row", "rows"),
    [
        (("a@1#1", "清洁空气。", "air", ""), [1]),  # both agree
        (("a@1#9", "清洁 空气。", "air", ""), [1]),  # renumbered: the text decides, white space apart
        (("a@1#0", "清洁空气。", "air", ""), [1]),  # the name now is another segment's
        (("a@1#1", "", "air", ""), [1]),  # by name alone
        (("", "整治河道。", "water", ""), [0, 2]),  # the same text twice
        (("a@1#2", "整治河道。", "water", ""), [0, 2]),  # whichever of them is named
        (("", "清潔空氣。", "air", ""), [1]),  # Traditional
        (("a@1#7", "没有这一段。", "air", ""), []),
        (("a@1#1", "清洁空气。", "none", ""), []),  # found, but teaches nothing
        (("a@1#1", "清洁空气。", "unassigned", ""), []),
    ],
)
def test_a_label_is_placed_by_its_text_and_else_by_its_name(row, rows):
    taught = place(labels(row), SEGMENTS, THEMES)
    assert taught.rows.tolist() == rows
    assert taught.n_labels == 1
    assert taught.n_found == (row[1] != "没有这一段。")


def test_a_second_theme_takes_a_quarter_and_names_do_as_well_as_codes():
    taught = place(labels(("a@1#0", "", "水", "Air"), ("a@1#1", "", "AIR", "")), SEGMENTS, THEMES)
    np.testing.assert_array_equal(taught.targets, [[0.75, 0.25], [0.0, 1.0]])


def test_where_themes_compete_unseen_no_theme_is_taught_too():
    more = replace(THEMES, rest=load_themes().themes[:4])
    taught = place(labels(("a@1#0", "", "water", ""), ("a@1#1", "", "none", "")), SEGMENTS, more)
    np.testing.assert_array_equal(taught.rows, [0, 1])
    np.testing.assert_array_equal(taught.targets, [[1, 0, 0, 0, 0, 0], [0, 0, 0.25, 0.25, 0.25, 0.25]])


def test_another_theme_of_the_rest_is_no_change():
    features, logs, taught = made_wrong(24)
    weights = learn(features, logs, taught)
    assert changed(features, logs, weights, 1) == 0.5
    assert changed(features, logs, weights, 0) == 0.0


def test_labels_that_disagree_are_averaged_in_any_order():
    rows = [("", "清洁空气。", "air", ""), ("a@1#1", "", "water", ""), ("", "清洁空气。", "air", "")]
    for order in (rows, rows[::-1]):
        np.testing.assert_allclose(place(labels(*order), SEGMENTS, THEMES).targets, [[1 / 3, 2 / 3]])


def test_a_theme_that_is_not_there_is_said_with_its_row():
    with pytest.raises(
        OptionError, match=r"label 2 \(a@1#1\): theme 'watre'; allowed: .*water.*none; did you mean 'water'\?"
    ):
        place(labels(("a@1#0", "", "air", ""), ("a@1#1", "", "watre", "")), SEGMENTS, THEMES)


def test_all_labels_of_unknown_themes_are_named_in_one_line_before_anything_is_read():
    rows = labels(
        ("a@1#0", "", "air", "water、AIR；水"), ("a@1#1", "", "watre", ""), ("x", "", "none", ""), ("y", "", "?", "")
    )
    with pytest.raises(OptionError) as caught:
        check_themes(rows, THEMES, "sheet.csv")
    said = str(caught.value)
    assert said.startswith(
        "sheet.csv: label 2 (a@1#1): theme 'watre', nor is there a known theme in label 4; allowed: "
    )
    assert said.endswith("did you mean 'water'?")
    check_themes(rows.filter(pl.col("theme").is_in(["air", "none"])), THEMES, "sheet.csv")


def made_wrong(n: int) -> tuple[Features, np.ndarray, Taught]:
    """Make items whose second feature tells their theme, and log-probabilities that are all for the first theme."""
    dense = np.zeros((n, 2))
    dense[::2, 0] = dense[1::2, 1] = 1.0
    logs = np.log(np.tile([0.7, 0.3], (n, 1)))
    from scipy.sparse import csr_matrix

    targets = np.eye(2)[np.arange(n) % 2]
    return Features(dense, csr_matrix((n, 0))), logs, Taught(np.arange(n), targets, n, n)


def test_labels_correct_what_was_wrong_and_cross_validation_says_so():
    features, logs, taught = made_wrong(24)
    weights = learn(features, logs, taught)
    corrected = correct(logs, features, weights)
    np.testing.assert_array_equal(corrected.argmax(axis=1), np.arange(24) % 2)
    np.testing.assert_allclose(np.exp(corrected).sum(axis=1), 1.0)
    districts, plans = [f"d{i // 4}" for i in range(24)], [f"p{i // 2}" for i in range(24)]
    gain = cross_validate(features, logs, taught, districts, plans)
    assert gain == {"n": 24, "by": "district", "before": 0.5, "after": 1.0, "mended": 12, "broken": 0}
    assert changed(features, logs, weights, logs.shape[1]) == 0.5
    assert changed(features, logs, weights[:0], logs.shape[1]) == 0.0


@pytest.mark.parametrize(
    ("districts", "plans", "by"),
    [(["d"] * 12, [f"p{i % 3}" for i in range(12)], "plan"), (["d"] * 12, ["p"] * 12, "passage")],
)
def test_folds_are_made_of_the_largest_units_there_are(districts, plans, by):
    features, logs, taught = made_wrong(12)
    assert cross_validate(features, logs, taught, districts, plans)["by"] == by


def test_a_handful_of_labels_is_not_judged():
    features, logs, taught = made_wrong(LEAST - 1)
    gain = cross_validate(features, logs, taught, ["d"] * LEAST, ["p"] * LEAST)
    assert (gain["before"], gain["after"], gain["mended"], gain["broken"]) == (None,) * 4


def test_no_label_changes_nothing():
    features, logs, taught = made_wrong(12)
    nothing = Taught(taught.rows[:0], taught.targets[:0], 0, 0)
    weights = learn(features, logs, nothing)
    assert weights.shape == (0, 2)
    assert correct(logs, features, weights) is logs


def test_a_fit_with_labels_keeps_them_through_save_and_load_and_applies_as_it_was_fitted(large):
    asked = [row for row, code in enumerate(large.truth) if code == "culture"][:40]
    targets = np.zeros((40, 11))
    targets[:, large.themes.codes.index("party")] = 1.0  # a user who means by party what others call culture
    taught = Taught(np.array(asked), targets, 40, 40)
    given = (large.themes, large.theme_vectors, large.documents, large.segments, large.vectors, large.headings)
    plain, rule = (fit_model(*given, ModelSettings(), taught=one).rule for one in (None, taught))
    before, after = (assign(r, large.segments, large.vectors, large.headings) for r in (plain, rule))
    moved = np.array([code == "culture" for code in large.truth])
    was, now = before["theme"].to_numpy(), after["theme"].to_numpy()
    assert np.mean(was[moved] == "culture") > 0.9
    assert np.mean(now[moved] == "party") > 0.9
    assert np.mean(now[~moved] == was[~moved]) > 0.95
    assert rule.label_gain["after"] > rule.label_gain["before"]
    again = Rule.from_parts(*rule.to_parts())
    assert assign(again, large.segments, large.vectors, large.headings).equals(after)
    assert again.label_gain == rule.label_gain
