"""Mutants: whether a wrong formula would be noticed, and whether `explain` names what an input moves.

`python -m tests.mutants formulas` and `… inputs` run all of it; the suite runs what test_mutants.py says. Mutants of
the other code are mutmut's (pyproject.toml, tool.mutmut).
"""
