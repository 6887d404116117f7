"""Chinese in charts on a machine that has no Chinese font: the one that ships as a dependency."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FAMILY = "Noto Sans CJK SC"
STACK = f"{FAMILY}, Noto Sans SC, PingFang SC, Microsoft YaHei, Source Han Sans SC, sans-serif"
"""Families to try in order; a browser takes the reader's own where the first is not installed."""


@cache
def register() -> None:
    """Make the shipped font known to the renderer, once a process."""
    import noto_cjk_sans_otc
    import vl_convert

    vl_convert.register_font_directory(str(Path(str(noto_cjk_sans_otc.FONT_PATH)).parent))
