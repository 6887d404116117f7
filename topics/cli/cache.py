"""topics cache: what is kept on disk so that nothing is built or embedded twice."""

from __future__ import annotations

import typer

app = typer.Typer(help="Show or empty the store that makes a second fit quick.", no_args_is_help=True)


@app.command()
def info() -> None:
    """Show where vectors, encoders and maps are kept, how many there are and how much room they take.

    Example: topics cache info
    """
    from topics.embed.keeping import cache_info

    found = cache_info()
    typer.echo(f"{found.folder}")
    typer.echo(f"vectors:  {found.n_vectors:,} ({found.vectors_bytes / 1e6:,.1f} MB)")
    typer.echo(f"encoders: {found.n_encoders:,} ({found.encoders_bytes / 1e6:,.1f} MB)")
    typer.echo(f"maps:     {found.n_maps:,} ({found.maps_bytes / 1e6:,.1f} MB)")


@app.command()
def clear() -> None:
    """Remove all that is kept; the next fit builds the encoder and computes the vectors anew.

    Example: topics cache clear
    """
    from topics.embed.keeping import clear_cache

    found = clear_cache()
    removed = f"{found.n_vectors:,} vectors, {found.n_encoders:,} encoders, {found.n_maps:,} maps"
    typer.echo(f"removed from {found.folder}: {removed}")
