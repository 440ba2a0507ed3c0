"""The build: the files of a proposal, audited, and new together; many proposals in one command."""
