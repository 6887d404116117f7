"""What `topics fit` and `topics apply` say at their end: what was made, what was not, and what to ask next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from topics.errors import typed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from topics.store import Parts


def summarise_fit(folder: Path, parts: Parts) -> str:
    """Say what a fit has made, in a few lines, and what to ask next."""
    from topics.show.wording import percent

    tables = parts.tables
    n_topics = tables["topics"].height - int((tables["topics"]["topic"] == -1).any())
    unassigned = (tables["assignments"]["theme"] == "unassigned").mean()
    left_out = int(tables["problems"]["left_out"].sum())
    lines = [
        f"{_counted(tables['documents'].height, 'plan')}, {_counted(tables['segments'].height, 'segment')}, "
        f"{_counted(n_topics, 'topic')}; "
        f"{percent(float(str(unassigned or 0)))} of segments unassigned; "
        f"{_counted(tables['removals'].height, 'remnant')} cleaned away",
    ]
    lines += _of_themes(parts.manifest)
    lines += _of_names(parts.records.get("naming", {}), n_topics)
    if not n_topics:
        lines.append("too little text for topics of its own (about 100 segments are needed); themes only")
    if left_out:
        lines.append(
            f"{_counted(left_out, 'file')} left out; `topics check {typed(parts.manifest['corpus'])}` lists them"
        )
    encoder = parts.manifest["encoder"]
    lines += [] if encoder["fingerprint"].startswith("bundled-") else [f"embedder: {encoder['name']}"]
    lines += [f"model: {folder}", f"next: topics shares -m {typed(folder)}"]
    return "\n".join(lines)


def _counted(n: int, thing: str) -> str:
    return f"{n} {thing}" if n == 1 else f"{n} {thing}s"


def _of_themes(manifest: Mapping[str, Any]) -> list[str]:
    """Say which themes were taken for ones the package knows under another code, and what labels taught."""
    likes = manifest.get("themes", {}).get("like", {})
    taken = [f"{code} → {', '.join(like)}" for code, like in likes.items() if like and like != [code]]
    lines = [f"themes taken to be like known ones (see `like` in the themes file): {'; '.join(taken)}"] if taken else []
    missing = manifest.get("themes", {}).get("missing", [])
    if missing:
        lines.append(
            f"no theme stands for {', '.join(missing)}: such text is unassigned; keep these in the themes "
            "file to see them, or name them under `like` of the theme that takes them in"
        )
    labels = manifest.get("labels", {})
    if labels.get("labels"):
        line = f"labels: {labels['found']} of {labels['labels']} found in the corpus"
        if labels.get("after") is not None:
            before, after = 100 * labels["before"], 100 * labels["after"]
            line += f"; agreement with them {before:.1f} % without, {after:.1f} % with what other {labels['by']}s teach"
            line += f" ({labels['mended']} mended, {labels['broken']} broken of {labels['n']})"
            line += f"; {100 * labels['changed']:.1f} % of all segments have another theme for them"
            line += "; a sheet of `topics label` asks for the most doubtful: over all segments agreement is higher"
        lines.append(line)
    return lines


def _of_names(naming: Mapping[str, Any], n_topics: int) -> list[str]:
    """Say how many names a namer gave, and why it gave no more."""
    if not naming or not n_topics:
        return []
    given = sum(not asked["refused"] for asked in naming["questions"])
    if naming["stopped"]:
        return [f"namer: {given} of {n_topics} topics named, then no more: {naming['stopped']}"]
    kept = "" if given == n_topics else "; the others keep the name found in their text (see naming.json)"
    return [f"namer: {given} of {n_topics} topics named{kept}"]
