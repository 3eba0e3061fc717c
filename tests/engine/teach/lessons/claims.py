"""What the sentences of the lessons claim, and the sum that shows it.

`CLAIMS[lesson, place]` is `(numbers, holds)`: the numbers that the sentence names, as it writes
them, and whether they are those of the engine. A place is the id of a stop, or the place of a
finding, or the place and the name of a checkpoint's cause. `v` has the values of its scene.
"""

import math
from dataclasses import replace

import numpy as np

from app.digits import TrainingSetting, course
from engine.teach.lessons.changes import run_under
from engine.teach.lessons.lesson import load


def of(lesson, scene, **values):
    """The values of a scene, with some of its inputs replaced."""
    changed = {name: np.asarray(value, float) for name, value in values.items()}
    return load(lesson).scenes[scene].with_values(changed).trace().values


def is_row(value, *row):
    """Whether a value is just this row; a number to as many digits as are written in it."""
    return np.array_equal(np.atleast_2d(value), [row])


def about(value, written):
    """Whether a value, rounded to as many digits, is the number that is written."""
    digits = len(written.lstrip("-").partition("e")[0].replace(".", "").lstrip("0"))
    return float(f"{float(value):.{digits - 1}e}") == float(written)


TOY = "cmu-toy"
SMALL_EPS = {"eps1": 1e-8, "eps2": 1e-8}


def batch():
    return of(TOY, "batch")


def small():
    """The network of section 4 with the eps that most of its printed numbers have."""
    return of(TOY, "norm", **SMALL_EPS)


def trained(lr):
    """The share of images held back that is recognised after the run of the stop `training`."""
    stop = next(stop for stop in load("mnist").stops if stop.id == "training")
    panel = {key: stop.panels[0][key] for key in ("hidden", "epochs", "batch", "lr", "seed")}
    return course(replace(TrainingSetting(**panel), lr=lr)).held_back[-1]


PRINTED = "gradVar = -.5*(np.sum((gradNorm * (x-mean))/ sqrt_var_eps **3), axis = 0)"
"""The handout's line, with its “???” filled in."""


def refused(line):
    """Whether Python refuses a line for its grammar."""
    try:
        compile(line, "", "exec")
    except SyntaxError:
        return True
    return False


def under_changes(where, name):
    """A checkpoint's value with the changes that its cause names."""
    lesson = load(TOY)
    found = next(c for c in lesson.checkpoints if (c.where, c.name) == (where, name))
    return run_under(lesson.scenes[found.scene], found.changes)[name]


