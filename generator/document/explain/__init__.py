"""A figure explained: down to its inputs, and from an input up to what is printed (tree), as text and as data."""
