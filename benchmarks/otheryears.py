"""How well themes hold for plans of other years and other kinds: python -m benchmarks.otheryears [look].

`otheryears.csv` holds segments written for this purpose in the manner of plans of 2011 to 2023, of cities, counties,
districts, streets, towns and departments: ``year,kind,theme,second,outline,text``. They were written and coded before a
model had seen them. Every other row is for looking at (its errors may be mended; `look` prints them), the rest are for
judging only.

They are judged alone, where nothing is learnt from the corpus, with and without their headings, and by what the reports
of the cities teach.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from benchmarks._coded import corpus, score, shipped, theme_vectors
from benchmarks._written import JUDGE, LOOK, Written, other_years
from benchmarks.themes import Variant, fit_themes, themes_of
from topics.model.assignment import assign
from topics.model.themes import load_themes

if TYPE_CHECKING:
    from collections.abc import Sequence


def show(what: str, made: Written, found: Sequence[str], *, errors: bool) -> None:
    """Print agreement by use, with the three themes that fare worst, and the errors of the rows for looking at."""
    for use in (LOOK, JUDGE):
        rows = [row for row, its_use in zip(made.rows, made.uses, strict=True) if its_use == use]
        accept, strict, per_theme = score(rows, made.fixture, found)
        fractions = {code: int(a) / int(b) for code, (a, b) in ((k, v.split("/")) for k, v in per_theme.items())}
        worst = ", ".join(f"{code} {per_theme[code]}" for code in sorted(fractions, key=fractions.__getitem__)[:3])
        print(f"| {what} | {use} | {len(rows)} | {accept:.3f} | {strict:.3f} | {worst} |", flush=True)
    for row, use, theme, text in zip(made.rows, made.uses, found, made.fixture.segments["text"], strict=True):
        if errors and use == LOOK and theme not in row.accept:
            print(f"{theme} for {'|'.join(row.accept)}: {text}")


def main() -> None:
    """Print a row a way to judge and use."""
    errors = LOOK in sys.argv[1:]
    themes, vectors, experience = load_themes(), theme_vectors(), shipped()
    print("| way | rows | n | accept | strict | least themes |\n|---|---|---:|---:|---:|---|")
    alone = Variant("all", learning=False)
    for what, made in (("alone", other_years()), ("alone, without headings", other_years(headings=False))):
        rule = fit_themes(alone, themes, vectors, made.fixture, experience)
        show(what, made, themes_of(rule, made.fixture), errors=errors)
    made = other_years()
    rule = fit_themes(Variant("all"), themes, vectors, corpus("cities"), experience)
    found = assign(rule, made.fixture.segments, made.fixture.vectors, made.fixture.headings)["theme"].to_list()
    show("by the cities", made, found, errors=errors)


if __name__ == "__main__":
    main()
