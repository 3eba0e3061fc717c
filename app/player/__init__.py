"""The player: one component that steps through a trace in the browser."""
