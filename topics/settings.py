"""Every setting of a run: one frozen dataclass a stage, and the same names in a TOML file.

A settings file has a table a stage: ``[read]``, ``[embed]``, ``[model]``. What it does not name keeps its default;
what is not known is refused with the nearest allowed name.
"""

from __future__ import annotations

import dataclasses
import difflib
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from topics.errors import OptionError

if TYPE_CHECKING:
    from pathlib import Path


FEWEST_TOKENS = 16
MOST = 2**32 - 1
"""Most that a number may be: the greatest seed of the generators."""


def _check(name: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise OptionError(f"{name} = {value}", allowed=f"{least} to {most}")


@dataclass(frozen=True)
class ReadSettings:
    """How files become segments.

    Parameters
    ----------
    pattern
        Regular expression for file names with the groups ``district`` and ``year``; empty for the built-in ones.
    text_column
        Column of a table that holds the text; empty to find it by name.
    max_tokens
        Longest segment in tokens of the encoder; longer items are split at sentence ends.
    """

    pattern: str = ""
    text_column: str = ""
    max_tokens: int = 480

    def __post_init__(self) -> None:
        """Refuse lengths that leave no sentence whole."""
        _check("max_tokens", self.max_tokens, FEWEST_TOKENS, MOST)


@dataclass(frozen=True)
class EmbedSettings:
    """How segments become vectors.

    Parameters
    ----------
    embedder
        ``bundled``, the name or folder of a sentence-transformers model, or ``openai:MODEL@URL``.
    device
        Device of a sentence-transformers model: ``cpu``, ``cuda``, …
    threads
        Threads for the encoder; 0 for all cores.
    vectors, ids
        Files with vectors of the segments made elsewhere by the same embedder (.npy), and the segment of each row;
        empty to compute them here.
    """

    embedder: str = "bundled"
    device: str = "cpu"
    threads: int = 0
    vectors: str = ""
    ids: str = ""

    def __post_init__(self) -> None:
        """Refuse an encoder without a name."""
        if not self.embedder.strip():
            raise OptionError(f"embedder = {self.embedder!r}", allowed="bundled, or a model as under --embedder")
        _check("threads", self.threads, 0, MOST)


@dataclass(frozen=True)
class ModelSettings:
    """How vectors and words become themes and topics.

    Parameters
    ----------
    themes
        Path of a themes file; empty for the one that ships with the package.
    labels
        Path of a sheet of passages that were coded by hand, to learn from; empty for none.
    seed
        Seed of everything stochastic.
    min_topic_size
        Fewest segments a topic may have; 0 to let the size of the corpus decide.
    clusterer
        How topics are found: ``anchored`` (from the phrases of the themes, the same for any seed), ``hdbscan`` (UMAP
        and HDBSCAN) or ``evoc`` (EVoC, an extra package).
    namer
        A language model that names topics, ``openai:MODEL@URL``; empty for names found in the text.
    """

    themes: str = ""
    labels: str = ""
    seed: int = 0
    min_topic_size: int = 0
    clusterer: str = "anchored"
    namer: str = ""

    def __post_init__(self) -> None:
        """Refuse what no generator of random numbers takes for a seed, and topics of fewer than no segments."""
        _check("seed", self.seed, 0, MOST)
        _check("min_topic_size", self.min_topic_size, 0, MOST)


Stage = TypeVar("Stage", ReadSettings, EmbedSettings, ModelSettings)


@dataclass(frozen=True)
class Settings:
    """All settings of a fit."""

    read: ReadSettings = field(default_factory=ReadSettings)
    embed: EmbedSettings = field(default_factory=EmbedSettings)
    model: ModelSettings = field(default_factory=ModelSettings)

    def as_dict(self) -> dict[str, dict[str, Any]]:
        """Give the settings as plain values, as they stand in a manifest."""
        return dataclasses.asdict(self)


def load_settings(path: Path) -> Settings:
    """Read a settings file.

    Raises
    ------
    OptionError
        The file cannot be read, is no TOML, or names a table, setting or type that is not known.
    """
    raw, _ = read_toml(path, "settings")
    return from_dict(raw, str(path))


def read_toml(path: Path, kind: str) -> tuple[dict[str, Any], bytes]:
    """Read a TOML file that its user wrote, in whatever editor: what it holds, and its bytes.

    Parameters
    ----------
    path
        The file.
    kind
        What it is a file of, for errors: ``settings``, ``themes``.

    Raises
    ------
    OptionError
        The file cannot be read, is not in UTF-8, or is no TOML.
    """
    try:
        content = path.read_bytes()
        return tomllib.loads(content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")), content
    except OSError as error:
        raise OptionError(f"{path}: {error.strerror}", remedy=f"name a {kind} file that can be read") from error
    except UnicodeDecodeError as error:
        raise OptionError(
            f"{path}: not in UTF-8", remedy="save it as UTF-8 in the editor it was written with"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise OptionError(f"{path}: not a TOML file ({error})", remedy="correct the line it names") from error


def from_dict(raw: dict[str, Any], where: str = "settings") -> Settings:
    """Build settings from plain values; the inverse of `Settings.as_dict`.

    Examples
    --------
    >>> from_dict({"model": {"seed": 7}}).model.seed
    7
    """
    _refuse_unknown(raw, [stage.name for stage in dataclasses.fields(Settings)], where)
    return Settings(
        _stage(ReadSettings, raw.get("read", {}), f"{where}: [read]"),
        _stage(EmbedSettings, raw.get("embed", {}), f"{where}: [embed]"),
        _stage(ModelSettings, raw.get("model", {}), f"{where}: [model]"),
    )


def _stage(kind: type[Stage], values: object, where: str) -> Stage:
    if not isinstance(values, dict):
        raise OptionError(f"{where}: not a table", remedy="write the settings of a stage under its heading")
    fields = {f.name: f for f in dataclasses.fields(kind)}
    _refuse_unknown(values, list(fields), where)
    for name, value in values.items():
        wanted = type(fields[name].default)
        if type(value) is not wanted:
            allowed = {int: "a whole number", str: "a text in quotation marks"}[wanted]
            raise OptionError(f"{where}: {name} = {value!r}", allowed=allowed)
    try:
        return kind(**values)
    except OptionError as error:
        raise OptionError(f"{where}: {error.found}", allowed=error.allowed) from error


def _refuse_unknown(found: dict[str, Any], allowed: list[str], where: str) -> None:
    for name in found:
        if name not in allowed:
            near = difflib.get_close_matches(name, allowed, 1)
            hint = f"did you mean {near[0]!r}?" if near else "remove it"
            raise OptionError(f"{where}: unknown setting {name!r}", allowed=", ".join(allowed), remedy=hint)


def override(settings: Settings, **stages: dict[str, Any]) -> Settings:
    """Give the settings with those values replaced that are not None: what the command line says wins over the file.

    Examples
    --------
    >>> changed = override(Settings(), model={"seed": 3, "themes": None}).model
    >>> changed.seed, changed.themes
    (3, '')
    """
    changed = {
        stage: dataclasses.replace(getattr(settings, stage), **{k: v for k, v in values.items() if v is not None})
        for stage, values in stages.items()
    }
    return dataclasses.replace(settings, **changed)
