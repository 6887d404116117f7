"""Check the outputs shown in the READMEs against what the commands print.

    python benchmarks/readme.py [--write]

Fits the sample plans with the embedded encoder into a folder of its own, runs every command of the `console` blocks of
README.md and README.zh.md there, and compares what it prints with what stands below it; ``--write`` puts the new
output in its place. Dates are not compared.
"""

from __future__ import annotations

import difflib
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh.md")
BLOCK = re.compile(r"(?<=```console\n)(.*?)(?=```)", re.DOTALL)
DATE = re.compile(r"(?<=[(（])\d{4}-\d\d-\d\d(?=[)）])")
FIT = ("topics", "fit", "seeds/plans", "-m", "models/demo")


def run(command: list[str], folder: Path) -> str:
    """Run a command of this environment, and give all it prints."""
    program = str(Path(sys.executable).with_name(command[0]))
    done = subprocess.run(
        [program, *command[1:]], cwd=folder, check=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    return DATE.sub("2026-01-01", done.stdout)


def answered(block: str, folder: Path) -> str:
    """Give a block with the output of each of its commands below it; lines after ``| head -N`` are cut."""
    lines = []
    for line in block.splitlines():
        if not line.startswith("$ "):
            continue
        lines.append(line)
        command, _, cut = line[2:].partition(" | head -")
        output = run(shlex.split(command), folder).splitlines()
        lines += output[: int(cut)] if cut else output
    return "\n".join(lines) + "\n"


def main() -> None:
    """Compare, or write."""
    write = sys.argv[1:] == ["--write"]
    different = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "seeds").symlink_to(ROOT / "seeds")
        print(run(list(FIT), folder))
        for readme in READMES:
            text = (ROOT / readme).read_text(encoding="utf-8")
            new = BLOCK.sub(lambda found: answered(found[0], folder), text)
            different += difflib.unified_diff(
                text.splitlines(), new.splitlines(), readme, "what it prints", lineterm=""
            )
            if write:
                (ROOT / readme).write_text(new, encoding="utf-8")
    print("\n".join(different) or "the READMEs show what the commands print")
    if different and not write:
        sys.exit(1)


if __name__ == "__main__":
    main()
