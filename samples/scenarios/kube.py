"""What `kubectl get pods,services,... -A -o json` would print of a scenario's cluster, in the API's own shape.

python3 kube.py STATE VERB ARGUMENTS...: the verbs tell STATE what there is, as it comes and goes; `list` prints it.
Times are those at which they are told, in whole seconds as the API has them.
"""
import argparse
import datetime
import json
import pathlib
import sys
import uuid


def now():
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def meta(name, labels=None, owner=None, **more):
    namespace, _, short = name.rpartition("/")
    made = {"name": short, "creationTimestamp": now(),
            "uid": str(uuid.uuid5(uuid.NAMESPACE_URL, name + str(owner))), **more}
    if namespace:
        made["namespace"] = namespace
    if labels:
        made["labels"] = labels
    if owner:
        kind, title = owner.split("/")
        made["ownerReferences"] = [{"apiVersion": GROUP.get(kind, "apps/v1"), "kind": kind, "name": title,
                                    "controller": True}]
    return made


GROUP = {"Job": "batch/v1", "CronJob": "batch/v1", "Node": "v1"}


def item(kind, version, metadata, **parts):
    return {"apiVersion": version, "kind": kind, "metadata": metadata, **parts}


def pairs(texts):
    return dict(text.split("=", 1) for text in texts)


class Cluster:
    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.items = json.loads(self.path.read_text()) if self.path.exists() else []

    def put(self, added, keep=False):
        for index, known in enumerate(self.items):
            if key(known) == key(added):
                if not keep:
                    self.items[index] = {**added, "metadata": {**known["metadata"], **added["metadata"],
                        "creationTimestamp": known["metadata"]["creationTimestamp"]}}
                return
        self.items.append(added)

    def pod(self, name):
        return next(i for i in self.items if key(i) == ("Pod", *name.split("/")))

    def save(self):
        self.path.write_text(json.dumps(self.items))


def key(thing):
    return thing["kind"], thing["metadata"].get("namespace", ""), thing["metadata"]["name"]


def node(cluster, o):
    ranges = {"podCIDR": o.pods[0], "podCIDRs": o.pods} if o.pods else {}
    addresses = [{"type": "InternalIP", "address": a} for a in o.address] + [{"type": "Hostname", "address": o.name}]
    cluster.put(item("Node", "v1", meta(o.name, annotations=pairs(o.annotation)), spec=ranges,
                     status={"addresses": addresses}))


def pod(cluster, o):
    kind, _, title = o.of.partition("/")
    namespace = o.name.split("/")[0]
    labels = pairs(o.label) or {"app": title or o.name.split("/")[1]}
    template = spec(o)
    owner, extra = owned(cluster, namespace, kind, title, labels, template, o)
    status = {"phase": "Running", "startTime": now(), "hostIP": o.host, "podIPs": [{"ip": a} for a in o.ip],
              "podIP": o.ip[0], "containerStatuses": [{"name": "main", "state": {"running": {"startedAt": now()}}}]}
    cluster.put(item("Pod", "v1", meta(o.name, {**labels, **extra}, owner),
                     spec={"nodeName": o.node, **template}, status=status))


def spec(o):
    container = {"name": "main", "image": "example.invalid/main"}
    ports = [port.split(":") for port in o.port]
    if ports:
        container["ports"] = [{"name": n, "containerPort": int(p.split("/")[0]),
                               "protocol": "UDP" if p.endswith("/udp") else "TCP"} for n, p in ports]
    if o.probe:
        container["readinessProbe"] = {"httpGet": {"path": "/healthz", "port": o.probe}}
    return {"containers": [container], **({"hostNetwork": True} if o.host_network else {})}


def owned(cluster, namespace, kind, title, labels, template, o):
    """Makes the owners and returns the pod's controller with the labels that it adds."""
    whole = f"{namespace}/{title}"
    body = {"selector": {"matchLabels": labels}, "template": {"metadata": {"labels": labels}, "spec": template}}
    if kind == "Deployment":
        digest = "5d9c7b86f" + str(o.revision)
        cluster.put(item("Deployment", "apps/v1", meta(whole), spec=body))
        cluster.put(item("ReplicaSet", "apps/v1", meta(f"{whole}-{digest}", owner=o.of), spec=body))
        return f"ReplicaSet/{title}-{digest}", {"pod-template-hash": digest}
    if kind == "CronJob":
        cluster.put(item("CronJob", "batch/v1", meta(whole), spec={"jobTemplate": {"spec": body}}))
        cluster.put(item("Job", "batch/v1", meta(f"{namespace}/{o.job}", owner=o.of), spec=body))
        return f"Job/{o.job}", {"job-name": o.job, "batch.kubernetes.io/job-name": o.job}
    if kind in ("StatefulSet", "DaemonSet"):
        cluster.put(item(kind, "apps/v1", meta(whole), spec=body))
        return o.of, {}
    return (o.of or None), {}


