"""The work: one frozen value, all that a person has open; its reader, its text, its changes."""
