"""`python3 -m generator`: first whatever this machine lacks, then the command."""

import sys

from generator.bootstrap import end_plainly, ensure, extras, prints

end_plainly()
ensure("generator", *(["print"] if prints(sys.argv[1:]) else []), *extras(sys.argv[1:]))

from generator.cli import main  # noqa: E402  # it needs what ensure installs

main()
