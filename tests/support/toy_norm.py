"""Section 4 of the toy problem, batch normalisation: its data, and every number that it prints.

A printed number is kept as text, because its digits say how precise it is meant. Rows end with `;`.
NumPy printed all but the two-digit statistics of section 4.1, to 8 decimals, zeros at the end left
out: `0.01619` is meant as 0.01619000.

The numbers were made with two settings of `eps`. `EPS_PRINTED` is the one that section 4.1 states
and uses as far as `Y3lin`; its softmax, and all of sections 4.2 and 4.3, were made with `EPS_USED`.
The first hidden layer of section 4.3 comes out, to the last digit, for running statistics of
8 decimals, as they are printed; the second one for those that a program has.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from engine.network.spec import NetworkSpec, mlp_spec
from tests.support import toy

EPS_PRINTED, EPS_USED = 1e-3, 1e-8
ALPHA = 0.9
D = [[5, 13]] * 3
X_INFERENCE = [[10, 14]]
SPEC: NetworkSpec = mlp_spec(toy.WIDTHS, norm="before")

PRINTED = {
    ("4.1", "Y1lin"): "31 20 7; 50 34 20; 68 46 26",
    ("4.1", "mean1"): "49.67 33.33 17.66",
    ("4.1", "var1"): "228.22 112.89 62.89",
    ("4.1", "norm1"): """-1.23562548 -1.25490605 -1.34504963;
                         0.02206474 0.0627453 0.29422961;
                         1.21356074 1.19216075 1.05082002""",
    ("4.1", "Y1bn"): """-1.23562548 -1.25490605 -1.34504963;
                        0.02206474 0.0627453 0.29422961;
                        1.21356074 1.19216075 1.05082002""",
    ("4.1", "running_mean1"): "4.96666667 3.33333333 1.76666667",
    ("4.1", "running_var1"): "23.72222222 12.18888889 7.18888889",
    ("4.1", "Y1"): """0 0 0;
                      0.02206474 0.0627453 0.29422961;
                      1.21356074 1.19216075 1.05082002""",
    ("4.1", "Y2lin"): """0 0 0;
                         -0.41883913 1.09900622 0.82684136;
                         2.70980293 6.69460155 6.85734227""",
    ("4.1", "mean2"): "0.7636546 2.59786926 2.56139454",
    ("4.1", "var2"): "1.92298436 8.59291019 9.34152788",
    ("4.1", "norm2"): """-0.55054929 -0.88617988 -0.8380005;
                         -0.85250724 -0.51128911 -0.56748635;
                         1.40305653 1.39746899 1.40548685""",
    ("4.1", "Y2bn"): """-0.55054929 -0.88617988 -0.8380005;
                        -0.85250724 -0.51128911 -0.56748635;
                        1.40305653 1.39746899 1.40548685""",
    ("4.1", "running_mean2"): "0.07636546 0.25978693 0.25613945",
    ("4.1", "running_var2"): "1.09229844 1.75929102 1.83415279",
    ("4.1", "Y2"): "0 0 0; 0 0 0; 1.40305653 1.39746899 1.40548685",
    ("4.1", "Y3lin"): "0 0; 0 0; 18.23512387 11.23976106",
    ("4.1 softmax", "Y3"): """5.00000000e-01 5.00000000e-01;
                              5.00000000e-01 5.00000000e-01;
                              9.99085084e-01 9.14916212e-04""",
    ("4.2", "losses"): "12.47664925; 12.47664925; 90.96139156",
    ("4.2", "gradY3lin"): "-4.5 -12.5; -4.5 -12.5; -4.00091492 -12.99908508",
    ("4.2", "gradB3"): "-4.33363831 -12.66636169",
    ("4.2", "gradW3"): """-1.87165613 -6.0810634;
                          -1.86382646 -6.05562458;
                          -1.87451132 -6.09034001""",
    ("4.2", "gradY2"): "-85 -1 -72.5; -85 -1 -72.5; -85 0.99634034 -72.00091492",
    ("4.2", "gradgamma2"): "-119.2907929 1.39243562 -101.20175003",
    ("4.2", "gradbeta2"): "-85 0.99634034 -72.00091492",
    ("4.2", "gradY2bn"): "0 0 0; 0 0 0; -85 0.99634034 -72.00091492",
    ("4.2", "gradY2lin"): """4.64108825 0.02702718 -1.39715456;
                             -4.01976864 -0.03233549 1.5887192;
                             -0.62131961 0.00530831 -0.19156464""",
    ("4.2", "gradW2"): """-0.28090203 0.0019095 -0.06580703;
                          -0.33097962 0.00143316 -0.04289725;
                          -0.61188154 -0.001312 0.08871679""",
    ("4.2 noise", "gradB2"): "-2.96059473e-15 1.85037171e-17 -2.96059473e-16",
    ("4.2", "gradY1"): """1.03438506 13.39255864 -13.36553146;
                          1.33110046 -12.70868841 12.67635292;
                          -2.36548552 -0.68387024 0.68917855""",
    ("4.2", "gradgamma1"): "-2.8412962 -1.6127009 4.45399636",
    ("4.2", "gradbeta1"): "-1.03438506 -13.39255864 13.36553146",
    ("4.2", "gradY1bn"): """0 0 -0;
                            1.33110046 -12.70868841 12.67635292;
                            -2.36548552 -0.68387024 0.68917855""",
    ("4.2", "gradY1lin"): """-0.05464126 0.35666977 -0.30997914;
                             0.11231814 -0.77278451 0.98160062;
                             -0.05767688 0.41611473 -0.67162147""",
    ("4.2", "gradW1"): "-0.0202375 0.1585199 -0.34442127; 0.01619 -0.07925995 -0.13776851",
    ("4.2 noise", "gradB1"): "-4.62592927e-18 -1.85037171e-17 0",
    ("4.3", "Y1lin"): "110 76 50",
    ("4.3 rounded", "norm1"): "21.56500005 20.81388639 17.98938806",
    ("4.3 rounded", "Y1bn"): "21.56500005 20.81388639 17.98938806",
    ("4.3 rounded", "Y1"): "21.56500005 20.81388639 17.98938806",
    ("4.3 rounded", "Y2lin"): "48.77899674 117.34089332 120.91650531",
    ("4.3", "norm2"): "46.59955049 88.27079464 89.09351895",
    ("4.3", "Y2bn"): "46.59955049 88.27079464 89.09351895",
    ("4.3", "Y2"): "46.59955049 88.27079464 89.09351895",
    ("4.3", "Y3lin"): "943.27773115 501.10103365",
    ("4.3", "Y3"): "1.00000000e+000 9.22784414e-193",
}
HAND_ROUNDED = {("4.1", "mean1"), ("4.1", "var1")}


def statistics(**values: float) -> dict[str, np.ndarray]:
    """`gamma1 gamma2 ...`, rows of three of the same number."""
    return {f"{name}{k}": np.full((1, 3), v) for k in (1, 2) for name, v in values.items()}


def settings(**values: float) -> dict[str, float]:
    """`eps1 eps2 ...`, one number for both hidden layers."""
    return {f"{name}{k}": v for k in (1, 2) for name, v in values.items()}


def training_values(eps: float) -> dict[str, np.ndarray | float]:
    """Every input of the network of section 4.1, with the labels of 4.2."""
    fresh = statistics(gamma=1, beta=0, running_mean=0, running_var=1)
    named = {name + ("_old" if "running" in name else ""): v for name, v in fresh.items()}
    return toy.values(toy.X_BATCH, D) | named | settings(eps=eps, alpha=ALPHA)


def inference_values(
    trained, eps: float, decimals: int | None = None
) -> dict[str, np.ndarray | float]:
    """Every input of the network of section 4.3, with the running statistics of a trace."""
    names = [f"running_{what}{k}" for k in (1, 2) for what in ("mean", "var")]
    running = {name: trained[name] for name in names}
    if decimals is not None:
        running = {name: np.round(value, decimals) for name, value in running.items()}
    affine = statistics(gamma=1, beta=0)
    return toy.values(X_INFERENCE, D[:1]) | affine | running | settings(eps=eps)


def printed(section: str, name: str) -> list[list[str]]:
    """A printed matrix, row by row, as the texts of its entries."""
    return [row.split() for row in PRINTED[section, name].split(";")]


def tolerance(section: str, name: str, text: str) -> float:
    """Half of the last digit that is meant."""
    exponent = int(Decimal(text).as_tuple().exponent)
    return 0.5 * 10.0 ** (exponent if (section, name) in HAND_ROUNDED else min(exponent, -8))


def entries(*sections: str) -> Iterator[tuple[str, str, int, int, str]]:
    """`(section, name, row, column, text)` of every entry that the sections print."""
    for section, name in PRINTED:
        if section in sections:
            for i, row in enumerate(printed(section, name)):
                for j, text in enumerate(row):
                    yield section, name, i, j, text
