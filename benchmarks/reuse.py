"""How well and how fast likeness and borrowing do: python -m benchmarks.reuse [--models FOLDER] [PART ...].

Parts: `speed` (200 plans all pairs, 3,000 plans their nearest, time and memory; the cities' segments repeated and
perturbed), `content` (does a province lie nearest to itself a year later, when little is left of it, by several ways to
compare clouds of segments), `names` (do places called alike look alike; embeds 470 segments), `planted` (passages of
the provinces' reports of one year, edited and put into another's of the next). Without parts, all. FOLDER (default
models) holds the models `cities` and `provinces`, fitted to the corpora of those names.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

import topics
from topics.analyse.likeness import similarity
from topics.analyse.likeness.borrowing import borrowings
from topics.analyse.likeness.places import stem, without_names
from topics.analyse.likeness.similarity import similar
from topics.analyse.likeness.transport import centred, likeness
from topics.analyse.ordering import in_order
from topics.embed.encoders import open_encoder
from topics.settings import EmbedSettings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from topics.fitted import FittedModel

    Rows = NDArray[np.float32]

EDIT_RATES = (0.0, 0.15, 0.3, 0.45, 0.6)
PLANTED, ROUNDS = 60, 5
"""Passages planted at each rate of edits, and how often."""
ALIKE = (
    "淮南",
    "淮安",
    "淮北",
    "泰安",
    "泰州",
    "广安",
    "吉安",
    "南宁",
    "济宁",
    "遂宁",
    "济南",
    "岳阳",
    "沈阳",
    "益阳",
    "绵阳",
    "德阳",
)
"""Cities some of whose names share a character."""


def memory() -> float:
    """Give the most memory the process has had, in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def enlarged(model: FittedModel, n_plans: int) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, Rows]:
    """Repeat a corpus until it has so many plans: segments in another order, a fifth of the letters another's."""
    rng = np.random.default_rng(0)
    rows = in_order(model.documents, model.items).join(model.assignments.select("segment", "theme"), on="segment")
    rows = rows.sort("_row")
    vectors, names = model.vectors, sorted(model.documents["document"].to_list())
    members = {name: group["_row"].to_numpy() for (name,), group in rows.group_by("document")}
    text, theme, weight = (rows[name].to_list() for name in ("text", "theme", "n_characters"))
    documents, segments, chosen = [], [], []
    for number in range(n_plans):
        name, copy = names[number % len(names)], number // len(names)
        district, year = name.split("@")
        plan = f"{district}{copy}@{year}" if copy else name
        documents.append((plan, f"{district}{copy or ''}", int(year)))
        order = rng.permutation(members[name]) if copy else members[name]
        for position, row in enumerate(order.tolist()):
            words = text[row] if not copy else _blurred(text[row], text[int(rng.integers(len(text)))], 0.2, rng)
            segments.append((f"{plan}#{position}", plan, position, words, weight[row], theme[row]))
        chosen.append(order)
    kept = vectors[np.concatenate(chosen)]
    kept = kept + rng.normal(scale=0.01, size=kept.shape).astype(np.float32)
    columns = ["segment", "document", "position", "text", "n_characters", "theme"]
    frame = pl.DataFrame(segments, schema=columns, orient="row")
    plans = pl.DataFrame(
        documents, schema={"document": pl.String, "district": pl.String, "year": pl.Int32}, orient="row"
    )
    return plans, frame.drop("theme"), frame.select("segment", "theme"), kept


def _blurred(words: str, other: str, rate: float, rng: np.random.Generator) -> str:
    """Replace phrases of three to eight letters by as many of another text until `rate` of the letters are others."""
    letters, left, free = list(words), int(rate * len(words)), np.ones(len(words), dtype=bool)
    for _ in range(20 * len(words)):
        if not left:
            break
        n = min(int(rng.integers(3, 9)), left)
        start, taken = int(rng.integers(max(1, len(words) - n))), int(rng.integers(max(1, len(other) - n)))
        if free[start : start + n].all():
            letters[start : start + n] = other[taken : taken + n].ljust(n, "的")
            free[start : start + n] = False
            left -= n
    return "".join(letters)


