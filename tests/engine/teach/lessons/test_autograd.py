"""The gradients that lessons write out, against automatic differentiation by PyTorch."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from engine.core.program import Phase
from engine.printing.dialects import torch_source
from engine.teach.lessons.lesson import lesson_ids, load
from engine.teach.lessons.scene import OWN

SCENES = {
    f"{name} {scene.id}": scene
    for name in lesson_ids()
    for scene in load(name).scenes.values()
    if scene.conventions == OWN
    and any(e.phase is Phase.LOSS for e in scene.program.equations)
    and any(e.phase is Phase.BACKWARD and e.of for e in scene.program.equations)
}


def differentiated(scene):
    """The derivative of the last loss by every value before it, as PyTorch finds it."""
    dims = scene.trace().dims
    values = {
        name: torch.tensor(np.array(value), requires_grad=True)
        for name, value in scene.values.items()
    }
    for equation in scene.program.equations:
        if equation.phase in (Phase.FORWARD, Phase.LOSS):
            line = torch_source(equation.expr)
            value = torch.as_tensor(eval(line, {"torch": torch}, values | dims))
            values[equation.name] = value + 0
            if value.requires_grad:
                values[equation.name].retain_grad()
            if equation.phase is Phase.LOSS:
                loss = values[equation.name]
    loss.backward()
    return {name: value.grad for name, value in values.items() if value.requires_grad}


def test_there_is_something_to_check_in_every_lesson():
    assert {name.split()[0] for name in SCENES} == set(lesson_ids())


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_the_gradients_of_a_scene_are_those_of_automatic_differentiation(scene):
    slopes, trace = differentiated(scene), scene.trace()
    back = [e for e in scene.program.equations if e.phase is Phase.BACKWARD and e.of]
    for of in {e.of for e in back}:
        *_, whole = (e.name for e in back if e.of == of)
        slope = np.zeros_like(trace[of]) if slopes[of] is None else slopes[of].numpy()
        assert_allclose(trace[whole], slope, rtol=1e-9, atol=1e-12, err_msg=whole)


def test_the_network_of_first_principles_as_its_document_writes_it():
    """z1 = W1 x + B1, a1 = relu(z1), z2 = W2 a1 + B2, o = softmax(z2), l = -log(o)[y]."""
    scene = load("first-principles").scenes["network"]
    given = {n: torch.tensor(np.array(scene.values[n])) for n in ("x", "y", "W1", "B1", "W2", "B2")}
    for name in ("W1", "B1", "W2", "B2"):
        given[name].requires_grad_()
    a1 = torch.relu(given["W1"] @ given["x"] + given["B1"])
    o = torch.softmax(given["W2"] @ a1 + given["B2"], dim=0)
    loss = -torch.log(o)[int(given["y"].argmax()), 0]
    loss.backward()
    trace = scene.trace()
    assert_allclose(float(trace["l"]), loss.item(), rtol=1e-12)
    for name in ("W1", "B1", "W2", "B2"):
        assert_allclose(trace[f"d{name}"], given[name].grad.numpy(), rtol=1e-9, atol=1e-12)
