"""Writes the performance document from what benchmarks/run measured: report.py FOLDER, which holds known, work, timings."""

import statistics
import sys
from pathlib import Path

MICROSECONDS = 1e6
BUSY_PERCENT = 5.0
# (file, other tool, at most this many times its median)
TARGETS = [("full.pcap", "ndpiReader", 0.5), ("full.pcap", "nfpcapd", 0.9), ("snap.pcap", "ndpiReader", 0.8)]
PEAK_MB = 200


def read(folder):
    facts = dict(line.split("=", 1) for line in lines(folder / "known"))
    work = {(tool, file): counts for tool, file, *counts in map(str.split, lines(folder / "work"))}
    runs = {}
    for tool, file, wall, user, system, peak in map(str.split, lines(folder / "timings")):
        run = (int(wall) / MICROSECONDS, float(user) + float(system), int(peak) * 1024 / 1e6)
        runs.setdefault((tool, file), []).append(run)
    return facts, work, runs


def lines(path):
    return path.read_text(encoding="utf-8").splitlines()


def median(runs, index):
    return statistics.median(run[index] for run in runs)


def wall(runs):
    return median(runs, 0)


def peak(runs):
    return max(run[2] for run in runs)


def number(value):
    return value if value == "-" else f"{int(value):,}"


def table(file, tools, work, runs):
    netgen = wall(runs["netgen", file])
    yield "| tool | wall, median | min..max | user + system | peak resident | netgen's wall / its | packets in flows | flows |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for tool in tools:
        own = runs[tool, file]
        walls = [run[0] for run in own]
        _, used, flows = work[tool, file]
        ratio = "" if tool == "netgen" else f"{netgen / wall(own):.2f}"
        yield (
            f"| {tool} | {wall(own):.3f} s | {min(walls):.3f}..{max(walls):.3f} | {median(own, 1):.2f} s "
            f"| {peak(own):.0f} MB | {ratio} | {number(used)} | {number(flows)} |"
        )


def targets(runs):
    yield "| target | reached | |"
    yield "| --- | ---: | --- |"
    for file, tool, most in TARGETS:
        ratio = wall(runs["netgen", file]) / wall(runs[tool, file])
        yield f"| {file}: at most {most} times {tool} | {ratio:.2f} | {met(ratio <= most)} |"
    for file in ("full.pcap", "snap.pcap"):
        most = peak(runs["netgen", file])
        yield f"| {file}: at most {PEAK_MB} MB resident at peak | {most:.0f} MB | {met(most <= PEAK_MB)} |"


def met(yes):
    return "met" if yes else "**not met**"


def machine(facts):
    yield f"- {facts['cores']} cores of {facts['cpu']}, {facts['memory']}, {facts['kernel']}, Java {facts['java']}."
    names = ("tcpdump", "nfpcapd", "argus", "ndpiReader", "tshark")
    versions = ", ".join(f"{name} {facts[name]}" for name in names)
    yield f"- netgen at {facts['netgen']}; {versions}."
    others = float(facts["others"])
    yield f"- While timing, everything but the timed commands used {others:.1f} % of the processors."
    if others > BUSY_PERCENT:
        yield f"- **More than {BUSY_PERCENT:.0f} %: the machine was busy, and these numbers are rough.**"


def captures(facts):
    yield facts["recording"]
    yield ""
    yield (
        "Segments are as the kernel handed them to the bridge, larger than the MTU where it offloads (GSO). `snap.pcap` is "
        f"`full.pcap` cut to {facts['snap']} bytes a packet (`editcap -s {facts['snap']}`), `head.pcap` its first packets."
    )
    yield ""
    yield "| capture | bytes | packets |"
    yield "| --- | ---: | ---: |"
    for file in ("full.pcap", "snap.pcap", "head.pcap"):
        yield f"| {file} | {number(facts['bytes ' + file])} | {number(facts['packets ' + file])} |"


def document(facts, work, runs):
    tools = facts["tools"].split()
    of_file = {"full.pcap": tools, "snap.pcap": tools, "head.pcap": ["tshark", "netgen"]}
    yield "# Performance"
    yield ""
    yield (
        "Written by `benchmarks/run`; no number here is typed by hand. Whole processes from start to exit, one after another, "
        f"each once a round, {facts['rounds']} rounds; every tool read every packet, and the tables say how many it took "
        "into flows (ndpiReader leaves out what the snap length cut). Flows are counted as each tool counts them: nfpcapd by "
        "direction, argus with its periodic records; - where a tool does not tell. Peaks are the highest of "
        "all rounds, in millions of bytes."
    )
    if facts["quick"]:
        yield "\n**A trial on a small capture: no result.**"
    yield "\n## Machine\n"
    yield from machine(facts)
    yield "\n## Captures\n"
    yield from captures(facts)
    yield "\n## Targets\n"
    yield from targets(runs)
    for file, names in of_file.items():
        yield f"\n## {file}\n"
        yield from table(file, names, work, runs)
        yield "\n```sh"
        for name in names:
            yield facts[f"command {name} {file}"]
        yield "```"


def main():
    print("\n".join(document(*read(Path(sys.argv[1])))))


main()
