"""The document: what templates show, the Markdown and charts made of it, their audit and record."""
