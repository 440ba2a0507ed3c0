"""A log is measured where it lives, in PostgreSQL or on Spark, to the same digits; what lets one in is not shown."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
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


pytestmark = pytest.mark.whole
"""A server is begun and filled, which takes longer than all that is asked of it."""


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


LONGEST = 300
"""Seconds to wait for a server of Spark; on a quiet machine it takes three."""


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """A Spark cluster of its own, one master and two workers on loopback, and its address."""
    spark = pytest.importorskip("pyspark", reason="the extra `spark` is not installed")
    if shutil.which("java") is None:
        pytest.skip("Java is not installed: apt-get install openjdk-17-jre-headless")
    port = free_port()
    address = f"spark://127.0.0.1:{port}"
    own = ["--host", "127.0.0.1", "--webui-port", "0"]
    with TemporaryDirectory(prefix="spark-") as work, pytest.MonkeyPatch.context() as patch:
        home = str(Path(spark.__file__).parent)
        for name, value in {
            "SPARK_HOME": home,
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_LOCAL_DIRS": f"{work}/local",
            "SPARK_WORKER_DIR": f"{work}/work",
            "SPARK_DAEMON_MEMORY": "256m",
            "PYSPARK_PYTHON": sys.executable,
        }.items():
            patch.setenv(name, value)
        running: list[subprocess.Popen[bytes]] = []

        def start(what: str, *words: str) -> None:
            with Path(work, f"{len(running)}.log").open("wb") as log:
                program = [f"{home}/bin/spark-class", f"org.apache.spark.deploy.{what}", *own, *words]
                running.append(subprocess.Popen(program, stdout=log, stderr=log, cwd=work))

        try:
            start("master.Master", "--port", str(port))
            _listening(port)
            for _ in range(2):
                start("worker.Worker", "--cores", "1", "--memory", "1g", address)
            yield address
        finally:
            for one in reversed(running):
                one.terminate()
                one.wait()


def _listening(port: int) -> None:
    for _ in range(LONGEST * 4):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.25)
    raise TimeoutError(f"no server listens at port {port}")


WRITE: dict[str, Callable[[Path, Sequence[logs.Row]], Path]] = {
    "parquet": logs.write_parquet,
    "csv": logs.write_csv,
    "jsonl": lambda path, table: logs.write_lines(path, [logs.nested(row) for row in table]),
}


@pytest.mark.parametrize("form", WRITE)
def test_files_that_a_spark_cluster_reads_give_the_same_file_but_for_its_address(
    cluster: str, form: str, tmp_path: Path, calls: list[logs.Row]
) -> None:
    file = WRITE[form](tmp_path / f"spend.{form}", [logs.litellm(row) for row in calls])
    there = to_text(measure([f"{cluster}{file}"], None, ZONE))
    assert f"{cluster}{file}" in there
    assert without_address(there) == without_address(to_text(measure([str(file)], None, ZONE)))
