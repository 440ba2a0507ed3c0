"""The inputs of a proposal: records of what people assume, each value once, with its source, file and line.

A file of inputs has a module of its name. In: the file's plain values, as `located_yaml` reads them. Out: frozen
records, or a ValueError with the reader's words. A field's sentence is what `explain`, the starter and editors show.
"""

from generator.inputs.load import Leaf, Proposal, load

__all__ = ["Leaf", "Proposal", "load"]
