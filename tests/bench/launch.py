"""`python -I -S launch.py REPORT COMMAND…`: runs a command and writes what it took to a file.

A process of its own because Linux counts what a process held before it became another towards the other's peak memory:
this one holds almost nothing.
"""

import os
import sys
import time

start = time.perf_counter()
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
seconds = time.perf_counter() - start
with open(sys.argv[1], "w") as report:  # noqa: PTH123  # pathlib is larger than all the rest
    report.write(f"{seconds} {usage.ru_utime + usage.ru_stime} {usage.ru_maxrss}")
sys.exit(os.waitstatus_to_exitcode(status) and 1)
