"""The formulas: one plain function per figure, one module for each kind of row.

A formula's name is the figure's name, its parameters are the figures it needs, its docstring is the sentence that is
printed with it, its annotations are the units. Formula modules know units and words, and nothing else.
"""
