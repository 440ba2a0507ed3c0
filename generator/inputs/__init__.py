"""The inputs of a proposal: records of what people assume, each value once, with its source, file and line."""

from generator.inputs.load import Leaf, Proposal, load

__all__ = ["Leaf", "Proposal", "load"]
