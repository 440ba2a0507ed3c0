"""Figures: values that remember how they came about, and the sheet of them all."""
