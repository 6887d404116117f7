"""Plans in Traditional characters, half-width stops or Chinese years are read as those in the usual writing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read.laws import check_law
from topics.characters import simplify
from topics.read.checks import short_name
from topics.read.corpus import read_corpus
from topics.read.document import Document, read_document
from topics.read.metadata import from_file_name
from topics.read.plain import plain
from topics.read.titles import read_opening
from topics.settings import ReadSettings

REPORT = """政府工作报告
——2024年1月16日在东城区第五届人民代表大会第三次会议上
各位代表！
现在，我代表东城区人民政府，向大会报告工作，请予审议，并请区政协委员提出意见。
一、2023年工作回顾
（一）产业发展提质增效。全年新增企业三百家，规模以上工业总产值增长8.2%，获评全国示范区，圆满完成目标任务。
（二）民生保障持续改善。新建学校三所，改造旧区十个，城镇新增就业5300人，群众满意度明显提升。
同时，我们也清醒认识到，发展中还存在不少困难和问题：经济总量偏小，创新能力不强，民生短板较多。
二、2024年工作安排
今年是实现“十四五”规划目标任务的关键一年。总体要求是：坚持稳中求进工作总基调，扎实推动高质量发展。
（一）加快产业升级。一是培育新兴产业，力争新增高新技术企业50家以上，推动传统产业改造。二是优化营商环境，深化审批改革，着力破解企业发展难题。
（二）办好民生实事。推进学校建设，确保新增学位两千个，完善养老服务体系，加强社会保障。
各位代表！让我们更加紧密地团结起来，为建设现代化新城区而努力奋斗！
"""


def spans(document: Document) -> list[tuple[int, int, str, int]]:
    return [(s.start, s.end, s.half, s.outline.count(" › ") + bool(s.outline)) for s in document.segments]


@pytest.mark.parametrize(
    ("text", "twin"),
    [
        ("優化營商環境", "优化营商环境"),
        ("為、爲羣眾、衆啓峯衛衞説", "为、为群众、众启峰卫卫说"),
        ("各位代表!現在,我報告工作:", "各位代表！现在，我报告工作："),
        ("增长8.2%,占3,000亩;9:30开会. 再议.", "增长8.2%，占3,000亩；9:30开会。 再议。"),
        ("一.总结 1.道路 三.五", "一.总结 1.道路 三.五"),
        ("「十四五」規劃『藍天』", "“十四五”规划‘蓝天’"),
        ('实施"十四五"规划，抓"两重"建设', "实施“十四五”规划，抓“两重”建设"),
        ('the "red line" of 2024', 'the "red line" of 2024'),
        ("二〇二四年、二○二四年度、二零二四年、一九九八年", "2024年、2024年度、2024年、1998年"),
        ("２０２４年 2O24年 ２０２４ 年", "2024年 2024年 2024 年"),
        ("二〇二四-01-16", "2024-01-16"),
        ("二十一世纪、第二〇二号、一〇二四年前", "二十一世纪、第二〇二号、一〇二四年前"),
        ("⼯作⽇、行政", "工作日、行政"),
    ],
)
def test_twins(text: str, twin: str) -> None:
    assert plain(text) == twin


@given(st.text(max_size=60))
def test_a_twin_is_as_long_as_its_text_and_its_own_twin(text: str) -> None:
    assert len(plain(text)) == len(text)
    assert plain(plain(text)) == plain(text)


def test_a_plan_in_traditional_characters_is_cut_as_in_simplified_and_kept_as_written() -> None:
    opencc = pytest.importorskip("opencc")
    simple = read_document(REPORT, 2024, 480)
    assert {segment.half for segment in simple.segments} == {"review", "plan", "neither"}
    for kind in ("s2t", "s2tw", "s2hk"):
        source = opencc.OpenCC(kind).convert(REPORT)
        found = check_law(source, year=2024)
        assert spans(found) == spans(simple)
        assert [simplify(s.outline) for s in found.segments] == [simplify(s.outline) for s in simple.segments]
        assert found.title == opencc.OpenCC(kind).convert(simple.title)
        assert all("".join(segment.text.split()) in "".join(source.split()) for segment in found.segments)
        items = [segment for segment in found.segments if "新興產業" in segment.text]
        assert [segment.outline for segment in items] == ["2024年工作安排 › 加快產業升級"]


@pytest.mark.parametrize(
    "change",
    [
        {"2023年": "二〇二三年", "2024年": "二〇二四年"},
        {"2023年": "二○二三年", "2024年": "２０２４年"},
        {"，": ",", "：": ":", "！": "!", "；": ";"},
        {"“": '"', "”": '"'},
        {"“": "「", "”": "」", "。": "｡"},
        {"一、": "一.", "二、": "二.", "（": "(", "）": ")"},
    ],
)
def test_other_stops_and_years_change_no_half_and_no_border(change: dict[str, str]) -> None:
    source = REPORT
    for old, new in change.items():
        source = source.replace(old, new)
    assert spans(check_law(source, year=2024)) == spans(read_document(REPORT, 2024, 480))


def test_scripts_may_be_mixed_in_one_plan() -> None:
    lines = REPORT.split("\n")
    table = str.maketrans("发业务团产总报会", "發業務團產總報會")
    mixed = "\n".join(line.translate(table) if number % 2 else line for number, line in enumerate(lines))
    assert mixed != REPORT
    assert spans(check_law(mixed, year=2024)) == spans(read_document(REPORT, 2024, 480))


_PIECES = st.sampled_from(
    [
        *'一二、（）是要,;:.!?"「」二〇年2４\n 　Ab。，',
        "工作總結",
        "各位代表!",
        "二〇二四年",
        "實施,",
        "（一）",
        "一是",
        "推進改革,完善體系。",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(_PIECES, max_size=80).map("".join), st.sampled_from([32, 480]))
def test_the_law_of_spans_holds_for_any_writing(source: str, max_tokens: int) -> None:
    check_law(source, max_tokens)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("東城街道二〇一八年工作總結.docx", ("東城街道", 2018)),
        ("東區2019年政府工作報告.txt", ("東區", 2019)),
        ("龍城縣_２０２０.txt", ("龍城縣", 2020)),
    ],
)
def test_file_names(name: str, expected: tuple[str, int]) -> None:
    assert from_file_name(name) == expected


def test_title_lines() -> None:
    text = "政府工作報告\n——二〇二一年一月五日在龍城縣第九屆人民代表大會第六次會議上\n各位代表:"
    assert read_opening(text) == ("龍城縣", 2021)


def test_a_table_may_name_its_columns_in_traditional_characters(tmp_path: Path) -> None:
    (tmp_path / "plans.csv").write_text("檔案,地區,年份,級別\na.txt,東區,2024,區\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text(REPORT.translate({ord("东"): "東", ord("区"): "區"}), encoding="utf-8")
    corpus = read_corpus(tmp_path, ReadSettings())
    assert corpus.documents.select("document", "級別").rows() == [("東區@2024", "區")]
    assert short_name(plain("黔東南苗族侗族自治州")) == "黔东南"


def test_the_same_plan_in_both_scripts_is_a_near_duplicate(tmp_path: Path) -> None:
    opencc = pytest.importorskip("opencc")
    (tmp_path / "东城区_2024.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "東城區_2024.txt").write_text(opencc.OpenCC("s2t").convert(REPORT), encoding="utf-8")
    problems = read_corpus(tmp_path, ReadSettings()).problems
    assert "near duplicate" in problems["problem"].to_list()


def test_real_reports_in_traditional_characters_are_read_alike(shared: Path) -> None:
    opencc = pytest.importorskip("opencc")
    write = {kind: opencc.OpenCC(kind).convert for kind in ("s2t", "s2tw", "s2hk")}
    files = sorted((shared / "corpora").glob("*/*.txt"))[::9]
    assert len(files) > 20
    for number, file in enumerate(files):
        source = file.read_bytes().decode("utf-8")
        written = list(write.values())[number % 3](source)
        year = int(file.stem[-4:]) if file.stem[-4:].isdecimal() else None
        simple, found = read_document(source, year, 480), read_document(written, year, 480)
        assert spans(found) == spans(simple), file.name
        assert found.removals == simple.removals
