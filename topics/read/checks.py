"""What a corpus holds that its owner should look at before a fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from topics.read.problems import Problem, problem

if TYPE_CHECKING:
    from topics.read.corpus import Plan


def checks(plans: list[Plan]) -> list[Problem]:
    """Find wrong, damaged and double documents; all stay in the corpus."""
    return _same_plan(plans)


def _same_plan(plans: list[Plan]) -> list[Problem]:
    found = []
    for plan in plans:
        twins = [
            p.source.file
            for p in plans
            if (p.entry.district, p.entry.year) == (plan.entry.district, plan.entry.year) and p is not plan
        ]
        if twins and plan.entry.district and plan.entry.year:
            text = f"{plan.entry.district} {plan.entry.year} also names {', '.join(twins[:3])}"
            found.append(
                problem(plan.source.file, "same plan", text, "correct place or year in plans.csv, or keep both")
            )
    return found