def finish(cluster, o):
    """The pod's program has ended; the object stays, as a Job's does."""
    done = cluster.pod(o.name)["status"]
    done["phase"] = "Succeeded"
    started = done["containerStatuses"][0]["state"]["running"]["startedAt"]
    done["containerStatuses"][0]["state"] = {
        "terminated": {"exitCode": 0, "startedAt": started, "finishedAt": now()}}


def delete(cluster, o):
    cluster.items = [i for i in cluster.items if key(i) != ("Pod", *o.name.split("/"))]


def service(cluster, o):
    """Ports as NAME:PORT:TARGET[:NODEPORT][/udp]."""
    ports = []
    for text in o.port:
        protocol = "UDP" if text.endswith("/udp") else "TCP"
        name, number, target, *node_port = text.removesuffix("/udp").split(":")
        ports.append({"name": name, "port": int(number), "protocol": protocol,
                      "targetPort": int(target) if target.isdigit() else target,
                      **({"nodePort": int(node_port[0])} if node_port else {})})
    addresses = o.cluster_ip or ["None"]
    body = {"type": o.type, "clusterIP": addresses[0], "clusterIPs": addresses, "ports": ports}
    if o.selector:
        body["selector"] = pairs(o.selector)
    if o.type != "ClusterIP":
        body["externalTrafficPolicy"] = "Local" if o.local else "Cluster"
    ingress = [{"ip": a, "ipMode": "VIP"} for a in o.balancer]
    cluster.put(item("Service", "v1", meta(o.name), spec=body,
                     status={"loadBalancer": {"ingress": ingress} if ingress else {}}))
    slices(cluster, o, ports)


def slices(cluster, o, ports):
    namespace, name = o.name.split("/")
    ends = o.endpoint or [a["ip"] for i in cluster.items if i["kind"] == "Pod" and o.selector
                          and i["metadata"]["namespace"] == namespace
                          and pairs(o.selector).items() <= i["metadata"]["labels"].items()
                          for a in i["status"]["podIPs"]]
    for family in ("IPv4", "IPv6"):
        mine = [a for a in ends if (":" in a) == (family == "IPv6")]
        if mine and all(isinstance(port["targetPort"], int) for port in ports):
            cluster.put(item(
                "EndpointSlice", "discovery.k8s.io/v1",
                meta(f"{o.name}-{family.lower()}", {"kubernetes.io/service-name": name}), addressType=family,
                endpoints=[{"addresses": [a], "conditions": {"ready": True}} for a in mine],
                ports=[{"name": p["name"], "port": p["targetPort"], "protocol": p["protocol"]} for p in ports]))


def webhook(cluster, o):
    namespace, name = o.service.split("/")
    cluster.put(item("ValidatingWebhookConfiguration", "admissionregistration.k8s.io/v1", meta(o.name), webhooks=[
        {"name": o.name, "clientConfig": {"service": {"namespace": namespace, "name": name, "port": o.port}}}]))


def listing(cluster, o):
    """One object a line."""
    items = ",\n".join(json.dumps(i) for i in cluster.items)
    print('{"apiVersion": "v1", "kind": "List", "metadata": {"resourceVersion": ""}, "items": [\n' + items + "\n]}")


def options():
    parser = argparse.ArgumentParser()
    parser.add_argument("state")
    verbs = parser.add_subparsers(required=True)

    def verb(name, action, *names):
        sub = verbs.add_parser(name)
        sub.set_defaults(action=action)
        for each in names:
            sub.add_argument(each, **({"action": "append", "default": []} if each in MANY else {}))
        return sub

    verb("node", node, "name", "--address", "--pods", "--annotation")
    one = verb("pod", pod, "name", "--ip", "--port", "--label")
    one.add_argument("--node", required=True)
    one.add_argument("--host", default="")
    one.add_argument("--of", default="", help="owner, as Kind/name; a Deployment's ReplicaSet comes with it")
    one.add_argument("--revision", type=int, default=1)
    one.add_argument("--job", default="")
    one.add_argument("--probe", type=int)
    one.add_argument("--host-network", action="store_true")
    verb("finish", finish, "name")
    verb("delete", delete, "name")
    one = verb("service", service, "name", "--cluster-ip", "--port", "--selector", "--endpoint", "--balancer")
    one.add_argument("--type", default="ClusterIP")
    one.add_argument("--local", action="store_true", help="the client's address is kept")
    one = verb("webhook", webhook, "name", "service")
    one.add_argument("port", type=int)
    verb("list", listing)
    return parser.parse_args()


MANY = ("--address", "--pods", "--annotation", "--ip", "--port", "--label", "--cluster-ip", "--selector",
        "--endpoint", "--balancer")

if __name__ == "__main__":
    chosen = options()
    known = Cluster(chosen.state)
    chosen.action(known, chosen)
    known.save()
    sys.exit(0)
