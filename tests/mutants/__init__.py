"""Mutants: whether a wrong formula would be noticed, and whether `explain` names what an input moves.

`python -m tests.mutants formulas`, `… inputs` and `… code` (the other code, wrong in one place at a time) run all of
it; the suite runs what test_mutants.py says.
"""
