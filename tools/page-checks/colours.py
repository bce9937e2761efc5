"""Colours as eyes compare them: contrast by WCAG, differences in CIE Lab, and vision without one kind of cone."""

import re

# Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009), severity 1.0.
VISIONS = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def parse(text):
    """Red, green and blue of #rrggbb or rgb(r, g, b)."""
    if text.startswith("#"):
        digits = text[1:] if len(text) == 7 else "".join(digit * 2 for digit in text[1:4])
        return tuple(int(digits[at:at + 2], 16) for at in (0, 2, 4))
    return tuple(float(number) for number in re.findall(r"[\d.]+", text)[:3])


def linear(colour):
    """Light of sRGB, from 0 to 1."""
    return [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in (part / 255 for part in colour)]


def contrast(one, other):
    """The ratio of WCAG 2, from 1 to 21."""
    light = sorted(0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (linear(one), linear(other)))
    return (light[1] + 0.05) / (light[0] + 0.05)


def simulated(colour, matrix):
    """Linear light as eyes see it that the matrix describes."""
    light = linear(colour)
    return [min(1, max(0, sum(weight * part for weight, part in zip(row, light)))) for row in matrix]


def lab(light):
    """CIE Lab of linear sRGB light, for daylight D65."""
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    x, y, z = (sum(weight * part for weight, part in zip(row, light)) / whole for row, whole in zip(rows, white))
    curve = [value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in (x, y, z)]
    return 116 * curve[1] - 16, 500 * (curve[0] - curve[1]), 200 * (curve[1] - curve[2])


def difference(one, other):
    """How far two colours are apart in CIE Lab (1976); from about 2.3 on eyes tell them apart."""
    return sum((first - second) ** 2 for first, second in zip(one, other)) ** 0.5
