"""The corpus is what its sources make: building it anew gives the same files; and its writing is its own."""

from __future__ import annotations

import doctest
import io
import re
import shutil
import zipfile
import zlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

RUN = 12
LONGEST_SHARED = 20
"""Characters of standard wording (names of campaigns, indicators, party phrases) that an item may share."""


@pytest.fixture(scope="module")
def rebuilt(seeds: Path, making: SimpleNamespace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("seeds")
    shutil.copytree(seeds / "source", root / "source")
    design = making.design.read_design(root / "source" / "design.toml")
    making.build.build(root, making.build.read_plans(root, design, ""), design)
    return root


def made(root: Path) -> dict[str, bytes]:
    files = [*(root / "plans").iterdir(), *(root / "expected").iterdir(), root / "gold.csv", root / "truths.toml"]
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


def unpacked(name: str, data: bytes) -> object:
    """Give what a file holds, whichever library packed it: the parts of a .docx, the streams of a .pdf."""
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {part.filename: (part.date_time, archive.read(part)) for part in archive.infolist()}
    if name.endswith(".pdf"):
        return [zlib.decompress(stream) for stream in re.findall(rb"stream\r?\n(x.*?)\r?\nendstream", data, re.DOTALL)]
    return data


def test_a_rebuild_gives_the_same_bytes(seeds: Path, rebuilt: Path) -> None:
    kept, new = made(seeds), made(rebuilt)
    assert sorted(kept) == sorted(new)
    assert len(kept) == 17 + 4 + 2
    assert [name for name in kept if unpacked(name, kept[name]) != unpacked(name, new[name])] == []


def test_two_builds_are_alike_to_the_byte(
    rebuilt: Path, making: SimpleNamespace, design: Any, sources: dict[str, Any], tmp_path: Path
) -> None:
    for code in ("LJ2022", "WL2020"):
        file, encoding = (design.plans[code][key] for key in ("file", "encoding"))
        making.rendering.write(sources[code], tmp_path / file, encoding)
        assert (tmp_path / file).read_bytes() == (rebuilt / "plans" / file).read_bytes()


def test_fixed_passages_are_no_repetition(making: SimpleNamespace) -> None:
    """Two items with long fixed passages have blanks of one length and not a word in common."""
    passage = "一字不差的套话" * 5
    plans = {
        code: making.source.parse(code, f"[NO.n:title]计划\n[GO.p]{words}<F2>{passage}</F2>，{words[::-1]}。")
        for code, words in (("LJ2019", "甲乙丙丁"), ("WL2019", "子丑寅卯"))
    }
    assert list(making.agreeing._check_repetition(plans)) == []
    plans["QY2019"] = making.source.parse("QY2019", f"[NO.n:title]计划\n[GO.p]{passage}")
    plans["QH2019"] = making.source.parse("QH2019", f"[NO.n:title]计划\n[GO.p]{passage}")
    (line,) = making.agreeing._check_repetition(plans)
    assert line.startswith("QY2019#1/QH2019#1: ERROR both say")


@pytest.fixture(scope="module")
def real(shared: Path) -> set[str]:
    """Every run of twelve characters in the real corpora."""
    found: set[str] = set()
    for path in sorted((shared / "corpora").rglob("*.txt")):
        text = "".join(path.read_text(encoding="utf-8", errors="replace").split())
        found.update(text[at : at + RUN] for at in range(len(text) - RUN + 1))
    return found


@pytest.mark.real
def test_nothing_is_copied_from_the_real_corpora(sources: dict[str, Any], real: set[str]) -> None:
    """Beyond aims, figures and fixed formulae no wording of length is that of a real plan, and little of any."""
    n_shared = n_all = 0
    for code, plan in sources.items():
        for segment in plan.segments:
            if segment.theme in ("none", "overview"):
                continue
            words = list(segment.text)
            for mark in plan.marks:
                if mark.tag[0] == "F":
                    for at in range(max(mark.start, segment.start), min(mark.end, segment.end)):
                        words[at - segment.start] = "\n"
            for text in re.sub(r"[^\S\n]", "", "".join(words)).split("\n"):
                inside = [text[at : at + RUN] in real for at in range(len(text) - RUN + 1)]
                n_all, n_shared = n_all + len(inside), n_shared + sum(inside)
                runs = "".join("x" if shared_run else " " for shared_run in inside).split()
                assert max(map(len, runs), default=0) + RUN - 1 <= LONGEST_SHARED, (code, segment.text)
    assert n_shared <= 0.02 * n_all


@pytest.mark.parametrize("name", ["answers", "locating", "measuring", "rendering", "source"])
def test_examples_in_the_tools_are_true(making: SimpleNamespace, name: str) -> None:
    result = doctest.testmod(getattr(making, name))
    assert result.failed == 0
    assert result.attempted > 0 or name not in ("measuring", "source")
