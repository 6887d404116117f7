"""Colours: stable by theme, and apart for every reader."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from topics.show.palette import GREY, SAFE, SIDES, colours

# what a reader without one kind of cones sees, on linear RGB (Machado, Oliveira and Fernandes 2009, severity 1)
SEEN = {
    "all cones": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_OKLAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def seen(hexes: tuple[str, ...], kind: str) -> NDArray[np.float64]:
    """Give colours in OKLab (Ottosson 2020) as a reader of this kind sees them."""
    rgb = np.array([[int(one[i : i + 2], 16) / 255 for i in (1, 3, 5)] for one in hexes])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    lab: NDArray[np.float64] = np.cbrt(np.clip(linear @ SEEN[kind].T, 0, 1) @ TO_CONES.T) @ TO_OKLAB.T
    return lab


@pytest.mark.parametrize("kind", SEEN)
def test_any_two_colours_are_apart_for_every_reader(kind: str) -> None:
    lab = seen((*SAFE, GREY), kind)
    apart = np.linalg.norm(lab[:, None] - lab[None], axis=2)[np.triu_indices(len(lab), 1)]
    assert apart.min() > 0.08  # 0.02 is about the least a reader can tell side by side
    assert np.linalg.norm(np.subtract(*seen(SIDES, kind))) > 0.2


def test_a_theme_has_its_colour_by_its_place() -> None:
    assert colours(["a", "b", "unassigned", "c"]) == [SAFE[0], SAFE[1], GREY, SAFE[2]]
    assert colours(["a", "b"]) == colours(["a", "b", "c"])[:2]
    assert colours([str(i) for i in range(23)])[:11] == list(SAFE)
