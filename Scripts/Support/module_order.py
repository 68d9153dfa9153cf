"""The modules that a consumer of the runtime compiles, lowest first: reads `swift package describe`."""
import json
import sys

targets = {t["name"]: t for t in json.load(sys.stdin)["targets"]}
order = []


def visit(name):
    if name in order or name not in targets:
        return
    for dependency in targets[name].get("target_dependencies", []):
        visit(dependency)
    if targets[name]["module_type"] != "SystemLibraryTarget":
        order.append(name)


visit({"runtime": "ConfigTypes", "follow": "TypedConfig", "monitor": "ConfigMonitoring"}[sys.argv[1]])
print(" ".join(order))
