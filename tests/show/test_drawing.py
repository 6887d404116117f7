"""Charts as files: every ending, letters instead of boxes, and text that stays text."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import struct
import xml.etree.ElementTree as ET
import zlib
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray

from tests.show.made import LONG, difference_frame, share_frame, similarity_frame
from topics.errors import OptionError, OutputError
from topics.show import charts
from topics.show.drawing import ENDINGS, Drawing, check_ending, save
from topics.show.fonts import FAMILY, face

HOSTILE = "</script><img src=x onerror=alert(1)>\"'&\\"
"""What must not end a script, begin an element or break a string."""


@pytest.fixture(scope="module")
def drawing() -> Drawing:
    return charts.over_time(share_frame(["东城街道", LONG], [2018, 2022]))


@pytest.fixture(scope="module")
def hostile() -> Drawing:
    return charts.compare(difference_frame(), HOSTILE, "乙", distance=0.2, note=HOSTILE)


def read(drawing: Drawing, path: Path) -> str:
    save(drawing, path)
    return path.read_text()


def pixels(path: Path) -> NDArray[np.uint8]:
    """Decode a PNG of eight bits a channel: shape (height, width, channels)."""
    data = path.read_bytes()
    width, height, depth, kind = struct.unpack(">IIBB", data[16:26])
    assert (depth, kind) == (8, 6)
    at, packed = 8, b""
    while at < len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        packed += data[at + 8 : at + 8 + length] if name == b"IDAT" else b""
        at += length + 12
    raw = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(height, 1 + 4 * width)
    rows = np.zeros((height, width, 4), np.uint8)
    for y in range(height):
        rows[y] = _unfiltered(raw[y, 0], raw[y, 1:].reshape(width, 4), rows[y - 1] if y else rows[0] * 0)
    return rows


def _unfiltered(kind: int, line: NDArray[np.uint8], above: NDArray[np.uint8]) -> NDArray[np.uint8]:
    if kind == 0:
        return line
    if kind == 1:
        return np.cumsum(line, axis=0, dtype=np.uint64).astype(np.uint8)
    if kind == 2:
        return line + above
    out = np.zeros_like(line)
    left, corner = np.zeros(4, np.int64), np.zeros(4, np.int64)
    for x, (value, up) in enumerate(zip(line.astype(np.int64), above.astype(np.int64), strict=True)):
        if kind == 3:
            guess = (left + up) // 2
        else:
            p = left + up - corner
            a, b, c = abs(p - left), abs(p - up), abs(p - corner)
            guess = np.where((a <= b) & (a <= c), left, np.where(b <= c, up, corner))
        left, corner = (value + guess) % 256, up
        out[x] = left
    return out


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_ending_is_written_as_what_it_says(drawing: Drawing, tmp_path: Path, ending: str) -> None:
    path = tmp_path / "new" / f"chart{ending.upper()}"
    save(drawing, path)
    starts = {
        ".html": b"<!DOCTYPE html>",
        ".svg": b"<svg",
        ".png": b"\x89PNG",
        ".pdf": b"%PDF",
        ".json": b"{",
        ".csv": b"\xef\xbb\xbf",
    }
    content = path.read_bytes()
    assert content.startswith(starts[ending])
    assert len(content) > 1000
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("ending", [".html", ".svg", ".png", ".json", ".csv"])
def test_the_same_chart_is_the_same_file(drawing: Drawing, tmp_path: Path, ending: str) -> None:
    save(drawing, tmp_path / f"a{ending}")
    again = charts.over_time(share_frame(["东城街道", LONG], [2018, 2022]))
    save(again, tmp_path / f"b{ending}")
    assert (tmp_path / f"a{ending}").read_bytes() == (tmp_path / f"b{ending}").read_bytes()


def test_csv_holds_the_numbers_drawn(drawing: Drawing, tmp_path: Path) -> None:
    save(drawing, tmp_path / "chart.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "chart.csv").read_bytes().decode("utf-8-sig"))))
    assert len(rows) == 2 * 2 * 3
    assert [float(row["share"]) for row in rows] == drawing.data["share"].to_list()
    assert rows[-1]["district"] == LONG


def test_json_is_vega_lite_with_its_data(drawing: Drawing, tmp_path: Path) -> None:
    spec = json.loads(read(drawing, tmp_path / "chart.json"))
    assert re.fullmatch(r"https://vega\.github\.io/schema/vega-lite/v\d+(\.\d+)*\.json", spec["$schema"])
    (rows,) = (rows for rows in spec["datasets"].values() if len(rows) == 12)
    assert (rows[0]["place"], rows[0]["year"], rows[0]["share"]) == ("东城街道", 2018, 0.5)
    import vl_convert

    assert "marks" in vl_convert.vegalite_to_vega(spec)


def test_a_picture_has_two_pixels_a_point_and_letters_not_boxes(tmp_path: Path) -> None:
    import altair as alt

    def ink(text: str) -> NDArray[np.uint8]:
        chart = alt.Chart(pl.DataFrame({"t": [text]})).mark_text(fontSize=40).encode(text="t:N")
        alone = chart.properties(width=60, height=60, padding=0).configure_view(stroke=None)
        save(Drawing(alone, pl.DataFrame(), "", "zh"), tmp_path / "one.png")
        return np.asarray(pixels(tmp_path / "one.png")[..., 0])

    letters = [ink(letter) for letter in "产业州"]
    assert letters[0].shape == (120, 120)
    # A missing glyph is one box for every letter; no private character has a glyph.
    box = ink("\ue123")
    for at, letter in enumerate(letters):
        assert (letter < 128).sum() > 300
        assert not np.array_equal(letter, box)
        assert not any(np.array_equal(letter, other) for other in letters[:at])


def test_svg_keeps_text_as_text_and_carries_its_letters(drawing: Drawing, tmp_path: Path) -> None:
    svg = read(drawing, tmp_path / "chart.svg")
    texts = {"".join(node.itertext()) for node in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")}
    assert {LONG, "2 个地区 2018—2022 年各主题占比", "2018"} <= texts
    assert f'@font-face{{font-family:"{FAMILY}"' in svg
    assert not re.findall(r'(?:href|src)\s*=\s*["\']?(?!data:)\w', svg)


def test_the_letters_carried_are_those_of_the_text() -> None:
    from fontTools.ttLib import TTFont

    rule = face("产业")
    data = base64.b64decode(rule.split("base64,")[1].split(")")[0])
    with TTFont(io.BytesIO(data)) as font:
        held = set(font.getBestCmap())
    assert {ord("产"), ord("业"), ord("A"), ord("9"), ord("%")} <= held
    assert ord("州") not in held
    assert len(data) < 40_000
    assert rule == face("业产产")


def test_a_page_asks_nothing_of_a_network(drawing: Drawing, tmp_path: Path) -> None:
    page = read(drawing, tmp_path / "chart.html")
    head = page[: page.index("<body>")]
    assert "default-src 'none'" in head
    assert "connect-src" not in head
    assert "unsafe-eval" not in head
    assert not re.findall(r"<(?:link|iframe|img|object|embed|base)\b", head)
    tags = re.findall(r"<script[^>]*>", head + page[page.index("<body>") : page.index("<body>") + 400] + page[-800:])
    assert all("src" not in tag for tag in tags)
    assert not re.findall(r"@import|url\((?!data:)", head)
    assert '<html lang="zh-CN">' in head
    assert "<title>2 个地区 2018—2022 年各主题占比</title>" in head


def test_text_cannot_become_markup_in_a_page(hostile: Drawing, tmp_path: Path) -> None:
    page = read(hostile, tmp_path / "chart.html")
    assert "<img src=x" not in page
    # the data, the library, the few lines that start it
    assert page.count("</script>") == 3
    data = page.split('id="spec">')[1].split("</script>")[0]
    assert json.loads(data)["title"]["text"] == hostile.spec()["title"]["text"]
    assert HOSTILE in "".join(hostile.spec()["title"]["text"])
    assert "&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;&quot;&#x27;&amp;" in page[: page.index("<body>")]


def test_text_cannot_become_markup_in_an_svg(hostile: Drawing, tmp_path: Path) -> None:
    svg = ET.fromstring(read(hostile, tmp_path / "chart.svg"))
    kinds = {node.tag.split("}")[1] for node in svg.iter()}
    assert not kinds & {"script", "img", "image", "foreignObject"}
    assert any(HOSTILE in "".join(node.itertext()) for node in svg.iter("{http://www.w3.org/2000/svg}text"))


def test_a_hostile_name_of_a_plan_or_district_is_drawn(tmp_path: Path) -> None:
    for name, chart in {
        "time": charts.over_time(share_frame([HOSTILE, "乙"], [2018, 2019])),
        "many": charts.over_time(share_frame([HOSTILE, *"甲乙丙丁戊己"], [2018, 2019])),
        "shares": charts.shares(share_frame([HOSTILE], [2018])),
        "similarity": charts.similarity(similarity_frame([HOSTILE, "乙@2018", "丙@2018"])),
    }.items():
        svg = ET.fromstring(read(chart, tmp_path / f"{name}.svg"))
        texts = ["".join(node.itertext()) for node in svg.iter("{http://www.w3.org/2000/svg}text")]
        assert any(HOSTILE in text for text in texts), name


@pytest.mark.parametrize("name", ["chart", "chart.jpg", "chart.png.txt", ".png"])
def test_another_ending_is_refused(name: str) -> None:
    with pytest.raises(OptionError, match=r"the ending names no chart format; allowed: \.html \.svg \.png"):
        check_ending(Path(name))


def test_a_file_that_cannot_be_written_is_one_clear_line(drawing: Drawing, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"chart\.json: cannot be written"):
        save(drawing, tmp_path / "file" / "chart.json")