CLAIMS = {
    (TOY, "linear"): ("4 3 5 32", lambda v: v["Y1lin"][0, 0] == 4 * 4 + 3 * 5 + 1 == 32),
    (TOY, "sigmoid"): (
        "1.0 4.5e-5 10 1.3e-14 32",
        lambda v: (
            is_row(v["Y1lin"], 32, 22, 10)
            and about(1 - v["Y1"][0, 2], "4.5e-5")
            and about(math.exp(-32), "1.3e-14")
        ),
    ),
    (TOY, "relu"): (
        "3 -3 4",
        lambda v: (of(TOY, "relu_single", X=[[4, -3]])["Y1"] == 0).sum() == 2,
    ),
    (TOY, "tanh"): (
        "1.0 32 22",
        lambda v: is_row(v["Y1lin"], 32, 22, 10) and is_row(1 - v["Y1"][:, :2] ** 2, 0, 0),
    ),
    (TOY, "softmax"): (
        "32 22 10",
        lambda v: np.isclose(v["Y1"][0, 1] / v["Y1"][0, 0], math.exp(-10), rtol=1e-12),
    ),
    (TOY, "mlp"): (
        "31 20 7 32 22 10 88 123 147",
        lambda v: is_row(v["Y1lin"], 31, 20, 7) and is_row(v["Y2lin"], 88, 123, 147),
    ),
    (TOY, "logits"): (
        "1544 905 639",
        lambda v: is_row(v["Y3lin"], 1544, 905) and 1544 - 905 == 639,
    ),
    (TOY, "batch-linear"): ("32 22 10", lambda v: is_row(v["Y1lin"][0], 32, 22, 10)),
    (TOY, "batch-relu"): (
        "1.0",
        lambda v: all(
            (np.round(of(TOY, f"{name}_batch")["Y1"], 1) == 1).all() for name in ("sigmoid", "tanh")
        ),
    ),
    (TOY, "batch-softmax"): ("4e-18", lambda v: about(v["Y1"][2].min(), "4e-18")),
    (TOY, "batch-mlp"): ("1544 905", lambda v: is_row(v["Y3lin"][0], 1544, 905)),
    (TOY, "l2"): (
        "1.5 1.0 4 5 41 16 25 20.5",
        lambda v: (
            is_row(v["Y"] - v["D"], -1, -1, -1)
            and v["L"] == 1.5
            and 4**2 + 5**2 == 41
            and 41 / 2 == (16 + 25) / 2 == 20.5
        ),
    ),
    (TOY, "cross-entropy"): (
        "0.3 1.204",
        lambda v: about(-math.log(0.3), "1.204") and np.isclose(v["L"], -math.log(0.3)),
    ),
    (TOY, "shapes"): (
        "3",
        lambda v: v["Z"].shape == v["gradZ"].shape == (1, 2) and v["W"].T.shape == (3, 2),
    ),
    (TOY, "l2-network"): (
        "1544 905 240 1304 4 901",
        lambda v: (
            is_row(v["Y3lin"], 1544, 905)
            and is_row(v["D"], 240, 4)
            and is_row(v["gradY3lin"], 1304, 901)
        ),
    ),
    (TOY, "short-cut"): (
        "0.2 -0.7 0.5",
        lambda v: np.allclose(v["gradZ"], [[0.2, -0.7, 0.5]]) and np.isclose(v["gradZ"].sum(), 0),
    ),
    (TOY, "short-cut-network"): (
        "3e-278",
        lambda v: v["Y3"][0, 0] == 1 and about(v["gradY3lin"][0, 1], "3e-278"),
    ),
    (TOY, "sigmoid-back"): (
        "32 22 10",
        lambda v: is_row(of(TOY, "sigmoid_back_y1lin")["Z"], 32, 22, 10),
    ),
    (TOY, "tanh-back"): (
        "32 22 10 8.2e-9",
        lambda v: is_row(v["gradZ"][:, :2], 0, 0) and about(v["gradZ"][0, 2], "8.2e-9"),
    ),
    (TOY, "linear-back-weights"): (
        "3",
        lambda v: v["gradW"][1, 2] == 2 * 1 == v["Z"][0, 1] * v["gradY"][0, 2],
    ),
    (TOY, "linear-back-input"): (
        "4 5 6",
        lambda v: is_row(v["gradZ"], 4 - 2 - 2, 5 - 4 + 5) and is_row(v["gradZ"], 0, 6),
    ),
    (TOY, "back-output"): (
        "-239 -4 588",
        lambda v: (
            is_row(v["gradY3lin"], -239, -4)
            and v["gradW3"][2, 1] == -588
            and (v["gradW3"][:, 1] / -4 > 0).all()
        ),
    ),
    (TOY, "exact"): (
        "-239 -4 4 244",
        lambda v: (
            is_row(v["Y3"] - v["D"], -239, -4)
            and np.allclose(v["gradY3lin"], [[4, -4]])
            and v["D"].sum() == 244
        ),
    ),
    (TOY, "batch-output"): (
        "-4 -2 -5",
        lambda v: v["gradY3lin"][1, 1] == -2 and v["gradY3lin"][2, 1] == -5,
    ),
    (TOY, "batch-second"): ("-360 -36", lambda v: v["gradY2lin"][2, 2] == -360),
    (TOY, "batch-first"): (
        "",
        lambda v: (
            not np.array_equal(v["gradY2lin"][1], v["gradY2lin"][2])
            and abs(np.linalg.det(v["W2"])) > 1
        ),
    ),
    (TOY, "descent-single"): (
        "5 -54.8 62.8",
        lambda v: (
            v["W3"].max() == 5
            and np.isclose(v["W3_new"][2, 1], 62.8)
            and np.isclose(under_changes("3.7 single", "W3_new")[2, 1], -54.8)
            and (v["W3_new"] > 2000).sum() == 3
        ),
    ),
    (TOY, "descent-batch"): (
        "1158.3 -291.77 354 105.8",
        lambda v: (
            np.allclose(v["B1_new"], [[1158.3, -291.77, 354]], atol=0.005)
            and np.isclose(v["B2_new"][0, 2], 105.8)
        ),
    ),
    (TOY, "norm-statistics"): (
        "53 3 17.67 17.66",
        lambda v: v["mean1"][0, 2] == 53 / 3 and about(53 / 3, "17.67"),
    ),
    (TOY, "norm-normalise"): (
        "0.001 1e-8",
        lambda v: (
            v["eps1"] == 0.001
            and np.allclose(v["norm1"].var(axis=0), v["var1"] / (v["var1"] + 0.001), rtol=1e-12)
            and (v["norm1"].var(axis=0) < 1).all()
            and (v["norm1"].var(axis=0) > 0.9999).all()
        ),
    ),
    (TOY, "norm-affine"): ("", lambda v: (v["Y1"][0] == 0).all() and (v["Y1"][1:] > 0).all()),
    (TOY, "norm-output"): (
        "1e-8",
        lambda v: about(small()["Y3"][2, 1], "9.14916212e-04") and (v["Y2"][:2] == 0).all(),
    ),
    (TOY, "norm-loss"): (
        "18 1e-8 4e-7",
        lambda v: (
            (v["D"].sum(axis=1) == 18).all()
            and about(abs(v["gradY3lin"] - small()["gradY3lin"])[2, 0], "4e-7")
            and math.floor(-v["gradY3lin"][2, 0] * 1e5) == math.floor(4.00091492 * 1e5)
            and math.floor(-v["gradY3lin"][2, 0] * 1e6) != math.floor(4.00091492 * 1e6)
        ),
    ),
    (TOY, "norm-gamma"): (
        "",
        lambda v: np.allclose(v["gamma2"] - v["gamma2_new"], v["lr"] * 3 * (v["gradgamma2"] / 3)),
    ),
    (TOY, "norm-noise"): (
        "-3e-15 2e-17",
        lambda v: about(-2.96059473e-15, "-3e-15") and about(1.85037171e-17, "2e-17"),
    ),
    (TOY, "norm-first"): (
        "",
        lambda v: (v["gradY1bn"][0] == 0).all() and (abs(v["gradY1lin"][0]) > 0.05).all(),
    ),
    (TOY, "inference-first"): (
        "20 1e-8",
        lambda v: (
            (abs(v["norm1"] - 20) < 2.1).all()
            and about(of(TOY, "inference", eps=1e-8)["norm1"][0, 0], "21.56500005")
        ),
    ),
    (TOY, "inference-output"): (
        "1e-8 442 1e-192 -442 745",
        lambda v: (
            about(v["Y3lin"][0, 0] - v["Y3lin"][0, 1], "442")
            and about(v["Y3"][0, 1], "1e-192")
            and about(math.log(v["Y3"][0, 1]), "-442")
            and math.exp(-745) > 0 == math.exp(-746)
            and (batch()["Y3"][:, 1] == 0).sum() == 2
        ),
    ),
    # The findings of the toy problem, and the causes of its misprints.
    (TOY, "2.1.1, 2)"): ("4", lambda v: v["Y1lin"].shape == (1, 3)),
    (TOY, "3.3 sigmoid, b"): (
        "0.197",
        lambda v: about(1 / (1 + math.exp(-1)) * (1 - 1 / (1 + math.exp(-1))), "0.197"),
    ),
    (TOY, "3.3 tanh, b"): ("0.420", lambda v: round(1 - math.tanh(1) ** 2, 3) == 0.420),
    (TOY, "3.5, code, relu2"): ("4 -3", lambda v: is_row(v["X"], 4, -3)),
    (TOY, "3.5 and 3.6, targets"): (
        "240 4 244 -4 -239",
        lambda v: is_row(v["D"], 240, 4) and np.allclose(v["gradY3lin"], [[4, -4]]),
    ),
    (TOY, "3.6 a, D"): (
        "240 4 320 69 5",
        lambda v: v["D"].tolist() == [[240, 4], [320, 2], [69, 5]],
    ),
    (TOY, "3.7 single"): ("3", lambda v: of(TOY, "linear_batch")["X"].shape == (3, 2)),
    (TOY, "4.1, size M"): ("3", lambda v: v["gamma1"].shape == (1, 3) and v["X"].shape == (3, 2)),
    (TOY, "4.2 a, loss"): (
        "115.91",
        lambda v: (
            about(12.47664925 * 2 + 90.96139156, "115.91")
            and about(-(v["D"] * np.log(v["Y3"])).sum(), "115.91")
        ),
    ),
    (TOY, "4.2, targets"): (
        "5 13 18 4 -4 -4.5 -12.5",
        lambda v: (
            is_row(v["D"][0], 5, 13)
            and np.allclose(v["gradY3lin"][0], [4, -4])
            and np.allclose(v["Y3"][0] - v["D"][0], [-4.5, -12.5])
        ),
    ),
    (TOY, "4.2, code, gradVar"): (
        "",
        lambda v: (
            refused(PRINTED) and not refused(PRINTED.replace("**3), axis = 0)", "**3, axis = 0))"))
        ),
    ),
    (TOY, "2.3.1 L2, 1 L"): (
        "1.5 1.0 20.5",
        lambda v: v["L"] == 1.5 and 3 / 3 == 1.0 and is_row(v["gradY"], -1, -1, -1),
    ),
    (TOY, "3.3 sigmoid, b gradZ"): ("-2.8e-10", lambda v: about(v["gradZ"][0, 1], "-2.8e-10")),
    (TOY, "3.5 b gradW3"): (
        "147 -4 -588",
        lambda v: v["Y2"][0, 2] == 147 and v["gradW3"][2, 1] == 147 * -4 == -588,
    ),
    (TOY, "3.6 b gradY3lin"): (
        "3 4 -2 -5 5",
        lambda v: v["gradY3lin"][1:, 1].tolist() == [-2, -5] and v["D"][1:, 1].tolist() == [2, 5],
    ),
    (TOY, "3.6 c gradY2"): (
        "-68 5 -5 4 -360 -36",
        lambda v: v["gradY2"][2, 2] == -68 * 5 + -5 * 4 == -360,
    ),
    (TOY, "3.6 d gradY2lin"): ("-36 -360", lambda v: v["gradY2lin"][2, 2] == -360),
    (TOY, "3.6 d gradB2"): (
        "-1211 1603 36 3 -950 -360 -1058",
        lambda v: (-1211 - 1603 - 36) / 3 == -950 and v["gradB2"][0, 2] == -1058,
    ),
    (TOY, "3.6 e gradY1"): ("-3885 947 -1146", lambda v: is_row(v["gradY1"][2], -3885, 947, -1146)),
    (TOY, "3.6 f gradY1lin"): (
        "-3885 947 -1146",
        lambda v: is_row(v["gradY1lin"][2], -3885, 947, -1146),
    ),
    (TOY, "3.6 f gradB1"): (
        "-11583 2917.67 -3540",
        lambda v: np.allclose(v["gradB1"], [[-11583, 2917.67, -3540]], atol=0.005),
    ),
    (TOY, "3.7 single W3_new"): (
        "4 0.1 588 -54.8 -588 62.8",
        lambda v: np.isclose(4 - 0.1 * 588, -54.8) and np.isclose(v["W3_new"][2, 1], 62.8),
    ),
    (TOY, "3.7 batch B1_new"): (
        "1158.3 -291.77 354",
        lambda v: np.allclose(v["B1_new"], [[1158.3, -291.77, 354]], atol=0.005),
    ),
    (TOY, "3.7 batch B2_new"): (
        "0.1 950 95 -360 105.8",
        lambda v: np.isclose(0.1 * 950, 95) and np.isclose(v["B2_new"][0, 2], 105.8),
    ),
    (TOY, "4.1 b mean1"): (
        "53 3 17.666 17.67 49.666",
        lambda v: np.allclose(v["mean1"][0, ::2], [149 / 3, 53 / 3]) and about(53 / 3, "17.67"),
    ),
    (TOY, "4.1 g Y3"): (
        "0.001 9.1528e-04 1e-8",
        lambda v: v["eps1"] == 0.001 and about(v["Y3"][2, 1], "9.1528e-04"),
    ),
    # The other lessons.
    ("differential-forms", "jacobian"): ("3", lambda v: v["Jf"].shape == (2, 3)),
    ("differential-forms", "order"): (
        "3",
        lambda v: (
            v["Jg"].shape == (1, 2)
            and v["gradf"].shape == (3, 2)
            and v["gradgf"].shape == v["x"].shape == (3, 1)
        ),
    ),
    ("differential-forms", "same-shape"): ("3", lambda v: v["dX"].shape == (2, 3)),
    ("differential-forms", "frobenius"): (
        "",
        lambda v: np.isclose(v["dL"], 1.0) and np.isclose(v["moved"], 1.03),
    ),
    ("differential-forms", "rule-inverse"): (
        "",
        lambda v: abs(v["rest"]).max() < abs(v["d_inv"]).max() / 40,
    ),
    ("differential-forms", "rule-det"): (
        "",
        lambda v: np.isclose(v["rest"], np.linalg.det(v["d_X"])),
    ),
    ("differential-forms", "rule-product"): (
        "",
        lambda v: np.allclose(v["rest"], v["d_X"] @ v["d_Y"]),
    ),
    ("differential-forms", "trace-tricks"): (
        "3",
        lambda v: (
            v["AB"].shape == (2, 2)
            and v["BA"].shape == (3, 3)
            and v["AB_tr"] == v["BA_tr"]
            and v["joint"] == v["apart"]
        ),
    ),
    ("differential-forms", "forward"): ("", lambda v: (v["H1"] == 0).any(axis=0).sum() > 1),
    ("differential-forms", "softmax"): (
        "",
        lambda v: (np.diag(v["J"]) > 0).all() and (v["J"] < 0).sum() == 6,
    ),
    ("differential-forms", "penalty"): ("", lambda v: v["lam"] * v["squares"] > v["data"]),
    ("differential-forms", "far"): (
        "800",
        lambda v: v["P"][0, 1] == 0 and v["logP"][0, 1] == -800 and np.isfinite(v["L"]),
    ),
    ("differential-forms", "other-activation"): (
        "",
        lambda v: (v["H1"] * (1 - v["H1"])).max() <= 1 / 4,
    ),
    ("differential-forms", "Introduction, shapes of the chain rule"): (
        "3",
        lambda v: v["gradf"].shape == (3, 2),
    ),
    ("first-principles", "gradient"): (
        "",
        lambda v: (
            np.isclose(v["f_moved"] - v["f"] - v["t"] * v["DfH"], v["rest"])
            and np.isclose(of("first-principles", "gradient", t=0.001)["rest"], v["rest"] / 100)
        ),
    ),
    ("first-principles", "jacobian"): ("4", lambda v: v["J"].shape == (2, 4)),
    ("first-principles", "gpt2"): (
        "7",
        lambda v: 7e9 < v["entries"] < 8e9 and v["filled"] == 768 * 4 * 768,
    ),
    ("first-principles", "forward"): ("", lambda v: (v["z1"] < 0).sum() == 1),
    ("first-principles", "step2"): (
        "",
        lambda v: (
            np.allclose(v["dz2"], v["o"] - v["y"])
            and (v["Jo"] != 0).all()
            and np.allclose(v["Jo"].sum(axis=0), 0)
        ),
    ),
    ("first-principles", "step3"): (
        "3 15",
        lambda v: (
            v["z2"].size == 3 and v["W2"].size == 15 and (v["dW2"] == 0).all(axis=0).sum() == 1
        ),
    ),
    ("first-principles", "step6"): ("", lambda v: v["dz1"][1, 0] == 0),
    ("first-principles", "kink"): (
        "",
        # A line of slope g through 0 has to stay below: g z <= 0 at z = -1, g z <= -2 z at z = 1.
        lambda v: (
            v["c"] == -2
            and v["gap"] == -1
            and not any(-g <= 0 and g <= -2 for g in np.linspace(-9, 9))
        ),
    ),
    ("first-principles", "An Example, x = jnp.ones((h,))"): (
        "5 3",
        lambda v: v["W1"].shape == (5, 3),
    ),
    ("first-principles", "Step 1, the code of do"): ("3", lambda v: v["o"].size == 3),
    ("first-principles", "Checking Our Work, the comment on dz2"): (
        "3",
        lambda v: (v["Jo"].T * v["do"]).shape == (3, 3),
    ),
    ("first-principles", "The Linear Layer, GPT-2: rounded entries"): (
        "7 247 757 312 7.25",
        lambda v: v["entries"] == 7_247_757_312 and about(7_247_757_312, "7.25e9"),
    ),
    ("mnist", "task"): (
        "60,000 10,000 9",
        lambda v: v["train"] == 60_000 and v["classes"] - 1 == 9,
    ),
    ("mnist", "network"): (
        "128 784",
        lambda v: of("mnist", "sizes")["n_h"] == 128 and of("mnist", "sizes")["n_x"] == 784,
    ),
    ("mnist", "path1"): ("", lambda v: 1 * 100 * 100 * 10 * 10 == 1_000_000),
    ("mnist", "parameters"): (
        "128 256 203,530 101,770",
        lambda v: (
            v["parameters"] == 101_770 and of("mnist", "sizes", n_h=256)["parameters"] == 203_530
        ),
    ),
    ("mnist", "batches"): (
        "937 18,760 1000 10,000",
        lambda v: 60_000 // 64 == 937 and 20 * 938 == 18_760 and 10_000 % 1000 == 0,
    ),
    ("mnist", "epoch"): ("937", lambda v: 60_000 / 64 == 937.5),
    ("mnist", "training"): (
        # 256 and 98.1 were measured on the whole of MNIST: `python -m engine train mnist
        # --folder DIR --hidden 256 --activation sigmoid --batch 64 --lr 0.64 --epochs 20`.
        "8 0.64 0.01 98 10,000 256 98.1 0.64",
        lambda v: 0.3 < trained(0.01) < 0.5 and 0.87 < trained(0.64) < 0.91,
    ),
    ("mnist", "MNIST Digit Classification, the label"): ("9 4.5", lambda v: 4.5 not in range(10)),
    ("mnist", "Gradient Descent with Backpropagation, the loss"): (
        "0.5 0.3 0.2 1.03",
        lambda v: v["p"].ravel().tolist() == [0.5, 0.3, 0.2] and about(v["pp"], "1.03"),
    ),
    ("mnist", "Summary, vectorised dL/dW2 read as rows"): (
        "3",
        lambda v: v["W2"].shape == (2, 3) and (v["h"].T @ v["dL_dz2"]).shape == (3, 2),
    ),
    ("mnist", "Summary, vectorised dL/dW1 read as rows"): (
        "4 3",
        lambda v: v["W1"].shape == (3, 4) and (v["x"].T @ v["dL_dz1"]).shape == (4, 3),
    ),
    ("mnist", "Python Implementation, update_weights"): (
        "64 0.01 0.64 32",
        lambda v: np.isclose(64 * 0.01, 0.64) and of("mnist", "sizes")["rest"] == 32,
    ),
    ("mnist", "Evaluating Performance, epsilon"): (
        "1e-12 27.6 40",
        lambda v: about(-math.log(1e-12), "27.6") and v["L"] == 40,
    ),
    ("mnist", "Training the Model, hidden_dim"): (
        "128 256 203 530 101 770",
        lambda v: of("mnist", "sizes", n_h=256)["parameters"] == 203_530,
    ),
    ("mnist", "Training the Model, avg_train_loss"): (
        "60,000 64 32 1000 10,000",
        lambda v: 60_000 % 64 == 32,
    ),
    ("mnist", "Training the Model, hidden_dim n_h"): (
        "128 256 101 770 203 530",
        lambda v: v["parameters"] == 101_770,
    ),
    ("index-notation", "score-jacobian"): (
        "9 12",
        lambda v: v["s"].size == 9 and v["W2"].size == 12,
    ),
    ("index-notation", "ds"): (
        "",
        lambda v: np.allclose(v["ds"].sum(axis=1), 0) and ((v["ds"] < 0) == (v["Y"] == 1)).all(),
    ),
    ("index-notation", "kink"): (
        "",
        lambda v: (
            v["from_right"].T.tolist() == [[1, 1, 0]] and v["from_left"].T.tolist() == [[1, 0, 0]]
        ),
    ),
    ("index-notation", "code-zero"): (
        "",
        lambda v: (
            (v["Z"] == 0).sum() == 1
            and (v["dW1_code"] != v["dW1"]).any(axis=0).tolist() == [False, True, False]
        ),
    ),
}
