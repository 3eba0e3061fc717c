"""The panels beside the text of a stop: derivations, Jacobians, paths, gradient checks."""

from app.views.panels.panel import panels

__all__ = ["panels"]
