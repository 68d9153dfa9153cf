"""Blaze through the CLI that comes with it: `validate --fast --benchmark`.

The CLI checks each document many times in a row and prints the mean, from which it has taken the
cost of its clock, in parentheses. Both are disturbed by whatever else runs, so both are put together
again: of several runs, the least sum of each document counts, less the least cost of the clock. It
runs on one processor, as it would check documents at the same time otherwise, which makes each of
them slower.
"""

import glob
import os
import re
import shutil
import subprocess
import sys

import sourcemeta_jsonschema

RUNS = 6
SECONDS_A_RUN = 0.8
LINE = re.compile(r"\[(\d+)\]: (PASS|FAIL) (-?[\d.]+) \+- [\d.]+ us \(([\d.]+)\)")


def executable():
    folder = os.path.dirname(sourcemeta_jsonschema.__file__)
    system = "darwin" if sys.platform == "darwin" else "linux"
    machine = "arm64" if os.uname().machine in ("arm64", "aarch64") else "x86_64"
    return glob.glob(f"{folder}/jsonschema-{system}-{machine}")[0]


def benchmark(schema, instances, loop):
    command = [executable(), "validate", "--fast", "--benchmark", "--continue"]
    command += ["--loop", str(loop), schema, instances]
    if shutil.which("taskset"):
        command = ["taskset", "-c", str(min(os.sched_getaffinity(0)))] + command
    # Any other exit status means that a document is invalid.
    output = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    means = {}
    for line in output.stdout.splitlines():
        if found := LINE.search(line):
            clock = float(found[4]) * 1000
            means[int(found[1])] = (float(found[3]) * 1000 + clock, clock, found[2] == "PASS")
    if not means:
        sys.exit(f"blaze: {output.stdout[:500]}")
    return means


def main():
    mode, schema, instances = sys.argv[1:4]
    if mode == "verdicts":
        means = benchmark(schema, instances, 1)
        print("".join("1" if means[number][2] else "0" for number in sorted(means)))
        return
    if mode != "validation":
        sys.exit(f"blaze: no {mode}")
    first = benchmark(schema, instances, 300)
    sweep = sum(mean for mean, _, _ in first.values())
    loop = int(min(20_000, max(500, SECONDS_A_RUN * 1e9 / max(sweep, 1))))
    least = {number: float("inf") for number in first}
    least_clock = float("inf")
    for _ in range(RUNS):
        for number, (mean, clock, _) in benchmark(schema, instances, loop).items():
            least[number] = min(least[number], mean)
            least_clock = min(least_clock, clock)
    total = sum(mean - least_clock for mean in least.values())
    print(total, "-", sum(valid for _, _, valid in first.values()), sep="\t")


main()
