"""Services: where each leads, as nftables rules for a node and as names for the resolver."""

import dataclasses

from cluster import names


@dataclasses.dataclass(frozen=True)
class Port:
    name: str
    protocol: str
    port: int
    target: int


def ports(service, pods):
    """A Service's ports; named target ports are looked up in the pods' containers."""
    return [
        Port(entry["name"], entry.get("protocol", "TCP"), entry["port"],
             _target(entry.get("targetPort", entry["port"]), pods))
        for entry in service["spec"]["ports"]
    ]


def _target(target, pods):
    if isinstance(target, int):
        return target
    for container in pods[0].template["spec"]["containers"]:
        for port in container.get("ports", []):
            if port["name"] == target:
                return port["containerPort"]
    raise SystemExit(f"no container port is named {target}")


def ruleset(plan):
    """The node's translations, one rule a Service port, endpoints in turn."""
    rules = []
    for service in plan.of_kind("Service"):
        pods = plan.selected(service)
        addresses = [names.cluster_address(service)]
        if service["spec"].get("type") == "LoadBalancer":
            addresses.append(names.OUTSIDE_ADDRESS)
        for address in filter(None, addresses):
            rules += [_rule(address, port, pods) for port in ports(service, pods)]
    body = "\n".join(f"    {rule}" for rule in rules)
    return f"""table ip services {{
  chain translate {{
{body}
  }}
  chain prerouting {{
    type nat hook prerouting priority dstnat;
    jump translate
  }}
  chain output {{
    type nat hook output priority -100;
    jump translate
  }}
  chain postrouting {{
    type nat hook postrouting priority srcnat;
    ip saddr {names.POD_RANGE} oifname "{names.UPLINK}" masquerade
  }}
}}
"""


def _rule(address, port, pods):
    match = f"ip daddr {address} {port.protocol.lower()} dport {port.port}"
    if len(pods) == 1:
        return f"{match} dnat to {pods[0].address}:{port.target}"
    turns = ", ".join(f"{index} : {pod.address}" for index, pod in enumerate(pods))
    return f"{match} dnat to numgen inc mod {len(pods)} map {{ {turns} }} : {port.target}"


def resolver_records(plan):
    """host-record lines: a Service's name leads to its address, a headless one's to its pods."""
    lines = [f"host-record=kubernetes.default.svc.cluster.local,{names.KUBERNETES_ADDRESS}"]
    for service in plan.of_kind("Service"):
        meta = service["metadata"]
        name = f"{meta['name']}.{meta['namespace']}.svc.cluster.local"
        address = names.cluster_address(service)
        if address:
            lines.append(f"host-record={name},{address}")
            continue
        for pod in plan.selected(service):
            lines.append(f"host-record={name},{pod.address}")
            lines.append(f"host-record={pod.name}.{name},{pod.address}")
    return "\n".join(lines) + "\n"
