"""How fast the generator is, measured beside others: `python3 -m tests.bench`. Tests assert no time."""
