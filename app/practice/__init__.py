"""Practising: predicting what is hidden, and finding a mistake that was put in. Pure functions."""

from app.practice.doing import Practice, after
from app.practice.hunt import Hunt
from app.practice.prediction import Prediction

__all__ = ["Hunt", "Practice", "Prediction", "after"]
