"""`python3 -m generator`: first whatever this machine lacks, then the command."""

import signal
import sys

# Until the command can say so in a line, Ctrl-C ends the process without one; it stays ignored where it was.
if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from generator.bootstrap import ensure, extras, prints

ensure("generator", *(["print"] if prints(sys.argv[1:]) else []), *extras(sys.argv[1:]))

from generator.cli import main  # noqa: E402  # it needs what ensure installs

main()
