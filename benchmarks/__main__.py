"""Run every benchmark in turn: python -m benchmarks [NAME ...]."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def main() -> None:
    """Run those named, or all; go on past one that fails, and say so at the end."""
    scripts = sorted(path for path in FOLDER.glob("*.py") if not path.name.startswith("_"))
    wanted = sys.argv[1:]
    if unknown := [name for name in wanted if name not in {path.stem for path in scripts}]:
        sys.exit(f"no benchmark {', '.join(unknown)}; there are {', '.join(path.stem for path in scripts)}")
    failed = []
    for path in scripts:
        if not wanted or path.stem in wanted:
            print(f"== {path.stem}", flush=True)
            done = subprocess.run([sys.executable, "-m", f"benchmarks.{path.stem}"], cwd=FOLDER.parent, check=False)
            failed += [path.stem] if done.returncode else []
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


main()
