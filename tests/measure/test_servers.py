"""A table of PostgreSQL is measured where it lives, with the same digits; what lets one in is never shown."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from generator.errors import UNREACHED, USAGE, ProposalError
from generator.measure.measuring import measure
from generator.measure.written import to_text
from tests.measure import logs
from tests.measure.conftest import ZONE

FOLDERS = [
    *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True),
    Path(shutil.which("initdb") or "none").parent,
]
PROGRAMS = next((path for path in FOLDERS if (path / "initdb").exists()), None)
PASSWORD = "hunter2"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="session")
def address(calls: list[logs.Row]) -> Iterator[str]:
    """A server of its own, with the calls as a gateway's spend logs, and its address, with a password."""
    pytest.importorskip("psycopg", reason="the extra `postgres` is not installed")
    if PROGRAMS is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    port = free_port()
    with TemporaryDirectory(prefix="postgres-") as work:  # pytest keeps its own folders from all others
        folder = Path(work)
        (folder / "password").write_text(PASSWORD)
        as_nobody: list[str] = []
        if os.geteuid() == 0:  # a server does not run as root
            for path in (folder, folder / "password"):
                shutil.chown(path, "postgres")
            as_nobody = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]

        data = folder / "data"

        def run(*words: str | Path) -> None:
            subprocess.run([*as_nobody, *words], check=True, stdout=subprocess.DEVNULL, cwd=folder)

        made = ["-D", str(data), "-U", "ann", "-A", "scram-sha-256", f"--pwfile={folder / 'password'}", "-N"]
        run(PROGRAMS / "initdb", *made)
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        control: list[str | Path] = [PROGRAMS / "pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log")]
        run(*control, "-o", options, "start")
        try:
            base = f"postgresql://ann:{PASSWORD}@127.0.0.1:{port}/postgres"
            _fill(base, calls)
            yield f"{base}?table=LiteLLM_SpendLogs"
        finally:
            run(*control, "-m", "immediate", "stop")


def _fill(address: str, calls: list[logs.Row]) -> None:
    import psycopg

    kinds = {"startTime": "timestamp(6)", "endTime": "timestamp(6)", "metadata": "jsonb", "prompt_tokens": "integer"}
    kinds["completion_tokens"] = "integer"
    rows = [logs.litellm(row) for row in calls]
    columns = ", ".join(f'"{name}" {kinds.get(name, "text")}' for name in rows[0])
    with psycopg.connect(address) as connection:
        connection.execute(f'CREATE TABLE "LiteLLM_SpendLogs" ({columns})')
        marks = ", ".join(["%s"] * len(rows[0]))
        connection.cursor().executemany(
            f'INSERT INTO "LiteLLM_SpendLogs" VALUES ({marks})', [list(row.values()) for row in rows]
        )


def test_a_table_of_a_gateway_gives_the_same_file_but_for_its_address(
    address: str, tmp_path: Path, calls: list[logs.Row]
) -> None:
    own = to_text(measure([address], None, ZONE))
    files = {
        "csv": logs.write_csv(tmp_path / "spend.csv", [logs.litellm(row) for row in calls]),
        "parquet": logs.write_parquet(tmp_path / "spend.parquet", [logs.litellm(row) for row in calls]),
    }
    assert "127.0.0.1" in own
    assert PASSWORD not in own
    assert "ann:" not in own
    for file in files.values():
        assert without_address(to_text(measure([str(file)], None, ZONE))) == without_address(own)


def without_address(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith("  address: ")]


def test_a_table_that_there_is_not_is_told_with_the_closest_and_a_server_that_lets_nobody_in_without_the_password(
    address: str,
) -> None:
    with pytest.raises(ProposalError, match=r"has no table LiteLLM_SpendLog; did you mean LiteLLM_SpendLogs\?") as told:
        measure([address.removesuffix("s")], None)
    assert told.value.exit_code == USAGE
    with pytest.raises(ProposalError, match="cannot be reached") as refused:
        measure([address.replace(PASSWORD, "hunter3")], None)
    assert refused.value.exit_code == UNREACHED
    assert not {PASSWORD, "hunter3"} & {*str(told.value).split(), *str(refused.value).split()}
