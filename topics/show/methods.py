"""A statement of data and methods in words, to stand in a paper or a file note: facts in, Markdown out.

What the software cannot know (where the plans come from, who coded passages) is left open in brackets. Words of the
corpus and of the user are shown as text, never read as Markdown.

facts → statement() → Markdown
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from topics.show.wording import check_language, number, phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    import jinja2

_TEMPLATES = Path(__file__).parent / "templates"
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$&])")


def statement(facts: Mapping[str, Any], lang: str = "zh") -> str:
    """Say how the figures of a model were made.

    Parameters
    ----------
    facts
        As `topics.methods.collect` gives them.
    lang
        ``zh`` or ``en``.

    Returns
    -------
    str
        Markdown, with the works it cites at the end.

    Raises
    ------
    OptionError
        The language is not known.
    """
    check_language(lang)
    cited: set[str] = set()
    opening, closing = ("（", "）") if lang == "zh" else (" (", ")")

    def cite(key: str) -> str:
        cited.add(key)
        return f"{opening}{_works()[key]['short']}{closing}"

    text = _template(lang).render(**facts, called=lambda name: phrase(name, lang), cite=cite, lang=lang)
    works = "".join(f"- {work}\n" for work in sorted(_works()[key]["whole"] for key in cited))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + f"\n\n{works}"


@cache
def _works() -> dict[str, dict[str, str]]:
    return tomllib.loads((_TEMPLATES / "references.toml").read_text(encoding="utf-8"))


@cache
def _template(lang: str) -> jinja2.Template:
    import jinja2

    surroundings = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=False,  # Markdown, not markup: `md` takes the meaning from its signs
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    surroundings.filters |= {
        "md": lambda words: _SPECIAL.sub(r"\\\1", str(words)),
        "code": lambda words: str(words).replace("`", "'"),
        "n": lambda count: f"{count:,}",
        "pc": lambda fraction: number("share", fraction),
        "pp": lambda fraction: f"{100 * fraction:.1f}",
        "two": lambda figure: f"{round(figure, 2) + 0.0:.2f}",
        "three": lambda figure: f"{figure:.3f}",
    }
    return surroundings.get_template(f"methods.{lang}.md")
