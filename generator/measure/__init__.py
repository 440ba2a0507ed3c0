"""What a team's calls really used, taken from logs: the room that feeds the inputs.

In: logs, on this machine or where they live. Out: a small file of measured values that the inputs may name.
"""
