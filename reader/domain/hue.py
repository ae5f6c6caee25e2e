"""Colours as numbers: mixing, contrast, and how alike two of them look, also to colour-blind readers."""

from __future__ import annotations

import colorsys
import itertools
import re
from collections.abc import Mapping

Rgb = tuple[float, float, float]

# Severity 1.0 of Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision
# deficiency", IEEE TVCG 15 (2009); on linear sRGB.
VISIONS: Mapping[str, tuple[Rgb, Rgb, Rgb]] = {
    "red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
NEAR = 0.04
"""Distance in Oklab under which two colours are hard to tell apart as a wash behind words."""


def is_value(text: str) -> bool:
    """Whether a text is a colour as kept: `#rrggbb` in small letters."""
    return re.fullmatch("#[0-9a-f]{6}", text) is not None


def rgb(value: str) -> Rgb:
    """`#rrggbb` as red, green, blue in 0…1."""
    return int(value[1:3], 16) / 255, int(value[3:5], 16) / 255, int(value[5:7], 16) / 255


def value_of(colour: Rgb) -> str:
    """Red, green, blue in 0…1 as `#rrggbb`."""
    return "#" + "".join(f"{round(min(1.0, max(0.0, part)) * 255):02x}" for part in colour)


def mixed(value: str, other: str, share: float) -> str:
    """`value` with `share` (0…1) of `other` in it."""
    a, b = rgb(value), rgb(other)
    return value_of((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share))


def deepened(value: str, lightness: float = 0.27) -> str:
    """The colour as a wash on dark paper: its hue, dark and no more than half saturated."""
    hue, _lightness, saturation = colorsys.rgb_to_hls(*rgb(value))
    return value_of(colorsys.hls_to_rgb(hue, lightness, saturation * 0.55))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def luminance(value: str) -> float:
    """Relative luminance, 0…1 (WCAG 2)."""
    red, green, blue = map(_linear, rgb(value))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(value: str, other: str) -> float:
    """Contrast ratio, 1…21 (WCAG 2)."""
    low, high = sorted((luminance(value), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def distance(value: str, other: str, vision: str = "") -> float:
    """How different two colours look: Euclidean in Oklab (black to white: 1). `vision`: a key of VISIONS, or full."""
    one, two = _oklab(value, vision), _oklab(other, vision)
    return float(sum((a - b) ** 2 for a, b in zip(one, two, strict=True)) ** 0.5)


def _oklab(value: str, vision: str) -> Rgb:
    red, green, blue = map(_linear, rgb(value))
    if vision:
        seen = [max(0.0, row[0] * red + row[1] * green + row[2] * blue) for row in VISIONS[vision]]
        red, green, blue = seen
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def confusable(values: Mapping[str, str], near: float = NEAR) -> list[tuple[str, str, str]]:
    """Pairs `(key, key, vision)` that look alike; vision empty where everybody finds them so, else the first it does."""
    found = []
    for (one, first), (two, second) in itertools.combinations(values.items(), 2):
        vision = next((v for v in ("", *VISIONS) if distance(first, second, v) < near), None)
        if vision is not None:
            found.append((one, two, vision))
    return found
