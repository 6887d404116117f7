"""What was planned for the corpus? Reads `source/design.toml`: plans, shares, links, passages and figures."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Promise:
    """An item planned in one year and what the next year's review says of it; an empty wording means there is none."""

    id: str
    kind: str
    year: int
    theme: str
    keyword: str
    planned: tuple[str, ...]
    """Wordings that the planned end holds."""
    reported: tuple[str, ...]
    """Wordings that the reporting end holds."""

    @property
    def has_plan(self) -> bool:
        """Whether it was planned at all."""
        return self.kind != "unplanned"

    @property
    def has_review(self) -> bool:
        """Whether the next review names it."""
        return self.kind != "dropped"


@dataclass(frozen=True)
class Design:
    """The design as tables of plain values, and the promises."""

    districts: dict[str, dict[str, Any]]
    plans: dict[str, dict[str, Any]]
    promises: tuple[Promise, ...]
    borrowings: tuple[dict[str, Any], ...]
    formulae: tuple[dict[str, Any], ...]
    lookalikes: tuple[dict[str, Any], ...]
    targets: tuple[dict[str, Any], ...]
    truths: dict[str, Any]

    def plans_of(self, wanted: str) -> list[str]:
        """Give the codes of a district's plans (``LJ``), of one plan (``LJ2019``), or of all (empty)."""
        return [code for code in self.plans if code.startswith(wanted)]


def read_design(path: Path) -> Design:
    """Read the design."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    promises = []
    for row in raw["promises"]:
        wordings = {end: tuple(row[end]) for end in ("planned", "reported")}
        promises.append(Promise(**{**row, **wordings}))
    tables = {name: tuple(raw[name]) for name in ("borrowings", "formulae", "lookalikes", "targets")}
    return Design(raw["districts"], raw["plans"], tuple(promises), truths=raw["truths"], **tables)
