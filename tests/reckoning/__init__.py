"""What every figure must be, reckoned a second time: from the meaning of the inputs, in plain fractions.

Nothing here comes from generator/: the YAML is read with each scalar as it is typed, and a row is what its words say,
not what a formula of the house says. Whoever changes a formula has to change its meaning here as well, or a test fails.
"""
