"""`python3 -m generator`: first whatever this machine lacks, then the command."""

from generator.bootstrap import ensure

ensure("generator")

from generator.cli import main  # noqa: E402  # it needs what ensure installs

main()
