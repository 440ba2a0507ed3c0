"""The review: what is current, what changed and why, how a figure came about, what a print proves."""
