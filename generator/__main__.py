"""`python3 -m generator`: first whatever this machine lacks, then the command."""

import sys

from generator.cli import end_plainly, main  # it needs nothing that is installed before it is called

end_plainly()

from generator.bootstrap import ensure, extras, prints  # noqa: E402  # Ctrl-C may come while it is loaded

ensure("generator", *(["print"] if prints(sys.argv[1:]) else []), *extras(sys.argv[1:]))
main()
