"""Random inputs by the thousand: `python -m tests.fuzz` runs the whole, the suite a short slice of each."""
