"""Times sweeps over documents for the peers that are called from Python."""

import sys
import time

import orjson

SECONDS = 0.5
FEWEST_ROUNDS = 10


def least(sweep):
    """CPU nanoseconds of one sweep: the least of several rounds of 0.2 ms or more."""
    sweep()
    once = timed(sweep, 1)
    sweeps = max(1, int(200_000 / max(once, 1)))
    best, total, rounds = float("inf"), 0, 0
    while rounds < FEWEST_ROUNDS or total < SECONDS * 1e9:
        spent = timed(sweep, sweeps)
        best = min(best, spent / sweeps)
        total += spent
        rounds += 1
    return best


def timed(sweep, sweeps):
    start = time.thread_time_ns()
    for _ in range(sweeps):
        sweep()
    return time.thread_time_ns() - start


def run(compiled):
    """Does what the command line asks for; `compiled` makes a function from value to verdict."""
    mode, schema_path = sys.argv[1:3]
    with open(schema_path, "rb") as file:
        schema = file.read()
    if mode == "compile":
        print(least(lambda: compiled(orjson.loads(schema))))
        return
    accepts = compiled(orjson.loads(schema))
    with open(sys.argv[3], "rb") as file:
        texts = [line for line in file.read().split(b"\n") if line]
    documents = [orjson.loads(text) for text in texts]
    if mode == "verdicts":
        print("".join("1" if accepts(document) else "0" for document in documents))
        return

    def validate():
        for document in documents:
            accepts(document)

    def from_bytes():
        loads = orjson.loads
        for text in texts:
            accepts(loads(text))

    valid = sum(accepts(document) for document in documents)
    print(least(validate), least(from_bytes), valid, sep="\t")
