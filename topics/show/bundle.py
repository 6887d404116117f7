"""The scripts of a page as one: modules that import each other become functions in the order of their imports.

Every module gets a scope of its own. What it exports is handed on by name, so that what runs in the page is what stands
in the files, line by line, save for the words ``import`` and ``export``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_IMPORT = re.compile(r'^import (?:\{ (?P<names>[\w, ]+) \}|\* as (?P<whole>\w+)) from "\./(?P<module>\w+)\.js";$', re.M)
_EXPORT = re.compile(r"^export (?=(?:async function|function|const|class) (\w+))", re.M)
_LEFT = re.compile(r"^(?:import|export)\b.*$", re.M)


def bundle(modules: Mapping[str, str], main: str) -> str:
    r"""Join modules into one script.

    Parameters
    ----------
    modules
        Source of each module by its name, without ending. Imports are one line each, of names or of the whole module;
        exports stand before the function, constant or class they give.
    main
        The module that starts the page; only what it needs is taken.

    Raises
    ------
    ValueError
        A module is missing, imports itself through others, or has an import or export of another form.

    Examples
    --------
    >>> print(bundle({"a": 'import { one } from "./b.js";\none;', "b": "export const one = 1;"}, "a"))
    "use strict";
    const from_b = (() => {
    const one = 1;
    return { one };
    })();
    const from_a = (() => {
    const { one } = from_b;
    one;
    return {  };
    })();
    """
    done: list[str] = []
    _visit(modules, main, done, ())
    return "\n".join(['"use strict";', *(_scoped(name, modules[name]) for name in done)])


def _visit(modules: Mapping[str, str], name: str, done: list[str], above: tuple[str, ...]) -> None:
    if name in done:
        return
    if name in above or name not in modules:
        raise ValueError(f"script {' → '.join((*above, name))}: {'a circle' if name in above else 'no such module'}")
    for found in _IMPORT.finditer(modules[name]):
        _visit(modules, found["module"], done, (*above, name))
    done.append(name)


def _scoped(name: str, source: str) -> str:
    exported = _EXPORT.findall(source)
    text = _IMPORT.sub(
        lambda found: f"const {found['whole'] or '{ ' + found['names'] + ' }'} = from_{found['module']};", source
    )
    text = _EXPORT.sub("", text)
    left = _LEFT.search(text)
    if left:
        raise ValueError(f"script {name}: not a form that can be joined: {left[0]}")
    return f"const from_{name} = (() => {{\n{text.strip()}\nreturn {{ {', '.join(exported)} }};\n}})();"
