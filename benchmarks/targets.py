"""How well stated figures are found: python -m benchmarks.targets.

Recall on the figures known of the sample plans: rules were made with 砺江区 and 启衡新区 in view, and judged on the
other two districts. Precision on figures drawn at random from what was found there and in city reports not looked at
before, each judged by hand against its text: ``stated.csv``, places and numbers, no text. ``right``: number, unit,
comparison, change or level, target or result, and year are right and the indicator's name is apt; ``named``: all
right but the name, which lacks a word or has one too many; ``wrong``: anything else. Sample 1 was drawn from the
first version, sample 2 anew after its faults were mended; what has changed since is no longer among the figures found
and is counted apart.
"""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from benchmarks._coded import ROOT, SHARED
from topics.analyse.stated.targets import targets
from topics.read.corpus import read_corpus
from topics.settings import ReadSettings

if TYPE_CHECKING:
    from collections.abc import Sequence

TUNED, JUDGED = ("砺江区", "启衡新区"), ("栖云县", "望澜区")
CORPORA = {"seeds": ROOT / "seeds" / "plans", "cities": SHARED / "corpora" / "cities-2024"}


def found_in(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Read a corpus, and find its figures: documents, figures."""
    read = read_corpus(folder, ReadSettings())
    return read.documents, targets(read.documents, read.segments, read.removals)


def same(row: dict[str, object], truth: dict[str, object]) -> bool:
    """Whether a figure found is the one known; the truths write declines with and without a sign."""
    value = None if truth["comparison"] in ("flat", "in_step") else truth["value"]
    known = [None if one is None else abs(float(str(one))) for one in (value, truth.get("high", value))]
    stated = [None if one is None else abs(float(str(one))) for one in (row["low"], row["high"])]
    unit = value is None or row["unit"] == truth["unit"]
    facts = all(row[name] == truth[name] for name in ("comparison", "kind", "year"))
    return facts and unit and sorted(map(str, stated)) == sorted(map(str, known))


def recall(documents: pl.DataFrame, frame: pl.DataFrame, districts: Sequence[str]) -> tuple[int, int, int]:
    """Count the known figures found, those whose listed indicator is right too, and all."""
    truths = tomllib.loads((ROOT / "seeds" / "truths.toml").read_text(encoding="utf-8"))["targets"]
    names = {
        file: (document, place)
        for document, file, place in documents.select("document", "file", "district").iter_rows()
    }
    hits = named = n = 0
    for truth in truths:
        document, place = names[truth["file"]]
        if place not in districts:
            continue
        n += 1
        there = frame.filter(
            pl.col("document") == document, pl.col("start") < truth["end"], pl.col("end") > truth["start"]
        )
        right = [row for row in there.to_dicts() if same(row, truth)]
        hits += bool(right)
        called = truth["indicator"].removesuffix("增长").removesuffix("下降").removesuffix("净增")
        shared = [len(set(row["indicator"]) & set(called)) / len(set(called)) for row in right]
        named += max(shared, default=0) >= 0.5
    return hits, named, n


def precision(corpus: str, frame: pl.DataFrame) -> list[tuple[str, Counter[str]]]:
    """Count the verdicts of each sample, those on figures still found and the others apart."""
    now = set()
    for row in frame.to_dicts():
        name = hashlib.sha256(row["indicator"].encode()).hexdigest()[:8]
        now.add((row["document"], str(row["end"]), name, *(_cell(row[key]) for key in FACTS)))
    counts: dict[str, Counter[str]] = {}
    with (Path(__file__).parent / "stated.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["corpus"] == corpus:
                key = (row["document"], row["end"], row["indicator"], *(row[name] for name in FACTS))
                kept = row["verdict"] if key in now else f"{row['verdict']}, since changed"
                counts.setdefault(row["sample"], Counter()).update([row["verdict"], f"now {kept}"])
    return sorted(counts.items())


FACTS = ("change", "low", "high", "unit", "comparison", "year", "kind")


def _cell(value: object) -> str:
    return "" if value is None else str(int(value)) if isinstance(value, bool) else str(value)


def main() -> None:
    """Print recall by districts and precision by corpus."""
    found = {name: found_in(folder) for name, folder in CORPORA.items()}
    print("| plans | known figures | found | name shares half its characters |\n|---|---:|---:|---:|")
    for label, districts in (("rules made with them in view", TUNED), ("judged only", JUDGED)):
        hits, named, n = recall(*found["seeds"], districts)
        print(f"| {'、'.join(districts)} ({label}) | {n} | {hits / n:.3f} | {named / n:.3f} |")
    print("\n| sample | corpus | drawn | right but for the name | right | no longer given so: wrong / others |")
    print("|---|---|---:|---:|---:|---:|")
    for corpus, (_, frame) in found.items():
        for sample, verdicts in precision(corpus, frame):
            n = sum(verdicts[key] for key in ("right", "named", "wrong"))
            fine = (verdicts["right"] + verdicts["named"]) / n
            gone = {key: verdicts[f"now {key}, since changed"] for key in ("right", "named", "wrong")}
            print(
                f"| {sample} | {corpus} | {n} | {fine:.3f} | {verdicts['right'] / n:.3f} "
                f"| {gone['wrong']} of {verdicts['wrong']} / {gone['right'] + gone['named']} |"
            )


if __name__ == "__main__":
    main()
