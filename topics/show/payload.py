"""The data of a report as text inside its page: columns, told once what they repeat, compressed.

Base64 holds no character that could end a script element, whatever the documents say.
"""

from __future__ import annotations

import base64
import json
import math
import zlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

_DECIMALS = 6
"""Of shares and probabilities: a millionth is far below what any of them is known to."""


def written(values: Mapping[str, Any]) -> str:
    """Give values as JSON."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def packed(text: str) -> str:
    """Give a text compressed (zlib) and in base64."""
    return base64.b64encode(zlib.compress(text.encode(), 6)).decode("ascii")


def columns(frame: pl.DataFrame) -> dict[str, Any]:
    """Give a table by column: a list of values, or distinct values and the place of each row's among them (-1: none).

    Examples
    --------
    >>> import polars as pl
    >>> columns(pl.DataFrame({"half": ["plan", "plan", None, "review"], "share": [0.5, 1 / 3, None, 0.0]}))
    {'half': {'values': ['plan', 'review'], 'codes': [0, 0, -1, 1]}, 'share': [0.5, 0.333333, None, 0.0]}
    """
    return {name: _column(frame[name]) for name in frame.columns}


def _column(series: pl.Series) -> list[Any] | dict[str, Any]:
    values = series.to_list()
    if series.dtype.is_float():
        return [None if value is None or not math.isfinite(value) else round(value, _DECIMALS) for value in values]
    if str(series.dtype) != "String":
        return values
    places: dict[str, int] = {}
    codes = [-1 if value is None else places.setdefault(value, len(places)) for value in values]
    return {"values": list(places), "codes": codes} if 2 * len(places) <= len(values) else values
