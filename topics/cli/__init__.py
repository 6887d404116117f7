"""The command line: each command parses, calls one function and shows what it gives; the work is done elsewhere.

Exit codes: 0, 1 for what the user can mend (one line on stderr), 2 for wrong usage.
"""

from __future__ import annotations

import sys

import typer

from topics.cli import (
    align,
    apply,
    borrowing,
    cache,
    chart,
    check,
    compare,
    evaluate,
    fit,
    label,
    ledger,
    methods,
    rank,
    report,
    segments,
    shares,
    show,
    similar,
    stability,
    targets,
)
from topics.cli.open import open_report
from topics.errors import TopicsError

app = typer.Typer(
    name="topics",
    help="Themes and topics of government work plans and reports, compared between districts and years.",
    epilog="Start with: topics check CORPUS, then topics fit CORPUS, then topics shares.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
for command in (
    fit.fit,
    check.check,
    show.show,
    shares.shares,
    compare.compare,
    rank.rank,
    similar.similar,
    align.align,
    ledger.ledger,
    borrowing.borrowing,
    chart.chart,
    report.report,
    methods.methods,
    segments.segments,
    targets.targets,
    apply.apply,
    evaluate.evaluate,
    stability.stability,
    label.label,
):
    app.command()(command)
app.command("open")(open_report)
app.add_typer(cache.app, name="cache")


@app.callback(invoke_without_command=True)
def about(*, version: bool = typer.Option(False, "--version", help="Print the version and leave.")) -> None:
    """Themes and topics of government work plans and reports, compared between districts and years."""
    if version:
        from importlib.metadata import version as installed

        typer.echo(installed("plan-topics"))
        raise typer.Exit


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # Chinese on a terminal of another code page
    try:
        app()
    except TopicsError as error:
        typer.echo(f"topics: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of a pipe (head, less) has left: nothing to say
        sys.exit(0)
