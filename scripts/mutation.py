"""Writes docs/MUTATION.md from PIT's report and from the explanations that people wrote.

Usage: mutation.py mutations.xml [--open]

A fault is known by its class with the last word of its package, its method, its mutator, the text of
its line and its place among those that agree in all four, so that an explanation outlives changes
elsewhere in the file.
"""

import collections
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

SOURCES = Path("generator/src/main/java")
EXPLAINED = Path("docs/mutation/explained.tsv")
DOCUMENT = Path("docs/MUTATION.md")
PREFIX = "dev.netgen."
PARTS = [
    ("generator.selector", "the choice of selectors"),
    ("generator.kubernetes", "the emitter"),
    ("generator.verify", "the evaluator"),
]
UNNOTICED = {"SURVIVED": "survived", "NO_COVERAGE": "no test runs it"}
NOTICED = {"KILLED", "TIMED_OUT", "MEMORY_ERROR"}
Fault = collections.namedtuple("Fault", "package type method mutator line occurrence status what")


def source_line(cache, package, file, number):
    path = SOURCES / package.replace(".", "/") / file
    if path not in cache:
        cache[path] = path.read_text(encoding="utf-8").splitlines()
    return " ".join(cache[path][number - 1].split())


def faults(report):
    """All faults in the order of the source, each with its place among its likes."""
    cache, seen, rows = {}, collections.Counter(), []
    for each in ET.parse(report).getroot().iter("mutation"):
        text = lambda name: each.findtext(name) or ""
        package, _, type_name = text("mutatedClass").rpartition(".")
        method = re.sub(r"lambda\$(\w+)\$\d+", r"\1", text("mutatedMethod"))
        mutator = re.sub(r"Mutator$", "", text("mutator").rpartition(".")[2])
        number = int(text("lineNumber"))
        place = (int(each.findtext("indexes/index") or 0), text("description"))
        rows.append((package, type_name, number, place, method, mutator, text("sourceFile"), each))
    for package, type_name, number, place, method, mutator, file, each in sorted(
        rows, key=lambda row: row[:6]
    ):
        line = source_line(cache, package, file, number)
        short = package.removeprefix(PREFIX)
        key = (short.rpartition(".")[2] + "." + type_name, method, mutator, line)
        seen[key] += 1
        yield Fault(short, *key, seen[key], each.get("status"), place[1])


def explanations():
    rows = {}
    for number, row in enumerate(EXPLAINED.read_text(encoding="utf-8").splitlines()):
        if not row.strip() or row.startswith("#"):
            continue
        fields = row.split("\t")
        if len(fields) != 6 or not fields[5].strip():
            sys.exit(f"mutation: {EXPLAINED}:{number + 1}: six fields are asked for")
        key = (*fields[:4], int(fields[4]))
        if key in rows:
            sys.exit(f"mutation: {EXPLAINED}:{number + 1}: explained twice")
        rows[key] = fields[5].strip()
    return rows


def key_of(fault):
    return fault[1:6]


def cell(text):
    return text.replace("|", "\\|")


def code(text):
    return "`` " + cell(text) + " ``" if "`" in text else "`" + cell(text) + "`"


def table(all_faults):
    yield "| part | mutants | killed | of these by time-out | survived | no coverage | killed of all |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for part, what in PARTS + [("", "all")]:
        here = [fault for fault in all_faults if part in ("", fault.package)]
        count = collections.Counter(fault.status for fault in here)
        killed = len(here) - count["SURVIVED"] - count["NO_COVERAGE"]
        share = f"{100 * killed / len(here):.1f} %" if here else ""
        name = f"{what} (`{part}`)" if part else what
        yield (
            f"| {name} | {len(here)} | {killed} | {count['TIMED_OUT']} | {count['SURVIVED']}"
            f" | {count['NO_COVERAGE']} | {share} |"
        )


def listing(unnoticed, why):
    for part, what in PARTS:
        here = [fault for fault in unnoticed if fault.package == part]
        yield f"### {what[0].upper() + what[1:]}"
        yield ""
        if not here:
            yield "None."
            yield ""
            continue
        yield "| where | line | fault | why no test notices |"
        yield "| --- | --- | --- | --- |"
        for fault in here:
            again = f" ({fault.occurrence})" if fault.occurrence > 1 else ""
            state = "" if fault.status == "SURVIVED" else "; " + UNNOTICED[fault.status]
            yield (
                f"| {fault.type.replace('$', '.')}.{cell(fault.method)} | {code(fault.line)}"
                f" | {cell(fault.mutator)}{again}: {cell(fault.what)}{state}"
                f" | {cell(why.get(key_of(fault), '**not explained**'))} |"
            )
        yield ""


def document(all_faults, unnoticed, why):
    explained = sum(key_of(fault) in why for fault in unnoticed)
    yield "# What the tests notice"
    yield ""
    yield (
        "`scripts/mutation` makes small faults in the code that decides what passes, one at a time:"
        " a condition turned round, a boundary moved by one, a call or a result left out (PIT, its"
        " default mutators). A fault is killed when a unit test of the module fails on it, survives"
        " when none does. The script writes this file and fails when a fault that no test notices"
        " has no explanation in [mutation/explained.tsv](mutation/explained.tsv). The tests over"
        " policies by others (`PolicyCorpusTest`), the integration tests and those of the command"
        " do not take part, and the Docker half of `generator.verify` (networks, plans, rules) is not measured."
    )
    yield ""
    yield from table(all_faults)
    yield ""
    yield (
        f"Faults that no test notices: {len(unnoticed)}, of which {explained} are explained below."
        " *Equivalent* means that no input whatever tells the difference, *unreachable* that nothing"
        " comes there, *speed* that answers stay and only the way to them changes, *harmless* that"
        " the difference does not matter, *open* that a test could be written and is not."
    )
    yield ""
    kinds = collections.Counter(
        why[key_of(fault)].partition(":")[0] for fault in unnoticed if key_of(fault) in why
    )
    if kinds:
        yield "| kind of explanation | faults |"
        yield "| --- | ---: |"
        for kind, count in sorted(kinds.items()):
            yield f"| {cell(kind)} | {count} |"
        yield ""
    yield "## Faults that no test notices"
    yield ""
    yield from listing(unnoticed, why)


def main():
    all_faults = list(faults(sys.argv[1]))
    if not all_faults:
        sys.exit("mutation: the report names no fault")
    odd = {fault.status for fault in all_faults} - set(UNNOTICED) - NOTICED
    if odd:
        sys.exit("mutation: not measured to the end: " + ", ".join(sorted(odd)))
    unnoticed = [fault for fault in all_faults if fault.status in UNNOTICED]
    why = explanations()
    missing = [fault for fault in unnoticed if key_of(fault) not in why]
    for fault in missing:
        print("\t".join([*map(str, key_of(fault)), f"{UNNOTICED[fault.status]}; {fault.what}"]))
    stale = set(why) - {key_of(fault) for fault in unnoticed}
    for key in sorted(stale):
        print("mutation: explained, but noticed or gone: " + " | ".join(map(str, key)), file=sys.stderr)
    if sys.argv[2:] != ["--open"]:
        text = "\n".join(document(all_faults, unnoticed, why))
        DOCUMENT.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
        print(f"mutation: wrote {DOCUMENT}", file=sys.stderr)
    if missing:
        sys.exit(f"mutation: {len(missing)} faults without explanation")


if __name__ == "__main__":
    main()
