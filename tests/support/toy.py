"""The toy problem: its data, and every number it prints, section by section.

A printed number is kept as text, because its digits say how precise it is meant.
Rows end with `;`. `MISPRINTS` lists the entries that contradict the rest of the handout.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np

X = [[4, 3]]
X_BATCH = [[4, 3], [5, 6], [7, 8]]

# Sections 2.1.1 and 2.2.1: one linear layer.
W = [[4, 2, -2], [5, 4, 5]]
B = [[1, 2, 3]]

# Sections 2.1.3 and 2.2.3: the complete network, and 3.7: the learning rate.
WIDTHS = (2, 3, 3, 2)
PARAMETERS = {
    "W1": [[4, 2, -2], [5, 4, 5]],
    "B1": [[0, 0, 0]],
    "W2": [[2, 5, 6], [2, -3, -3], [-2, 4, 3]],
    "B2": [[0, 0, 0]],
    "W3": [[5, 5], [3, -1], [5, 4]],
    "B3": [[0, 0]],
}
LEARNING_RATE = 0.1

# Section 3.6 prints the target of the first row only. The others follow from gradB3 and gradY2:
# the rows of Y3 are 1, 0, and gradY3lin = Y3 - D.
D = [[240, 4]]
D_BATCH = [[240, 4], [320, 2], [69, 5]]


def values(x, d):
    """Every input of the complete network, as an array."""
    given = {"X": x, "D": d, **PARAMETERS, "lr": LEARNING_RATE}
    return {name: np.array(value, dtype=np.float64) for name, value in given.items()}


SINGLE = values(X, D)
BATCH = values(X_BATCH, D_BATCH)

PRINTED = {
    ("2.1.1", "Y1lin"): "32 22 10",
    ("2.1.2", "sigmoid"): "1.0 1.0 1.0",
    ("2.1.2", "relu"): "32 22 10",
    ("2.1.2", "tanh"): "1.0 1.0 1.0",
    ("2.1.2", "softmax"): "9.9995e-01 4.5398e-05 2.7893e-10",
    ("2.1.3", "Y1lin"): "31 20 7",
    ("2.1.3", "Y1"): "31 20 7",
    ("2.1.3", "Y2lin"): "88 123 147",
    ("2.1.3", "Y2"): "88 123 147",
    ("2.1.3", "Y3lin"): "1544 905",
    ("2.1.3", "Y3"): "1544 905",
    ("2.2.1", "Y1lin"): "32 22 10; 51 36 23; 69 48 29",
    ("2.2.2", "sigmoid"): "1.0 1.0 1.0; 1.0 1.0 1.0; 1.0 1.0 1.0",
    ("2.2.2", "relu"): "32 22 10; 51 36 23; 69 48 29",
    ("2.2.2", "tanh"): "1.0 1.0 1.0; 1.0 1.0 1.0; 1.0 1.0 1.0",
    ("2.2.2", "softmax"): """9.9995e-01 4.5398e-05 2.7893e-10;
                             1.0000e+00 3.0590e-07 6.9144e-13;
                             1.0000e+00 7.5826e-10 4.2484e-18""",
    ("2.2.3", "Y1lin"): "31 20 7; 50 34 20; 68 46 26",
    ("2.2.3", "Y1"): "31 20 7; 50 34 20; 68 46 26",
    ("2.2.3", "Y2lin"): "88 123 147; 128 228 258; 176 306 348",
    ("2.2.3", "Y2"): "88 123 147; 128 228 258; 176 306 348",
    ("2.2.3", "Y3lin"): "1544 905; 2614 1444; 3538 1966",
    ("2.2.3", "Y3"): "1544 905; 2614 1444; 3538 1966",
    ("2.3.1", "l2"): "1.0",
    ("2.3.1", "l2 of the network"): "20.5",
    ("2.3.1", "cross entropy of the network"): "0.0",
    ("3.2", "l2"): "-1 -1 -1",
    ("3.2", "l2 of the network"): "1304 901",
    ("3.2", "softmax cross entropy, c=1"): "-0.8 0.3 0.5",
    ("3.2", "softmax cross entropy, c=2"): "0.2 -0.7 0.5",
    ("3.2", "softmax cross entropy, c=3"): "0.2 0.3 -0.5",
    ("3.2", "softmax cross entropy of the network"): "0 0",
    ("3.3a", "sigmoid"): "0.197 -0.105 0.045",
    ("3.3a", "relu"): "1 -1 1",
    ("3.3a", "tanh"): "0.420 -0.071 0.010",
    ("3.3b", "sigmoid"): "1.3e-14 2.8e-10 4.5e-5",
    ("3.3b", "relu"): "1 -1 1",
    ("3.3b", "tanh"): "0 0 8.2e-9",
    ("3.4a", "gradZ"): "0 6",
    ("3.4a", "gradW"): "1 -1 1; 2 -2 2",
    ("3.4a", "gradB"): "1 -1 1",
    ("3.4b", "gradZ"): "0 6",
    ("3.4b", "gradW"): "4 -4 4; 3 -3 3",
    ("3.4b", "gradB"): "1 -1 1",
    ("3.5", "gradY3lin"): "-239 -4",
    ("3.5", "gradB3"): "-239 -4",
    ("3.5", "gradW3"): "-21032 -352; -29397 -492; -35133 588",
    ("3.5", "gradY2"): "-1215 -713 -1211",
    ("3.5", "gradY2lin"): "-1215 -713 -1211",
    ("3.5", "gradB2"): "-1215 -713 -1211",
    ("3.5", "gradW2"): "-37665 -22103 -37541; -24300 -14260 -24220; -8505 -4991 -8477",
    ("3.5", "gradY1"): "-13261 3342 -4055",
    ("3.5", "gradY1lin"): "-13261 3342 -4055",
    ("3.5", "gradB1"): "-13261 3342 -4055",
    ("3.5", "gradW1"): "-53044 13368 -16220; -39783 10026 -12165",
    ("3.5", "gradX"): "-38250 -73212",
    ("3.6", "gradY3lin"): "-239 -4; -319 -1; -68 -4",
    ("3.6", "gradB3"): "-208.7 -3.7",
    ("3.6", "gradW3"): "-24610.7 -496; -40979 -826; -47033 -948",
    ("3.6", "gradY2"): "-1215 -713 -1211; -1605 -955 -1603; -365 -199 -36",
    ("3.6", "gradY2lin"): "-1215 -713 -1211; -1605 -955 -1603; -365 -199 -36",
    ("3.6", "gradB2"): "-1061.7 -622.3 -950",
    ("3.6", "gradW2"): """-47578.3 -27795 -47390.3;
                          -31886.7 -18628 -31760.7;
                          -16698.3 -9755 -16632.3""",
    ("3.6", "gradY1"): "-13261 3342 -4055; -17603 4464 -5419; -17603 4464 -5419",
    ("3.6", "gradY1lin"): "-13261 3342 -4055; -17603 4464 -5419; -17603 4464 -5419",
    ("3.6", "gradB1"): "-16155.7 4090 -4964.3",
    ("3.6", "gradW1"): "-56084.7 14105.7 -17112.3; -58827 14795.3 -17949",
    ("3.6", "gradX"): "-38250 -73212; -50646 -97254; -11354 -21367",
    ("3.7 single", "W1_new"): "5308.4 -1334.8 1620; 3983.3 -998.6 1221.5",
    ("3.7 single", "B1_new"): "1326.1 -334.2 405.5",
    ("3.7 single", "W2_new"): "3768.5 2215.3 3760.1; 2432 1423 2419; 848.5 503.1 850.7",
    ("3.7 single", "B2_new"): "121.5 71.3 121.1",
    ("3.7 single", "W3_new"): "2108.2 40.2; 2942.7 48.2; 3518.3 -54.8",
    ("3.7 single", "B3_new"): "23.9 0.4",
    ("3.7 batch", "W1_new"): "5612.47 -1408.57 1709.23; 5887.7 -1475.53 1799.9",
    ("3.7 batch", "B1_new"): "1615.57 -409 496.43",
    ("3.7 batch", "W2_new"): """4759.83 2784.5 4745.03;
                                3190.67 1859.8 3173.07;
                                1667.83 979.5 1666.23""",
    ("3.7 batch", "B2_new"): "106.17 62.23 95",
    ("3.7 batch", "W3_new"): "2466.07 54.6; 4100.9 81.6; 4708.3 98.8",
    ("3.7 batch", "B3_new"): "20.87 0.37",
}

MISPRINTS = {
    ("2.1.3", "Y3"): [(0, 0), (0, 1)],
    ("2.2.3", "Y3"): [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)],
    ("2.3.1", "l2"): [(0, 0)],
    ("3.3b", "sigmoid"): [(0, 1)],
    ("3.5", "gradW3"): [(2, 1)],
    ("3.6", "gradY3lin"): [(1, 1), (2, 1)],
    ("3.6", "gradY2"): [(2, 2)],
    ("3.6", "gradY2lin"): [(2, 2)],
    ("3.6", "gradB2"): [(0, 2)],
    ("3.6", "gradY1"): [(2, 0), (2, 1), (2, 2)],
    ("3.6", "gradY1lin"): [(2, 0), (2, 1), (2, 2)],
    ("3.6", "gradB1"): [(0, 0), (0, 1), (0, 2)],
    ("3.7 single", "W3_new"): [(2, 1)],
    ("3.7 batch", "B1_new"): [(0, 0), (0, 1), (0, 2)],
    ("3.7 batch", "B2_new"): [(0, 2)],
}


def printed(section: str, name: str) -> list[list[str]]:
    """A printed matrix, row by row, as the texts of its entries."""
    return [row.split() for row in PRINTED[section, name].split(";")]


def entries(*, misprinted: bool) -> Iterator[tuple[str, str, int, int, str]]:
    """`(section, name, row, column, text)` of the entries that are, or are not, misprints."""
    for section, name in PRINTED:
        for i, row in enumerate(printed(section, name)):
            for j, text in enumerate(row):
                if misprinted == ((i, j) in MISPRINTS.get((section, name), ())):
                    yield section, name, i, j, text


def tolerance(text: str) -> float:
    """Half of the last printed digit; a whole number is meant exactly."""
    if "." not in text:
        return 1e-9
    exponent = Decimal(text).as_tuple().exponent
    return 0.5 * 10.0**exponent
