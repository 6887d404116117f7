"""Agreement with coded passages: values worked out by hand, and the same figures as the independent scorer's."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from topics.analyse.quality.evaluation import evaluate, read_gold
from topics.errors import OptionError
from topics.tables import ASSIGNMENTS, CODED, SEGMENTS

documents = pl.DataFrame({"document": ["甲@2020"], "file": ["sub/甲_2020.txt"]})
segments = pl.DataFrame(
    [
        ("甲@2020#0", "甲@2020", 0, 0, 10, "", "neither", "标题", 10),
        ("甲@2020#1", "甲@2020", 1, 10, 40, "", "review", "修路", 30),
        ("甲@2020#2", "甲@2020", 2, 40, 60, "", "plan", "建校", 20),
        ("甲@2020#3", "甲@2020", 3, 60, 100, "", "plan", "治水", 40),
    ],
    schema=SEGMENTS.schema,
    orient="row",
)
assignments = pl.DataFrame(
    [
        ("甲@2020#0", "unassigned", 0.2, 0.1, -1),
        ("甲@2020#1", "urban", 0.9, 0.8, 0),
        ("甲@2020#2", "party", 0.6, 0.3, 0),
        ("甲@2020#3", "environment", 0.7, 0.5, 1),
    ],
    schema=ASSIGNMENTS.schema,
    orient="row",
)
GOLD = """corpus,file,start,end,theme,accept,half
s,甲_2020.txt,0,10,none,none,neither
s,甲_2020.txt,10,40,rural|urban,rural|urban,review
s,甲_2020.txt,40,60,livelihood,livelihood|party,either
s,甲_2020.txt,55,100,urban,urban,review
s,乙_2020.txt,0,10,party,party,plan
"""


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.csv"
    path.write_text("\ufeff" + GOLD, encoding="utf-8")
    return path


def test_agreement_by_hand(gold: Path) -> None:
    found = evaluate(documents, segments, assignments, read_gold(gold))
    summary = {row["measure"]: (row["value"], row["n"]) for row in found.summary.to_dicts()}
    # none is left alone: right. rural|urban found urban: right. livelihood found party: allowed only. urban: wrong.
    assert summary["strict"] == (0.5, 4)
    assert summary["accept"] == (0.75, 4)
    assert summary["half"] == (0.5, 2)  # the review is found, the last one (plan) is not; none and either do not count
    assert found.confusion.rows() == [("urban", "environment", 1)]
    assert found.per_theme.rows() == [
        ("livelihood", 1, 0.0, 1.0),
        ("none", 1, 1.0, 1.0),
        ("rural", 1, 1.0, 1.0),
        ("urban", 1, 0.0, 0.0),
    ]
    assert found.n_missing == 1


def test_every_figure_is_made_of_the_passages_listed(gold: Path) -> None:
    found = evaluate(documents, segments, assignments, read_gold(gold))
    assert found.passages.columns == list(CODED.schema)
    columns = ("start", "segments", "coded", "found", "probability", "strict", "accept", "found_half", "same_half")
    assert found.passages.select(columns).rows() == [
        (0, ["甲@2020#0"], "none", "unassigned", 0.2, True, True, "neither", None),
        (10, ["甲@2020#1"], "rural|urban", "urban", 0.9, True, True, "review", True),
        (40, ["甲@2020#2"], "livelihood", "party", 0.6, False, True, "plan", None),
        (55, ["甲@2020#2", "甲@2020#3"], "urban", "environment", 0.7, False, False, "plan", False),
    ]


def test_a_passage_that_was_left_out_is_listed_without_segments(gold: Path) -> None:
    kept = segments.filter(pl.col("position") > 0)
    found = evaluate(documents, kept, assignments.slice(1), read_gold(gold)).passages.row(0, named=True)
    assert (found["segments"], found["found"], found["found_half"], found["probability"]) == ([], "", "", None)
    assert found["accept"]  # a title that was left out is right


def test_true_shares_leave_out_what_is_none(gold: Path) -> None:
    found = evaluate(documents, segments, assignments, read_gold(gold))
    shares = {row["theme"]: (row["true"], row["found"]) for row in found.shares.to_dicts()}
    assert all(row["difference"] == row["found"] - row["true"] for row in found.shares.to_dicts())
    assert shares["urban"] == (45 / 95, 0.3)
    assert shares["livelihood"] == (20 / 95, 0.0)
    assert shares["environment"] == (0.0, 0.4)
    assert shares["unassigned"] == (0.0, 0.1)


def test_the_same_figures_as_the_independent_scorer(shared: Path, gold: Path, tmp_path: Path) -> None:
    rows = segments.join(documents, on="document").with_columns(assignments["theme"])
    rows.select("file", "start", "end", "theme", "half").write_csv(tmp_path / "segments.csv")
    command = [
        sys.executable,
        str(shared / "tools" / "score_gold.py"),
        "--gold",
        str(gold),
        str(tmp_path / "segments.csv"),
    ]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    ours = {
        row["measure"]: row["value"]
        for row in evaluate(documents, segments, assignments, read_gold(gold)).summary.to_dicts()
    }
    assert {name: theirs[name] for name in ("strict", "accept", "half")} == {
        name: round(ours[name], 4) for name in ("strict", "accept", "half")
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("file,start,end\na,0,1\n", "no column theme, accept, half"),
        (GOLD.replace(",40,60,", ",60,40,"), "row 4 has no span"),
        (GOLD.replace(",40,60,", ",x,60,"), "row 4 has no span"),
    ],
)
def test_a_wrong_file_is_explained(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "gold.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OptionError, match=message):
        read_gold(path)


def test_passages_of_other_files_are_refused(gold: Path) -> None:
    other = documents.with_columns(pl.lit("丙_2020.txt").alias("file"))
    with pytest.raises(OptionError, match="none lies in a file of the model"):
        evaluate(other, segments, assignments, read_gold(gold))
