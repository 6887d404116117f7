"""How far a planned matter has come by the later text: done, or partly; kept, or changed.

Read from the clauses of the later statement that answer clauses of the planned one, in this order: words that
something is still open (顺延, 结转, 其余); figures, reported against planned; words for what has come about (建成,
通车), begun (开工) or goes on (推进). The words are in `progress.toml`. What a report says is not what happened: the
status is the text's.

planned, later → outcome() → Outcome; planned, planned again → change() → Outcome
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from topics.analyse.following.figures import Compared, compared
from topics.analyse.following.matching import clauses
from topics.analyse.following.rarity import told
from topics.analyse.following.statements import unnumbered

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONG = re.compile(r"五年来|这五年|五年间|“十[二三四五六]五”|“十[二三四五六]五”期间|累计|年均")
"""Figures of several years are not held against the plan of one."""
_SUBJECT = 6
"""A clause of fewer characters, digits left out, names no matter of its own."""
_DIGITS = re.compile(r"[0-9.０-９]+")
_LEAST = 0.2
"""Clauses that share less of their pairs of characters than this are not on the same matter."""
_PERCENT_DONE = re.compile(r"完成(?:率|进度)?(?:达到|达|为)?([0-9.]+)[%％]")


@dataclass(frozen=True)
class Outcome:
    """What became of a matter.

    Parameters
    ----------
    status
        A value of `topics.tables.STATUSES`.
    signs
        The words and figures that it was read from; empty where nothing in the later text speaks against the plan.
    """

    status: str
    signs: tuple[str, ...]


@lru_cache(maxsize=1)
def words() -> Mapping[str, re.Pattern[str]]:
    """Give a pattern for each list of `progress.toml`; longer words go first."""
    lists: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("progress.toml").read_text(encoding="utf-8"))
    before = "".join(f"(?<!{re.escape(word)})" for word in lists.pop("never"))
    return {
        name: re.compile(before + "(?:" + "|".join(map(re.escape, sorted(found, key=lambda w: (-len(w), w)))) + ")")
        for name, found in lists.items()
    }


def outcome(planned: str, later: str) -> Outcome:
    """Tell whether the later text reports a planned matter as done or as partly done.

    Parameters
    ----------
    planned, later
        Two statements on the same matter: of a plan, and of the review of the year after.

    Examples
    --------
    >>> outcome("改造老旧小区32个，年底前完工", "老旧小区改造完成24个，其余8个顺延到6月底")
    Outcome(status='partly', signs=('其余', '顺延'))
    >>> outcome("炉前大道改造10月底前通车", "炉前大道9月28日全线通车")
    Outcome(status='done', signs=('通车',))
    """
    planned, later = unnumbered(planned), unnumbered(later)
    pattern = words()
    pairs = _answers(planned, later)
    answered = "，".join(dict.fromkeys(answer for _, answer in pairs)) or later
    open_ = _found(pattern["unfinished"], _from_first(pairs, later))
    if open_:
        return Outcome("partly", open_)
    figures = [] if _LONG.search(later) else _figures(pairs)
    short = tuple(f"{one.later.words} / {one.earlier.words}" for one in figures if not one.reached)
    if short:
        return Outcome("partly", short)
    unmet = tuple(found.group() for found in _PERCENT_DONE.finditer(answered) if float(found.group(1)) < 100)
    if unmet:
        return Outcome("partly", unmet)
    if figures:
        return Outcome("done", tuple(f"{one.later.words} / {one.earlier.words}" for one in figures))
    return _by_stage(planned, answered)


def change(planned: str, again: str) -> Outcome:
    """Tell whether the plan of the year after keeps a matter as it was or changes a figure of it.

    Examples
    --------
    >>> change("新建学位3000个", "新建学位3600个")
    Outcome(status='changed', signs=('3000个 → 3600个',))
    >>> change("建设滨河公园", "加快建设滨河公园")
    Outcome(status='kept', signs=())
    """
    figures = _figures(_answers(unnumbered(planned), unnumbered(again)))
    moved = [one for one in figures if one.earlier.value != one.later.value]
    signs = tuple(dict.fromkeys(f"{one.earlier.words} → {one.later.words}" for one in moved))
    return Outcome("changed" if signs else "kept", signs)


def _by_stage(planned: str, answered: str) -> Outcome:
    pattern = words()
    came, began, going = (_found(pattern[name], answered) for name in ("done", "begun", "ongoing"))
    if came:
        return Outcome("done", came)
    if began:
        return Outcome("done" if _found(pattern["begins"], planned) else "partly", began)
    return Outcome("partly", going) if going else Outcome("done", ())


def _answers(planned: str, later: str) -> list[tuple[str, str]]:
    """Pair each clause of the planned statement with the later clause most like it, where there is one."""
    found = []
    later_clauses = _whole_clauses(later)
    for clause in _whole_clauses(planned):
        likeness = [_dice(clause, other) for other in later_clauses]
        if likeness and max(likeness) >= _LEAST:
            found.append((clause, later_clauses[likeness.index(max(likeness))]))
    return found


def _figures(pairs: list[tuple[str, str]]) -> list[Compared]:
    """Compare the figures of clauses that answer each other; a later clause answers the one it is most like only."""
    best: dict[str, float] = {}
    for clause, answer in pairs:
        best[answer] = max(best.get(answer, 0.0), _dice(clause, answer))
    return [
        one for clause, answer in pairs if _dice(clause, answer) == best[answer] for one in compared(clause, answer)
    ]


def _whole_clauses(text: str) -> list[str]:
    """Give the clauses of a text, one without a subject ("增长5%") joined to the one before it."""
    found: list[str] = []
    for clause in clauses(text):
        if found and len(_DIGITS.sub("", clause)) < _SUBJECT:
            found[-1] += "，" + clause
        else:
            found.append(clause)
    return found


def _from_first(pairs: list[tuple[str, str]], later: str) -> str:
    """Give the later text from the first clause that answers: what is still open stands at or after it."""
    places = [later.find(answer) for _, answer in pairs]
    return later[min(places) :] if places else later


def _dice(a: str, b: str) -> float:
    """Give the pairs of characters that two clauses share over the mean of their own; 0 to 1."""
    first, second = _pairs(a), _pairs(b)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


@lru_cache(maxsize=10_000)
def _pairs(clause: str) -> frozenset[str]:
    bare = _DIGITS.sub("", told(clause))
    return frozenset(bare[k : k + 2] for k in range(len(bare) - 1))


def _found(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(pattern.findall(text)))
