"""What a chart keeps, how it orders and names it, how it breaks lines, and which colours it gives."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.show.frames import theme_names
from tests.show.made import THEMES, many_themes, share_frame, similarity_frame, topic_shares
from topics.errors import OptionError
from topics.show.layout import (
    both_ways,
    clustered,
    coloured,
    group_names,
    kept_groups,
    kept_series,
    labelled,
    level_of,
    most_alike,
    nearest,
    told_apart,
)
from topics.show.palette import GREY, SAFE, SIDES, colours
from topics.show.titles import WIDEST, Wording, counted, wrapped


def test_rows_are_named_by_their_groups_and_themes() -> None:
    frame = labelled(share_frame(["甲", None], [2018, None]), "en")
    assert frame["group"].unique(maintain_order=True).to_list() == ["甲 2018", "甲 ?", "? 2018", "? ?"]
    assert frame["label"].to_list()[:3] == [
        "Industry and innovation",
        "Urban renewal and city management",
        "Unassigned",
    ]
    assert (level_of(frame), group_names(frame)) == ("theme", ["district", "year"])
    topics = labelled(topic_shares(), "zh")
    assert topics.select("code", "label").rows() == [("0", "0 城市管理"), ("7", "7 安全生产"), ("-1", "无话题")]
    assert level_of(topics) == "topic"


def test_the_themes_with_most_text_are_kept_not_those_with_the_highest_shares() -> None:
    codes = {"a": ("甲", "A"), "b": ("乙", "B"), "unassigned": ("未归类", "")}
    sizes: dict[str | None, int] = {"大": 9000, "小": 10}
    frame = labelled(share_frame(["大", "小"], [2018], codes=codes, characters=sizes), "zh")
    shares = [0.3, 0.6, 0.1, 0.9, 0.0, 0.1]  # a is 0.9 of little text, b 0.6 of much
    rows, series, cut = kept_series(frame.with_columns(share=pl.Series(shares)), 1)
    assert series["code"].to_list() == ["b", "unassigned"]
    assert series["colour"].to_list() == [SAFE[1], GREY]
    assert rows.height == 4
    assert cut == ("series left out", 1, 2)


def test_nothing_is_cut_where_there_is_room() -> None:
    frame = labelled(share_frame(["甲"], [2018], codes=many_themes(11)), "zh")
    rows, series, cut = kept_series(frame, 11)
    assert (rows.height, series.height, cut) == (12, 12, ())
    assert kept_groups(frame, "group", 1)[1:] == (1, ())


def test_groups_keep_their_order() -> None:
    sizes: dict[str | None, int] = {"甲": 10, "乙": 30, "丙": 20}
    rows, n, cut = kept_groups(labelled(share_frame(list(sizes), [2018], characters=sizes), "zh"), "district", 2)
    assert rows["district"].unique(maintain_order=True).to_list() == ["乙", "丙"]
    assert (n, cut) == (2, ("groups left out", 2, 3))


def test_the_square_holds_every_pair_both_ways() -> None:
    square = both_ways(similarity_frame(["甲", "乙", "丙"]), "content")
    assert square.height == 6
    assert set(square.select("a", "b").rows()) == {(a, b) for a in "甲乙丙" for b in "甲乙丙" if a != b}
    order = clustered(square, ["丙", "乙", "甲"])
    assert sorted(order) == sorted("甲乙丙")
    assert clustered(square.head(2), ["甲", "乙"]) == ["甲", "乙"]


def test_like_plans_stand_together() -> None:
    near = {("甲", "丁"): 0.9, ("乙", "丙"): 0.8}
    far = dict.fromkeys([("甲", "乙"), ("甲", "丙"), ("乙", "丁"), ("丙", "丁")], -0.5)
    order = clustered(both_ways(similarity_frame([*"甲乙丙丁"], near | far), "content"), [*"甲乙丙丁"])
    assert abs(order.index("甲") - order.index("丁")) == 1
    assert abs(order.index("乙") - order.index("丙")) == 1


def test_the_nearest_come_first() -> None:
    frame = similarity_frame(["甲", "乙", "丙"], {("甲", "乙"): 0.1, ("甲", "丙"): 0.9, ("乙", "丙"): 0.5})
    found = nearest(both_ways(frame, "content"), 1)
    assert {(row["a"], row["b"], row["rank"]) for row in found.to_dicts()} == {
        ("甲", "丙", 1),
        ("乙", "丙", 1),
        ("丙", "甲", 1),
    }
    both = nearest(both_ways(frame, "content"), 5)
    assert both.filter(pl.col("a") == "乙").select("b", "similarity", "rank").rows() == [("丙", 0.5, 1), ("甲", 0.1, 2)]


def test_of_too_many_plans_those_near_another_are_kept_in_their_order() -> None:
    frame = similarity_frame(["甲", "乙", "丙"], {("甲", "乙"): 0.1, ("甲", "丙"): 0.9, ("乙", "丙"): 0.2})
    assert most_alike(both_ways(frame, "content"), ["丙", "乙", "甲"], 2) == ["丙", "甲"]
    assert most_alike(both_ways(frame, "content"), ["丙", "乙", "甲"], 3) == ["丙", "乙", "甲"]


def test_two_of_one_colour_are_told_apart_and_the_rest_stay() -> None:
    made = pl.DataFrame({"code": ["0", "1", "11", "-1"], "colour": [SAFE[0], SAFE[1], SAFE[0], GREY]})
    assert told_apart(made)["colour"].to_list() == [SAFE[0], SAFE[1], SAFE[2], GREY]
    assert told_apart(made.head(2))["colour"].to_list() == [SAFE[0], SAFE[1]]


def test_a_theme_has_one_colour_in_every_chart_of_a_model() -> None:
    frame = labelled(share_frame(["甲"], [2018]), "zh")
    kept = kept_series(frame, 1)[1]
    every = dict(coloured(theme_names(THEMES), "zh").select("code", "colour").iter_rows())
    assert all(every[code] == colour for code, colour in kept.select("code", "colour").iter_rows())


def test_colours_are_stable_distinct_and_grey_for_none() -> None:
    assert colours(["a", "unassigned", "b"]) == [SAFE[0], GREY, SAFE[1]]
    assert colours(["5", "-1"]) == [SAFE[0], GREY]
    assert len(set(colours([str(i) for i in range(11)]))) == 11
    assert colours([str(i) for i in range(23)])[22] == SAFE[0]
    assert len({*SAFE, GREY}) == 12
    assert len(set(SIDES)) == 2


@pytest.mark.parametrize(
    ("text", "widest", "lines"),
    [
        ("民生保障", 16, ["民生保障"]),
        ("党的建设与政府自身建设", 16, ["党的建设与", "政府自身建设"]),
        ("文化文明体育旅游", 14, ["文化文明", "体育旅游"]),
        ("9 学前教育与义务教育优质均衡", 20, ["9 学前教育与", "义务教育优质均衡"]),
        ("Livelihood and public services", 16, ["Livelihood and", "public services"]),
        (
            "How the themes of 启衡新区 and 黔西南布依族苗族自治州兴义 differ",
            48,
            ["How the themes of 启衡新区", "and 黔西南布依族苗族自治州兴义 differ"],
        ),
        ("a", 0, ["a"]),
        ("", 5, [""]),
        (
            "12 项差异中有 4 项在错误发现率 5% 下可与偶然区分；其余各项不能据此断定没有差异。",
            60,
            ["12 项差异中有 4 项在错误发现率 5% 下可与偶然区分；", "其余各项不能据此断定没有差异。"],
        ),
    ],
)
def test_lines_break_where_a_reader_pauses(text: str, widest: int, lines: list[str]) -> None:
    assert wrapped(text, widest) == lines


@given(st.text("甲乙与、，； ab,；（）1%", max_size=60), st.integers(2, 40))
def test_breaking_lines_loses_nothing_but_spaces(text: str, widest: int) -> None:
    assert "".join("".join(wrapped(text, widest)).split()) == "".join(text.split())


@given(st.text("甲乙丙，", min_size=1, max_size=200))
def test_chinese_lines_fit(text: str) -> None:
    from rich.cells import cell_len

    assert all(cell_len(line) <= WIDEST for line in wrapped(text, WIDEST))


def test_plans_are_counted_in_good_english() -> None:
    assert [counted(n) for n in (0, 1, 2, 1234)] == ["0 plans", "1 plan", "2 plans", "1,234 plans"]


def test_every_sentence_stands_in_both_languages() -> None:
    import string

    from topics.show.sentences import HALVES, LEVELS, SENTENCES

    for key, (zh, en) in {**SENTENCES, **HALVES, **LEVELS}.items():
        assert zh, key
        assert en, key
        assert not any("\u4e00" <= letter <= "\u9fff" for letter in en), key
    english_only = {"plans", "plans_a", "plans_b", "what", "What"}  # where number or case shows in English
    chinese_only = {"n", "n_a", "n_b", "what", "plans_n"}
    for key, both in SENTENCES.items():
        fields = [{field for _, field, _, _ in string.Formatter().parse(one) if field} for one in both]
        assert fields[0] - chinese_only == fields[1] - english_only - chinese_only, key


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(OptionError, match="--lang: 'fr' is not there; allowed: zh, en"):
        Wording("fr")
