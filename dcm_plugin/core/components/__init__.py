"""Components: what they are, and what becomes of their codes when the standard changes."""
