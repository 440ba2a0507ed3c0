"""`python3 -m tests.bench`: first whatever this machine lacks, then the command."""

from generator.bootstrap import ensure

ensure("tests.bench", "dev", "print")

from tests.bench.command import main  # noqa: E402  # it needs what ensure installs

main()
