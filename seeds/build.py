"""Makes the sample corpus: annotated sources in, plans and their known answers out.

``python seeds/build.py --check LJ`` checks one district (or one plan, ``LJ2019``) and writes nothing; ``--check`` alone
checks all that is there; ``--table LJ2019`` gives characters by theme and half beside what was designed;
``--agreement`` compares the two readers' codes; without an option everything is checked and plans/, expected/,
gold.csv and truths.toml are written.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from making import answers, checking, measuring, rendering
from making.design import Design, read_design
from making.source import HALVES, THEMES, Plan, SourceError, read_source

HERE = Path(__file__).resolve().parent
SEEN = {"LJ2020", "QH2021", "QY2022", "WL2019"}
"""Plans whose first codes the second reader had seen."""


def main() -> int:
    """Parse the options; give the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--check", nargs="?", const="", metavar="CODE", help="check a district or a plan; write nothing"
    )
    parser.add_argument("--table", metavar="CODE", help="characters by theme and half of a plan")
    parser.add_argument("--agreement", action="store_true", help="how far the two readers of the segments agree")
    parser.add_argument("--anyway", action="store_true", help="write although checks fail")
    parser.add_argument("--root", type=Path, default=HERE, help="folder that holds source/ (default: this one)")
    options = parser.parse_args()
    design = read_design(options.root / "source" / "design.toml")
    wanted = options.table or options.check or ""
    try:
        plans = read_plans(options.root, design, wanted)
    except SourceError as error:
        print(f"ERROR {error}")
        return 1
    if options.table:
        for plan in plans.values():
            print(table(plan, design))
        return 0
    if options.agreement:
        print(agreement_table(plans, read_second(options.root)))
        return 0
    lines = [] if plans else ["ERROR no sources there"]
    lines += list(checking.check(plans, design))
    print("\n".join([*lines, f"{len(plans)} plans, {sum('ERROR' in line for line in lines)} errors"]))
    if any("ERROR" in line for line in lines) and not options.anyway:
        return 1
    if options.check is None:
        build(options.root, plans, design)
    return 0


def read_plans(root: Path, design: Design, wanted: str) -> dict[str, Plan]:
    """Read the sources that are there, in the order of the design; all of them must be where none is named."""
    paths = {code: root / "source" / f"{code}.txt" for code in design.plans_of(wanted)}
    return {code: read_source(path) for code, path in paths.items() if path.exists()}


def build(root: Path, plans: dict[str, Plan], design: Design) -> None:
    """Write the files of the corpus and what is true of them."""
    from making import locating  # the reader is needed for a build only

    if missing := sorted(set(design.plans) - set(plans)):
        print(f"ERROR not written: no source of {', '.join(missing)}")
        return
    (root / "plans").mkdir(exist_ok=True)
    (root / "expected").mkdir(exist_ok=True)
    placed = {}
    second = read_second(root)
    for code, plan in plans.items():
        planned = design.plans[code]
        path = root / "plans" / planned["file"]
        pieces = rendering.write(plan, path, planned["encoding"])
        places, extras = locating.locate(pieces, locating.decode(path))
        placed[code] = answers.Placed(plan, planned["file"], places, extras)
        if planned["format"] != "txt" or planned["encoding"] != "utf-8":
            (root / "expected" / f"{path.stem}.txt").write_text(plan.text + "\n", encoding="utf-8", newline="\n")
    for name, text in (
        ("plans/plans.csv", answers.plans_csv(design)),
        ("gold.csv", answers.gold_csv(placed, second)),
        ("truths.toml", answers.truths_toml(placed, design)),
    ):
        (root / name).write_text(text, encoding="utf-8", newline="\n")


def read_second(root: Path) -> dict[tuple[str, int], answers.Coded]:
    """Read the second reader's codes where they are kept."""
    path = root / "source" / "second.csv"
    return answers.second_codes(path.read_text(encoding="utf-8")) if path.exists() else {}


def agreement_table(plans: dict[str, Plan], second: dict[tuple[str, int], answers.Coded]) -> str:
    """Lay out how far the two readers agree on themes and on halves, over the segments both coded."""
    lines = ["plans              segments  theme  kappa   half  kappa"]
    groups = {"all": set(plans), "codes seen before": SEEN & set(plans), "codes not seen": set(plans) - SEEN}
    for name, codes in groups.items():
        both = [
            (s, second[code, s.position])
            for code in plans
            for s in plans[code].segments
            if code in codes and (code, s.position) in second
        ]
        theme = measuring.agreement([s.theme for s, _ in both], [other[0] for _, other in both])
        half = measuring.agreement([s.half for s, _ in both], [other[1] for _, other in both])
        lines.append(f"{name:<18} {len(both):>8}" + "".join(f"  {value:.3f}" for value in (*theme, *half)))
    for code, plan in plans.items():
        for s in plan.segments:
            other = second.get((code, s.position), (s.theme, s.half))
            if other != (s.theme, s.half):
                lines.append(f"{code}#{s.position}: {s.theme}, {s.half} ∥ {other[0]}, {other[1]}: {s.text[:40]}")
    return "\n".join(lines)


def table(plan: Plan, design: Design) -> str:
    """Lay out a plan's characters by theme and half beside its design."""
    planned = design.plans[plan.code]
    counts = {half: measuring.characters([plan], half) for half in HALVES.values()}
    total = sum(sum(c.values()) for c in counts.values())
    lines = [f"{plan.code}: {total} characters (wanted {planned['length']}), {len(plan.segments)} segments"]
    lines.append("code  review  plan  neither  total  wanted    off   share  wanted")
    for code, percent in planned["shares"].items():
        own = [counts[half][THEMES[code]] for half in ("review", "plan", "neither")]
        want = round(percent * planned["length"] / 100)
        lines.append(
            f"{code:>4} {own[0]:>7} {own[1]:>5} {own[2]:>8} {sum(own):>6} {want:>7} {sum(own) - want:>+6}"
            f" {100 * sum(own) / max(total, 1):>6.2f}% {percent:>6}%"
        )
    lines.append("halves " + "  ".join(f"{half} {share:.1%}" for half, share in measuring.halves(plan).items()))
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
