"""`python3 -m tests`: first whatever this machine lacks, then the whole suite; arguments go to pytest."""

import os
import sys
from pathlib import Path

from generator.bootstrap import ensure

ensure("tests", "dev", "print")

import pytest  # noqa: E402  # ensure installs it

# The many processes of a run would each compile every module, and take its assertions apart, for themselves.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

if __name__ == "__main__":
    folder = str(Path(__file__).parent)
    paths = [] if any(not one.startswith("-") for one in sys.argv[1:]) else [folder]
    sys.exit(pytest.main(["--numprocesses", "2", "--dist", "worksteal", *sys.argv[1:], *paths]))
