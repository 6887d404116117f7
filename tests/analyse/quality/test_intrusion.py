"""Sheets of intrusions: what they show and hide, and what comes back of them."""

from __future__ import annotations

from pathlib import Path

import fastexcel
import numpy as np
import polars as pl
import pytest

from topics.analyse.quality.intrusion import CHOICES, PASSAGES, WORDS, Question, judged, questions, sheet
from topics.errors import OptionError
from topics.read.answers import read_answers
from topics.show.formats import write
from topics.tables import ASSIGNMENTS, SEGMENTS, TOPICS

N, OWN = 4, 5


def made() -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, np.ndarray]:
    """Four topics of five segments each, in plans of five districts; one text begins like a formula."""
    rows = [(t, i) for t in range(N) for i in range(OWN)]
    segments = pl.DataFrame(
        [
            (f"d{i}@2020#{t}", f"d{i}@2020", t, 0, 9, "", "plan", f"=话题{t}的第{i}段" if i else f"话题{t}", 9)
            for t, i in rows
        ],
        schema=SEGMENTS.schema,
        orient="row",
    )
    assignments = pl.DataFrame(
        [(name, "urban", 0.9, 0.8, t) for name, (t, _) in zip(segments["segment"], rows, strict=True)],
        schema=ASSIGNMENTS.schema,
        orient="row",
    )
    topics = pl.DataFrame(
        [(-1, "unassigned", "—", [], 0, 0)]
        + [(t, "urban", f"名{t}", [f"词{t}{i}" for i in range(10)], OWN, 45) for t in range(N)],
        schema=TOPICS.schema,
        orient="row",
    )
    vectors = np.eye(N)[[t for t, _ in rows]] + 0.01 * np.array([[i] * N for _, i in rows])
    return topics, segments, assignments, vectors


def test_every_topic_is_asked_about_twice_with_one_intruder():
    topics, segments, assignments, vectors = made()
    asked = questions(topics, segments, assignments, vectors)
    assert sorted((q.kind, q.topic) for q in asked) == sorted((k, t) for k in ("words", "segments") for t in range(N))
    for q in asked:
        own = f"词{q.topic}" if q.kind == "words" else f"话题{q.topic}"
        alien = [choice for choice in q.choices if own not in choice]
        assert len(q.choices) == (WORDS if q.kind == "words" else PASSAGES) + 1
        assert alien == [q.choices[CHOICES.index(q.intruder)]]


def test_the_sheet_is_the_same_every_time_and_tells_no_answer_and_no_topic():
    asked = questions(*made())
    table = sheet(asked)
    assert table.equals(sheet(questions(*made())))
    assert set(table["answer"]) == {""}
    assert [q.topic for q in asked if q.kind == "words"] != list(range(N))
    assert len({q.intruder for q in asked}) > 1  # not always in the same place
    assert not any("名" in text for row in table.rows() for text in row)


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_a_filled_sheet_comes_back_and_no_text_is_a_formula(tmp_path: Path, ending: str):
    topics, segments, assignments, vectors = made()
    asked = questions(topics, segments, assignments, vectors)
    letters = {q.item: q.intruder for q in asked}
    filled = sheet(asked).with_columns(answer=pl.col("item").replace_strict(letters).str.to_lowercase())
    filled = filled.with_columns(pl.when(pl.col("item") == "W001").then(pl.lit("")).otherwise("answer").alias("answer"))
    path = tmp_path / f"reader{ending}"
    write(filled, path)
    if ending == ".xlsx":
        cells = fastexcel.read_excel(path).load_sheet(0).to_polars()
        assert any(str(value).startswith("=话题") for row in cells.rows() for value in row)  # text, and kept as text
    else:
        assert all(
            not cell.startswith("=") for line in path.read_text("utf-8").splitlines() for cell in line.split(",")
        )
    found = judged(asked, {"a": read_answers(path)}, topics)
    assert found.summary.select("kind", "precision", "n", "chance").rows() == [
        ("words", 1.0, N - 1, 1 / 6),
        ("segments", 1.0, N, 1 / 4),
    ]
    assert found.topics["segments"].to_list() == [1.0] * N
    assert found.topics["words"].null_count() == 1


def test_kappa_of_two_readers_by_hand():
    asked = [Question(f"W{i}", "words", i, tuple("abcdef"), "A") for i in range(4)]
    topics = made()[0]
    first, second = ({f"W{i}": letter for i, letter in enumerate(said)} for said in ("AABB", "AABA"))
    found = judged(asked, {"one": first, "two": second}, topics)
    # they agree on 3 of 4; by chance on 1/2 * 3/4 + 1/2 * 1/4 = 1/2
    assert found.summary.select("reader", "precision", "n").rows() == [
        ("one", 0.5, 4),
        ("two", 0.75, 4),
        ("agreement", 0.5, 4),
    ]


def test_readers_who_always_say_the_same_letter_have_no_kappa():
    asked = [Question("W0", "words", 0, tuple("abcdef"), "A")]
    found = judged(asked, {"one": {"W0": "B"}, "two": {"W0": "B"}}, made()[0])
    assert found.summary.row(2)[:4] == ("words", "agreement", None, 1)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"W9": "A"}, "item 'W9' is not asked about this model"),
        ({"W0": "G"}, "answer 'G' to item W0; allowed: A, B, C, D, E, F"),
        ({"W0": "AB"}, "answer 'AB' to item W0"),
        ({}, "no answer in it"),
    ],
)
def test_a_wrong_answer_is_explained(answers: dict[str, str], said: str):
    asked = [Question("W0", "words", 0, tuple("abcdef"), "A")]
    with pytest.raises(OptionError, match=said):
        judged(asked, {"sheet.csv": answers}, made()[0])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("item,A\nW1,x\n", "allowed: item .* and answer"),
        ("item,answer\nW1,A\nW1,B\n", "item 'W1' is answered twice"),
    ],
)
def test_a_wrong_sheet_is_explained(tmp_path: Path, content: str, said: str):
    (tmp_path / "a.csv").write_text(content, encoding="utf-8")
    with pytest.raises(OptionError, match=said):
        read_answers(tmp_path / "a.csv")


def test_letters_of_full_width_and_headings_in_chinese_are_read(tmp_path: Path):
    (tmp_path / "a.csv").write_text("题号,答案\nW001,ｂ\nW002,\n", encoding="utf-8-sig")
    assert read_answers(tmp_path / "a.csv") == {"W001": "B"}


def test_one_topic_cannot_be_asked_about():
    topics, segments, assignments, vectors = made()
    with pytest.raises(OptionError, match="fewer than two topics"):
        questions(topics.head(2), segments, assignments, vectors)
