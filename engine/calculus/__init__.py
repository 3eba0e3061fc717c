"""Jacobians, paths to the loss, and derivations of gradients."""
