"""What the pictures beside the matrices are drawn from: layers, groups, names, lines of code."""
