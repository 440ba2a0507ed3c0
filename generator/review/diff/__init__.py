"""Two sides, what moved between them and why: the sides, their changes, what each contributed, and how it reads."""
