"""python3 -m cluster MANIFESTS BATCHES WHAT [ARGUMENT]

WHAT: pods, rules, records, inventory TIMES, environment WORKLOAD, arguments WORKLOAD
"""

import json
import sys

from cluster import inventory, plan, services


def container(cluster, workload):
    """The one container of a workload's pods."""
    for pod in cluster.pods:
        if pod.workload == workload:
            return pod.template["spec"]["containers"][0]
    raise SystemExit(f"no workload is named {workload}")


def main(manifests, batches, what, argument=None):
    cluster = plan.read(manifests, int(batches))
    if what == "pods":
        for pod in cluster.pods:
            print(pod.namespace, pod.workload, pod.name, pod.node, pod.address, pod.interface)
    elif what == "rules":
        print(services.ruleset(cluster), end="")
    elif what == "records":
        print(services.resolver_records(cluster), end="")
    elif what == "inventory":
        print(json.dumps(inventory.of(cluster, inventory.Times(argument)), indent=2))
    elif what == "environment":
        for entry in container(cluster, argument).get("env", []):
            print(f"{entry['name']}={entry['value']}")
    elif what == "arguments":
        for word in container(cluster, argument).get("args", []):
            print(word)
    else:
        raise SystemExit(__doc__)


main(*sys.argv[1:])
