"""Questions about a trace: predict, then reveal."""
