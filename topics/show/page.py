"""A chart as one HTML file that opens offline and asks nothing of a network.

The scripts that draw and the letters shown are in the file; a policy in its head forbids every request, and evaluation
of text as a script. The chart's data stand in the page as JSON in which no character can end the script element.

Vega-Lite, title → page() → HTML
"""

from __future__ import annotations

import html
import json
from functools import cache
from typing import Any

from topics.show.fonts import STACK, face

_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:"
)
_PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{font}
body {{ margin: 0; background: white; }}
#chart {{ overflow-x: auto; padding-right: 40px; }}
#vg-tooltip-element {{ font-family: {family}; max-width: 30rem; }}
#vg-tooltip-element table tr td.value {{ max-width: 24rem; max-height: none; white-space: normal; }}
</style>
</head>
<body>
<div id="chart" role="img" aria-label="{title}"></div>
<script type="application/json" id="spec">{spec}</script>
<script>{library}</script>
<script>
const actions = {{ export: true, source: false, compiled: false, editor: false }};
const spec = JSON.parse(document.getElementById("spec").textContent);
const options = {{ mode: "vega-lite", renderer: "{renderer}", ast: true, actions: actions }};
// Letters are measured to be placed, so the font has to be there first.
Promise.allSettled([...document.fonts].map(font => font.load()))
  .then(() => vegaEmbed("#chart", spec, options))
  .then(() => {{ document.documentElement.dataset.ready = ""; }});
</script>
</body>
</html>
"""


def page(spec: dict[str, Any], *, title: str, lang: str, crowded: bool = False) -> str:
    """Give the page of a chart.

    Parameters
    ----------
    spec
        Vega-Lite with its data.
    title
        What a browser shows above the page and a screen reader reads.
    lang
        Language of the titles, ``zh`` or ``en``.
    crowded
        Draw thousands of marks as one image, not as an element each.
    """
    data = json.dumps(spec, ensure_ascii=False).replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    name = html.escape(title, quote=True)
    language = "zh-CN" if lang == "zh" else "en"
    font = face(json.dumps(spec, ensure_ascii=False))
    family = ", ".join(f'"{one}"' for one in STACK.split(", ")[:-1])
    parts = {"font": font, "family": family, "spec": data, "library": _library()}
    parts["renderer"] = "canvas" if crowded else "svg"
    return _PAGE.format(lang=language, policy=_POLICY, title=name, **parts)


@cache
def _library() -> str:
    """Give the scripts that draw, with nothing in them that could end the script element."""
    import vl_convert

    return (
        str(vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;"))
        .replace("</script", "<\\/script")
        .replace("<!--", "<\\!--")
    )
