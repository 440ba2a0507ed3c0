"""The formulas: each by worked examples (tests/worked/formulas), and all of them by rules (test_every_formula.py)."""
