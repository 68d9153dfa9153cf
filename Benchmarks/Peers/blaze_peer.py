"""Blaze through the CLI that comes with it: `validate --fast --benchmark`.

The CLI checks each document many times in a row and prints the mean, its clock's cost taken off.
It is run several times, and the least mean of each document counts. It runs on one processor, as
it would check documents at the same time otherwise, which makes each of them slower.
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
LINE = re.compile(r"\[(\d+)\]: (PASS|FAIL) (-?[\d.]+) ")


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
    # Another exit status tells that a document is invalid.
    output = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    means = {}
    for line in output.stdout.splitlines():
        if found := LINE.search(line):
            means[int(found[1])] = (float(found[3]) * 1000, found[2] == "PASS")
    if not means:
        sys.exit(f"blaze: {output.stdout[:500]}")
    return means


def main():
    mode, schema, instances = sys.argv[1:4]
    if mode == "verdicts":
        means = benchmark(schema, instances, 1)
        print("".join("1" if means[number][1] else "0" for number in sorted(means)))
        return
    if mode != "validation":
        sys.exit(f"blaze: no {mode}")
    first = benchmark(schema, instances, 300)
    sweep = sum(mean for mean, _ in first.values())
    loop = int(min(20_000, max(500, SECONDS_A_RUN * 1e9 / max(sweep, 1))))
    least = {number: float("inf") for number in first}
    for _ in range(RUNS):
        for number, (mean, _) in benchmark(schema, instances, loop).items():
            least[number] = min(least[number], mean)
    print(sum(least.values()), "-", sum(valid for _, valid in first.values()), sep="\t")


main()