def speed(models: Path) -> None:
    """Time all pairs of 200 plans and the nearest of 3,000."""
    model = topics.load(models / "cities")
    for n_plans in (similarity.MOST_PLANS, 3000):
        tables = enlarged(model, n_plans)
        before, began = memory(), time.perf_counter()
        found = similar(*tables)
        took = time.perf_counter() - began
        print(f"{n_plans} plans, {tables[1].height:,} segments: {found.height:,} pairs in {took:.1f} s; ", end="")
        print(f"memory {before:.2f} GB before, {memory():.2f} GB at most")
    _recall(model)


def _recall(model: FittedModel) -> None:
    """Say how many of the nearest by content are found among the candidates."""
    every = similar(*model._tables, model.vectors)
    similarity.MOST_PLANS = 2
    near = similar(*model._tables, model.vectors)
    similarity.MOST_PLANS = 200
    both = [pl.concat([f.select(p=x, q=y, v="content") for x, y in (("a", "b"), ("b", "a"))]) for f in (every, near)]
    best = both[0].sort("v", descending=True).group_by("p", maintain_order=True).head(similarity.NEAREST)
    share = best.join(both[1], on=["p", "q"]).height / best.height
    print(f"of the {similarity.NEAREST} nearest by content, found: {share:.3f}")


def content(models: Path) -> None:
    """Ask each province's report for its nearest of the other year, with so many segments left, its name in none."""
    model = topics.load(models / "provinces")
    rows = in_order(model.documents, model.items).with_row_index("_n")
    named = [stem(d) in t for d, t in rows.select("district", "text").rows()]
    rng = np.random.default_rng(0)
    for left in (12, 25):
        kept = rows.filter(~pl.Series(named)).group_by("_plan", maintain_order=True)
        picked = pl.concat([group[np.sort(rng.permutation(group.height)[:left])] for _, group in kept])
        weight = picked["n_characters"].to_numpy().astype(np.float64)
        raw = model.vectors[picked["_row"].to_numpy()]
        starts = np.searchsorted(picked["_plan"].to_numpy(), np.arange(picked["_plan"].n_unique() + 1))
        heads = picked.unique("_plan", keep="first", maintain_order=True)
        for name, square in _ways(raw, weight, starts).items():
            print(f"{left} segments, {name:34s}", *_found(square, heads))


def _ways(raw: Rows, weight: NDArray[np.float64], starts: NDArray[np.int64]) -> dict[str, NDArray[np.float64]]:
    n = len(starts) - 1
    points = centred(raw, weight)
    means = np.add.reduceat(raw * weight[:, None], starts[:-1]) / np.add.reduceat(weight, starts[:-1])[:, None]
    means -= means.mean(axis=0)
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    nearest = np.maximum.reduceat(points @ points.T, starts[:-1], axis=1)
    sums = np.add.reduceat(nearest * weight[:, None], starts[:-1]) / np.add.reduceat(weight, starts[:-1])[:, None]
    first, second = np.triu_indices(n, k=1)
    moved = np.full((n, n), -np.inf)
    moved[first, second] = moved[second, first] = likeness(points, weight, starts, np.stack([first, second], axis=1))
    return {
        "Sinkhorn divergence": moved,
        "relaxed transport": np.minimum(sums, sums.T),
        "mean vectors": means @ means.T,
    }


def _found(square: NDArray[np.float64], heads: pl.DataFrame) -> tuple[str, str]:
    district, year = heads["district"].to_numpy(), heads["year"].to_numpy()
    ranks = []
    for i in range(len(square)):
        others = np.flatnonzero(year != year[i])
        order = others[np.argsort(-square[i, others], kind="stable")]
        ranks.append(1 + int(np.flatnonzero(district[order] == district[i])[0]))
    places = np.array(ranks)
    return f"nearest is itself {np.mean(places == 1):.3f}", f"mean reciprocal rank {np.mean(1 / places):.3f}"


