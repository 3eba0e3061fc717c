"""What a mistake may be made in: in a step, or in the numbers that go into the program."""

from __future__ import annotations

from engine.teach.mistakes.wrong_inputs import WrongInputs
from engine.teach.mistakes.wrong_steps import WrongStep

Cause = WrongStep | WrongInputs
