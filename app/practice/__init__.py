"""Practice: predict hidden values, or find a mistake that was put into the backward pass. Pure."""

from app.practice.doing import Practice, after
from app.practice.hunt import Hunt
from app.practice.prediction import Prediction

__all__ = ["Hunt", "Practice", "Prediction", "after"]
