"""The page of a report without a browser: its policy, its data, its scripts, its words."""

from __future__ import annotations

import base64
import hashlib
import html.parser
import json
import re
import zlib
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from topics.errors import OptionError, OutputError
from topics.show.bundle import bundle
from topics.show.payload import columns, packed, written
from topics.show.prose import prose
from topics.show.report import GENERATOR, SECTIONS, TEMPLATES, newest, page
from topics.show.wording import phrase
from topics.tables import ASSIGNMENTS, DOCUMENTS, LEDGER, PROBLEMS, REMOVALS, SEGMENTS, SHARES, TARGETS, THEMES, TOPICS

HOSTILE = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(2)>\x00\u2028\u202e=1+1<!--"
MANIFEST = {
    "fitted": datetime(2026, 1, 1).isoformat(),
    "corpus": HOSTILE,
    "settings": {"read": {"pattern": HOSTILE}},
    "versions": {"plan-topics": "0.1.0"},
    "encoder": {"name": HOSTILE, "fingerprint": "f"},
    "files": {HOSTILE: "0" * 64},
}


def tables(text: str = HOSTILE) -> dict[str, pl.DataFrame]:
    """One plan of one passage, everything in it the same text; no comparison, ledger or figure."""
    document = {"document": text, "file": text, "district": text, "year": 2024, "title": text, "sha256": "0" * 64}
    segment = {"segment": f"{text}#0", "document": text, "position": 0, "start": 0, "end": 9, "outline": text}
    called = {"theme": "party", "words": [text], "n_segments": 1, "n_characters": 9}
    rows: dict[str, tuple[Any, dict[str, Any]]] = {
        "documents": (DOCUMENTS, document | {"n_characters": 9}),
        "passages": (SEGMENTS, segment | {"half": "plan", "text": text, "n_characters": 9}),
        "removals": (REMOVALS, {"document": text, "start": 0, "end": 1, "reason": "page number", "text": text}),
        "problems": (PROBLEMS, {"file": text, "problem": "empty", "left_out": True, "found": text, "remedy": text}),
        "themes": (THEMES, called | {"name_zh": text, "name_en": text}),
        "topics": (TOPICS, called | {"topic": 0, "name": text}),
    }  # fmt: skip
    made = {name: pl.DataFrame([row], schema=table.schema) for name, (table, row) in rows.items()}
    given = pl.DataFrame([{"segment": f"{text}#0", "theme": "party", "probability": 0.9, "margin": 0.8, "topic": 0}])
    made["passages"] = made["passages"].join(given.cast(ASSIGNMENTS.schema), on="segment")
    share = pl.DataFrame({"by": [""], "half": ["all"], "group": [[]], "theme": ["party"]})
    figures = {"share": 1.0, "low": None, "high": None, "basis": "one", "n_documents": 1, "n_characters": 9}
    made["shares"] = pl.concat([share, pl.DataFrame([figures], schema=SHARES.schema)], how="horizontal")
    return made | {"ledger": LEDGER.empty(), "targets": TARGETS.empty()}


def unpacked(text: str) -> Any:
    """Do what the page does with its data."""
    return json.loads(zlib.decompress(base64.b64decode(text)))


