"""This machine's settings of pip that say how a registry is reached, as a pip.conf; none that names a file but a certificate's."""

import subprocess
import sys

REACH = ("index-url", "extra-index-url", "trusted-host", "proxy", "timeout", "default-timeout", "cert")
listed = subprocess.run([sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False).stdout
settings = {}
for line in listed.splitlines():
    name, _, value = line.partition("=")
    key, value = name.rpartition(".")[2], value.strip("'")
    if key in REACH and "file:" not in value:
        settings[key] = "/etc/ssl/certs/ca-certificates.crt" if key == "cert" else value
print("[global]", *(f"{key} = {value}" for key, value in settings.items()), sep="\n")
