"""What takes long is computed in processes of its own, with a limit of time and of memory."""
