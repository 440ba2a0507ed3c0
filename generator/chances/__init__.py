"""Chances: what ranges come to when they are drawn, as arrays; of figures it knows nothing."""