class Reader(html.parser.HTMLParser):
    """What a browser would make of a page: its elements with their attributes, its scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, list[str]] = {"script": [], "style": []}
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open = tag

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open in self.inside:
            self.inside[self._open].append(data)


@pytest.fixture(scope="module")
def made() -> str:
    return page(HOSTILE, MANIFEST, tables())


def test_the_policy_allows_this_script_and_style_and_nothing_else(made: str) -> None:
    read = Reader(made)
    policy = next(one["content"] for tag, one in read.elements if one.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    data, script = read.inside["script"]
    assert len(read.inside["style"]) == 2  # its letters, and what the page looks like
    for name, texts in (("script-src", [script]), ("style-src", read.inside["style"])):
        hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts]
        assert parts[name] == " ".join(f"'sha256-{one}'" for one in hashes)
    assert parts["default-src"] == "'none'"
    assert parts["img-src"] == parts["font-src"] == "data:"
    assert "unsafe" not in policy
    assert re.fullmatch(r"[A-Za-z0-9+/=]+", data)


def test_nothing_from_a_plan_becomes_markup(made: str) -> None:
    clean = Counter(tag for tag, _ in Reader(page("plain", {**MANIFEST, "corpus": "x"}, tables("plain"))).elements)
    assert Counter(tag for tag, _ in Reader(made).elements) == clean
    for _, attributes in Reader(made).elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
    assert "&lt;/script&gt;&lt;script&gt;alert(1)" in made


def test_no_address_stands_in_the_page(made: str) -> None:
    for _, attributes in Reader(made).elements:
        assert "src" not in attributes
        assert (attributes.get("href") or "#").startswith("#")
    letters, style = Reader(made).inside["style"]
    rule = r'@font-face\{font-family:"Report Letters";src:url\(data:font/otf;base64,([\w+/=]+)\) format\("opentype"\)\}'
    font = re.fullmatch(rule, letters)
    assert font
    assert base64.b64decode(font[1])[:4] == b"OTTO"
    texts = style + Reader(made).inside["script"][1]
    assert set(re.findall(r"https?://[^\s\"']+", texts)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"\b(fetch|XMLHttpRequest|WebSocket|sendBeacon|importScripts|innerHTML|eval)\b|url\(", texts)


def test_the_data_come_back_as_they_were(made: str) -> None:
    found = unpacked(Reader(made).inside["script"][0])
    assert found["tables"]["passages"]["text"] == [HOSTILE]
    assert found["tables"]["shares"]["share"] == [1.0]
    assert found["lang"] == "zh"


def test_the_same_facts_give_the_same_page(made: str) -> None:
    assert page(HOSTILE, MANIFEST, tables()) == made
    assert page(HOSTILE, MANIFEST, tables(), "en") != made
    with pytest.raises(OptionError, match="fr"):
        page(HOSTILE, MANIFEST, tables(), "fr")


def test_columns_survive_the_packing() -> None:
    frame = pl.DataFrame(
        {"n": [1, 2, 3], "name": ["甲", None, "甲"], "x": [0.1234567, None, float("nan")], "l": [["a"], [], ["b", "c"]]}
    )
    back = unpacked(packed(written(columns(frame))))
    assert back == {"n": [1, 2, 3], "name": {"values": ["甲"], "codes": [0, -1, 0]}, "x": [0.123457, None, None],
                    "l": [["a"], [], ["b", "c"]]}  # fmt: skip


def test_every_word_of_the_scripts_and_the_page_is_there_and_none_is_idle() -> None:
    texts = [path.read_text(encoding="utf-8") for path in [*TEMPLATES.glob("script/*.js"), TEMPLATES / "report.html"]]
    calls = re.findall(r"(?:say|sentence)\(([^()]*)", "\n".join(texts))
    asked = {word for call in calls for word in re.findall(r"[\"']([^\"']+)[\"']", call.split("{")[0])} - {"about "}
    built = {
        *SECTIONS,
        *(f"about {name}" for name in SECTIONS),
        "against review",
        "against plan",
        "other seed",
        "other plan",
    }
    words = prose("words", "en")
    assert asked - set(words) - {"n", "r"} <= set()
    assert set(words) - asked - built == set()
    for key, chinese in prose("words", "zh").items():
        assert set(re.findall(r"{\w+}", chinese)) == set(re.findall(r"{\w+}", words[key])), key


def test_sentences_with_numbers_are_said_in_chinese() -> None:
    few = "no test: fewer than 3 plans a side (1 and 139)"
    assert phrase(few, "zh") == "未作检验：每方不足 3 份文件（1 份与 139 份）"
    assert phrase(few, "en") == few
    assert phrase("something else", "zh") == "something else"


def test_scripts_are_joined_in_the_order_of_their_imports() -> None:
    modules = {"main": 'import { a } from "./a.js";\nimport * as b from "./b.js";\na(b.x);',
               "a": 'import { x } from "./b.js";\nexport function a(y) { return x + y; }',
               "b": "export const x = 1;", "idle": "x"}  # fmt: skip
    text = bundle(modules, "main")
    assert text.index("from_b =") < text.index("from_a =") < text.index("from_main =")
    assert "idle" not in text
    assert "import " not in text
    assert "return { a };" in text
    with pytest.raises(ValueError, match="circle"):
        bundle({"a": 'import { b } from "./b.js";', "b": 'import { a } from "./a.js";'}, "a")
    with pytest.raises(ValueError, match="no such module"):
        bundle({"a": 'import { b } from "./b.js";'}, "a")
    with pytest.raises(ValueError, match="not a form"):
        bundle({"a": 'import b from "./b.js";'}, "a")


def test_the_last_report_is_found_among_other_pages(tmp_path: Path) -> None:
    (tmp_path / "chart.html").write_text("<html></html>", encoding="utf-8")
    with pytest.raises(OutputError, match="no report here"):
        newest(tmp_path)
    with pytest.raises(OutputError, match="topics report"):
        newest(tmp_path / "absent")
    for name in ("b", "a"):
        (tmp_path / f"{name}.html").write_text(f'<meta name="generator" content="{GENERATOR}">', encoding="utf-8")
    assert newest(tmp_path).name == "a.html"
