"""Names, identifiers and addresses as a cluster's controllers would choose them.

Everything is derived from the manifests, so that two runs agree on all names.
"""

import hashlib
import ipaddress
import json
import uuid

SAFE = "bcdfghjklmnpqrstvwxz2456789"
POD_RANGE = "10.244.0.0/16"
NODE_RANGE = "10.0.0.0/24"
UPLINK = "uplink"
KUBERNETES_ADDRESS = "10.96.0.1"
API_SERVER = "10.0.0.10"
OUTSIDE_ADDRESS = "203.0.113.10"
NODES = {
    "worker-1": {"address": "10.0.0.11", "range": "10.244.1.0/24"},
    "worker-2": {"address": "10.0.0.12", "range": "10.244.2.0/24"},
}


def safe_hash(text, length):
    """A suffix from the alphabet that Kubernetes uses for generated names."""
    digest = hashlib.sha256(text.encode()).digest()
    return "".join(SAFE[byte % len(SAFE)] for byte in digest[:length])


def template_hash(template):
    return safe_hash(json.dumps(template, sort_keys=True), 10)


def uid(kind, namespace, name):
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"shop-kubernetes/{kind}/{namespace}/{name}"))


def interface(namespace, pod):
    """The node's end of a pod's cable, named as Calico names it."""
    return "cali" + hashlib.sha1(f"{namespace}.{pod}".encode()).hexdigest()[:11]


def cluster_address(service):
    """A Service's own address, or None for a headless one."""
    chosen = service["spec"].get("clusterIP")
    if chosen:
        return None if chosen == "None" else chosen
    meta = service["metadata"]
    digest = hashlib.sha256(f"{meta['namespace']}/{meta['name']}".encode()).digest()
    return f"10.96.{1 + digest[0] % 254}.{1 + digest[1] % 254}"


class PodAddresses:
    """Hands out each node's pod addresses in order."""

    def __init__(self):
        self._next = {
            node: ipaddress.ip_network(entry["range"])[2] for node, entry in NODES.items()
        }

    def take(self, node):
        address = self._next[node]
        self._next[node] = address + 1
        return str(address)
