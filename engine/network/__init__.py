"""Networks as programs: layers, losses, optimizers, conventions, and the first numbers."""
