"""topics cache: the vectors kept on disk, so that a second fit is quick."""

from __future__ import annotations

import typer

app = typer.Typer(help="Show or empty the store of vectors that makes a second fit quick.", no_args_is_help=True)


@app.command()
def info() -> None:
    """Show where the vectors are kept, how many there are and how much room they take.

    Example: topics cache info
    """
    from topics.embed.cache import cache_info

    found = cache_info()
    typer.echo(f"{found.folder}: {found.n_vectors} vectors, {found.n_bytes / 1e6:.1f} MB")


@app.command()
def clear() -> None:
    """Remove all vectors kept on disk; the next fit computes them anew.

    Example: topics cache clear
    """
    from topics.embed.cache import clear_cache

    typer.echo(f"removed: {clear_cache()} vectors")
