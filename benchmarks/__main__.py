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
    failed = []
    for path in scripts:
        if not wanted or path.stem in wanted:
            print(f"== {path.stem}", flush=True)
            done = subprocess.run([sys.executable, "-m", f"benchmarks.{path.stem}"], cwd=FOLDER.parent, check=False)
            failed += [path.stem] if done.returncode else []
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


main()
