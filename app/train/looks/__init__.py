"""What is looked at where a training stands, besides its course: one file for each."""
