"""What is looked at over the iterations of a training: one file for each."""
