"""What may happen to a build: `python -m tests.faults` kills a thousand, the suite a few."""
