"""python3 -m cluster MANIFESTS BATCHES WHAT [ARGUMENT]

WHAT: pods, rules, records, inventory TIMES, containers DIRECTORY
"""

import json
import sys

from cluster import containers, inventory, plan, services


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
    elif what == "containers":
        containers.write(cluster, argument)
    else:
        raise SystemExit(__doc__)


main(*sys.argv[1:])
