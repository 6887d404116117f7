"""Who may import whom, read from the source; and what a reading command must never load."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "topics"
CONTRACTS = {"errors", "settings", "tables", "progress", "characters"}
MAY_IMPORT = {
    "errors": set(),
    "characters": set(),
    "progress": set(),
    "settings": {"errors"},
    "tables": {"errors"},
    "remote": {"errors"},
    "read": CONTRACTS,
    "embed": CONTRACTS | {"remote"},
    "naming": CONTRACTS | {"remote"},
    "model": CONTRACTS,
    "analyse": CONTRACTS,
    "show": CONTRACTS,
    "placing": set(),
    "store": CONTRACTS | {"placing"},
    "folder": CONTRACTS | {"store", "analyse"},
    "fitted": CONTRACTS | {"folder", "read", "analyse", "show", "drawings", "refitting", "reporting", "methods"},
    "reporting": CONTRACTS | {"fitted", "analyse"},
    "methods": CONTRACTS | {"fitted", "analyse"},
    "drawings": CONTRACTS | {"store", "fitted", "embed", "model", "analyse", "show"},
    "refitting": CONTRACTS | {"store", "model", "analyse"},
    "pipeline": CONTRACTS | {"store", "read", "embed", "model", "naming", "refitting"},
    "__init__": CONTRACTS | {"store", "fitted", "pipeline", "embed"},
    "cli": CONTRACTS | {"store", "fitted", "pipeline", "read", "embed", "show", "drawings"},
}
OWNED = {
    "bertopic": "model", "umap": "model", "hdbscan": "model", "evoc": "model", "numba": "model",
    "sklearn": "model", "rjieba": "model",
    "onnxruntime": "embed", "onnx": "embed", "tokenizers": "embed", "sentence_transformers": "embed", "torch": "embed",
    "httpx": "remote", "altair": "show", "vl_convert": "show", "xlsxwriter": "show", "fontTools": "show",
    "jinja2": "show", "docx": "read", "pypdfium2": "read",
    "bs4": "read", "lxml": "read", "charset_normalizer": "read", "fastexcel": "read", "typer": "cli",
}  # fmt: skip
FORBIDDEN = {"pickle", "joblib", "cloudpickle", "marshal", "shelve"}
HEAVY = (
    "torch",
    "bertopic",
    "umap",
    "sklearn",
    "hdbscan",
    "numba",
    "transformers",
    "sentence_transformers",
    "onnxruntime",
)


def sources() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).parts[0].removesuffix(".py"), path


def imported(tree: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node


def test_rooms_import_only_what_they_may() -> None:
    wrong = []
    for room, path in sources():
        for name, _ in imported(ast.parse(path.read_text(encoding="utf-8"))):
            if name.split(".")[0] != "topics":
                continue
            target = [*name.split("."), "__init__"][1]
            if target not in {room, "__init__"} | MAY_IMPORT[room]:
                wrong.append(f"{path.relative_to(PACKAGE)} imports {name}")
    assert wrong == []


def test_heavy_libraries_have_one_owner_and_no_one_pickles() -> None:
    wrong = []
    for room, path in sources():
        for name, _ in imported(ast.parse(path.read_text(encoding="utf-8"))):
            top = name.split(".")[0]
            if top in FORBIDDEN or OWNED.get(top, room) != room:
                wrong.append(f"{path.relative_to(PACKAGE)} imports {name}")
    assert wrong == []


def test_heavy_libraries_are_imported_inside_functions() -> None:
    light = {"typer"}  # the command line is made of it
    wrong = []
    for _, path in sources():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        guarded = {
            inner
            for node in tree.body
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
            for inner in ast.walk(node)
        }
        inside = {
            inner
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            for inner in ast.walk(node)
        }
        for name, statement in imported(tree):
            top = name.split(".")[0]
            if top in OWNED and top not in light and statement not in guarded and statement not in inside:
                wrong.append(f"{path.relative_to(PACKAGE)} imports {name} at the top")
    assert wrong == []


def test_library_code_does_not_print_or_open_a_shell() -> None:
    calls = {"print", "eval", "exec", "breakpoint", "input"}
    wrong = [
        f"{path.relative_to(PACKAGE)}:{node.lineno} {node.func.id}"
        for _, path in sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in calls
    ]
    assert wrong == []


@pytest.mark.parametrize("arguments", [["--help"], ["shares", "--help"], ["chart", "--help"], ["fit", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys; sys.argv = ['topics', *" + repr(arguments) + "]\n"
        "from topics.cli import main\n"
        "try:\n    main()\nexcept SystemExit as leaving:\n    assert leaving.code == 0, leaving.code\n"
        f"heavy = [name for name in {(*HEAVY, 'polars', 'altair', 'numpy')!r} if name in sys.modules]\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Example:" in done.stdout or arguments == ["--help"]