def names(models: Path) -> None:
    """Hold content against content from texts whose place names are deleted."""
    model = topics.load(models / "cities")
    rows = in_order(model.documents, model.items).join(
        model.assignments.select("segment", "theme"), on="segment", maintain_order="left"
    )
    every = model.vectors[rows["_row"].to_numpy()]
    stems = [stem(district) for district in rows["district"].to_list()]
    texts = rows["text"].to_list()
    mine = np.flatnonzero([one in ALIKE for one in stems])
    having = np.array([i for i in mine if stems[i] in texts[i]])
    bare = every.copy()
    bare[having] = open_encoder(EmbedSettings()).encode([texts[i].replace(stems[i], "") for i in having])
    freed = without_names(every, texts, rows["district"].to_list(), rows["theme"].to_list())
    weight = rows["n_characters"].to_numpy().astype(np.float64)
    plan = rows["_plan"].to_numpy()[mine]
    starts = np.append(np.flatnonzero(np.diff(plan, prepend=-1)), len(mine))
    first, second = np.triu_indices(len(starts) - 1, k=1)
    called = [stems[mine[k]] for k in starts[:-1]]
    sharing = np.array([bool(set(called[i]) & set(called[j])) for i, j in zip(first, second, strict=True)])
    pairs = np.stack([first, second], axis=1)
    ranks = {}
    for name, vectors in (("names deleted", bare), ("as they are", every), ("names taken out", freed)):
        values = likeness(centred(vectors, weight)[mine], weight[mine], starts, pairs)
        ranks[name] = values.argsort().argsort() / len(values)
        rise = (ranks[name] - ranks["names deleted"])[sharing]
        agreement = np.corrcoef(ranks[name], ranks["names deleted"])[0, 1]
        print(
            f"{name:16s} rise of pairs that share a character {100 * rise.mean():+.1f} points of percentile, ", end=""
        )
        print(f"at most {100 * rise.max():+.0f}; rank correlation {agreement:.3f}")


def planted(models: Path) -> None:
    """Plant edited passages of one year's reports in other provinces' reports of the next and look for them."""
    model = topics.load(models / "provinces")
    found = np.array([_planted(model, np.random.default_rng(seed)) for seed in range(ROUNDS)]).sum(axis=0)
    for rate, (right, other) in zip(EDIT_RATES, found.tolist(), strict=True):
        print(f"edited {rate:.0%}: {right / ROUNDS / PLANTED:.3f} of {ROUNDS} x {PLANTED}; another source {other}")


def _planted(model: FittedModel, rng: np.random.Generator) -> list[tuple[int, int]]:
    """Plant once: for each rate how many are found at their source, and how many elsewhere."""
    rows = in_order(model.documents, model.items)
    earlier = rows.filter(pl.col("year") == 2025, pl.col("n_characters").is_between(60, 130)).to_dicts()
    later = model.documents.filter(pl.col("year") == 2026).sort("document").to_dicts()
    words, added = rows["text"].to_list(), []
    for rate in EDIT_RATES:
        for k, at in enumerate(rng.permutation(len(earlier))[:PLANTED].tolist()):
            source = earlier[at]
            plan = [one for one in later if one["district"] != source["district"]][int(rng.integers(len(later) - 1))]
            text = _blurred(source["text"], words[int(rng.integers(len(words)))], rate, rng)
            name = f"{plan['document']}#{rate}-{k}"
            added.append(
                {"segment": name, "document": plan["document"], "text": text, "of": source["segment"], "rate": rate}
            )
    frame = pl.DataFrame(added)
    new = frame.select("segment", "document", "text").with_columns(
        position=pl.int_range(10_000, 10_000 + frame.height),
        start=pl.lit(0, pl.Int64),
        end=pl.col("text").str.len_chars().cast(pl.Int64),
    )
    columns = ["segment", "document", "position", "start", "end", "text"]
    found = borrowings(model.documents, pl.concat([model.items.select(columns), new.select(columns)]))
    right = frame.join(found, left_on=["segment", "of"], right_on=["segment", "source"], how="semi")
    other = found.join(frame, on="segment").filter(pl.col("source") != pl.col("of"))
    right_at, other_at = (Counter(table["rate"].to_list()) for table in (right, other))
    return [(right_at[rate], other_at[rate]) for rate in EDIT_RATES]


def main() -> None:
    """Run the parts asked for."""
    parts = {"speed": speed, "content": content, "names": names, "planted": planted}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*parts, []], default=list(parts))
    parser.add_argument("--models", type=Path, default=Path("models"))
    asked = parser.parse_args()
    for name in asked.parts:
        print(f"-- {name}")
        parts[name](asked.models)


if __name__ == "__main__":
    main()
