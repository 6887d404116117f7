"""Chinese in charts on a machine that has no Chinese font: the one that ships as a dependency.

Pictures are set in the whole font; a page or SVG, which a browser sets, carries the few hundred letters it shows.
"""

from __future__ import annotations

import base64
import io
from contextlib import ExitStack
from functools import cache
from pathlib import Path

FAMILY = "Noto Sans CJK SC"
STACK = f"{FAMILY}, Noto Sans SC, PingFang SC, Microsoft YaHei, Source Han Sans SC, sans-serif"
"""Families to try in order; a browser takes the reader's own where the first is not there."""
_FACES = 10
"""Fonts in the collection: a language and width each."""


@cache
def register() -> None:
    """Make the shipped font known to the renderer, once a process."""
    import vl_convert

    vl_convert.register_font_directory(str(_path().parent))


def face(text: str) -> str:
    """Give the CSS that brings the font with the letters of a text, and those of numbers, inside the file itself.

    Parameters
    ----------
    text
        Everything that is to be shown; letters that the font lacks are left to the reader's own.

    Returns
    -------
    str
        A rule ``@font-face`` with the font as data; the same letters give the same rule.
    """
    from fontTools import subset
    from fontTools.ttLib import TTFont

    with ExitStack() as opened:
        faces = (
            opened.enter_context(TTFont(_path(), fontNumber=at, lazy=True, recalcTimestamp=False))
            for at in range(_FACES)
        )
        font = next(one for one in faces if one["name"].getDebugName(1) == FAMILY)
        subsetter = subset.Subsetter(subset.Options(layout_features=[], hinting=False, notdef_outline=True))
        subsetter.populate(text="".join(sorted({*text, *map(chr, range(32, 127)), *"−–—…"})))
        subsetter.subset(font)
        out = io.BytesIO()
        font.save(out)
    data = base64.b64encode(out.getvalue()).decode()
    return f'@font-face{{font-family:"{FAMILY}";src:url(data:font/otf;base64,{data}) format("opentype")}}'


def _path() -> Path:
    import noto_cjk_sans_otc

    return Path(str(noto_cjk_sans_otc.FONT_PATH))
