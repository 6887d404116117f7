"""topics open: show a report in the system's browser; nothing is served."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from topics.cli.report import OUTPUTS


def open_report(
    file: Annotated[
        Path | None, typer.Argument(help="A report or chart; default: the report written last in outputs/.")
    ] = None,
) -> None:
    """Open the last report, or a named file, in the browser.

    Example: topics open outputs/report.html
    """
    import webbrowser

    from topics.cli.output import say
    from topics.errors import OutputError
    from topics.show.report import newest

    page = file or newest(OUTPUTS)
    if not page.is_file():
        raise OutputError(f"{page}: no such file", remedy="make one with `topics report`, or name another")
    if not webbrowser.open(page.resolve().as_uri()):
        raise OutputError(f"{page}: no browser could be started here", remedy="open the file in one yourself")
    say(f"opened: {page}")
