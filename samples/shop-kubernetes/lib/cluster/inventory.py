"""What `kubectl get pods,services,... -A -o json` would print for the planned cluster."""

import copy
import datetime
import itertools
import json
import pathlib

from cluster import names, services, status

LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"


class Times:
    """Instants noted by the recording script: files TIMES/NAME holding epoch seconds."""

    def __init__(self, directory):
        self._directory = pathlib.Path(directory)

    def of(self, name):
        path = self._directory / name
        if not path.exists():
            return None
        instant = datetime.datetime.fromtimestamp(int(path.read_text()), datetime.timezone.utc)
        return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def of(plan, times):
    """The List, its items in the order in which the kinds are usually asked for."""
    return _Inventory(plan, times).list()


class _Inventory:
    def __init__(self, plan, times):
        self._plan = plan
        self._times = times
        self._born = times.of("cluster")
        self._versions = itertools.count(1000)

    def list(self):
        items = [
            *self._pods(),
            *self._services(),
            *self._slices(),
            *self._nodes(),
            *self._namespaces(),
            *self._applied("Deployment"),
            *self._replica_sets(),
            *self._applied("StatefulSet"),
            *self._jobs(),
            *self._applied("CronJob"),
        ]
        return {"apiVersion": "v1", "items": items, "kind": "List",
                "metadata": {"resourceVersion": ""}}

    def _object(self, kind, meta, spec, state=None, version="v1"):
        namespace = meta.get("namespace", "")
        whole = {
            "creationTimestamp": self._born,
            "resourceVersion": str(next(self._versions)),
            "uid": names.uid(kind, namespace, meta["name"]),
            **meta,
        }
        made = {"apiVersion": version, "kind": kind,
                "metadata": dict(sorted(whole.items())), "spec": spec}
        if state is not None:
            made["status"] = state
        return made

    def _owner(self, kind, namespace, name, version):
        return [{"apiVersion": version, "blockOwnerDeletion": True, "controller": True,
                 "kind": kind, "name": name, "uid": names.uid(kind, namespace, name)}]

    def _pods(self):
        for pod in self._plan.pods:
            version = "batch/v1" if pod.owner.kind == "Job" else "apps/v1"
            meta = {
                "creationTimestamp": self._times.of(f"{pod.name}.created"),
                "generateName": pod.name.rsplit("-", 1)[0] + "-",
                "labels": pod.labels,
                "name": pod.name,
                "namespace": pod.namespace,
                "ownerReferences":
                    self._owner(pod.owner.kind, pod.namespace, pod.owner.name, version),
            }
            spec = copy.deepcopy(pod.template["spec"])
            spec.setdefault("restartPolicy", "Always")
            spec |= {"dnsPolicy": "ClusterFirst", "enableServiceLinks": True,
                     "nodeName": pod.node, "serviceAccountName": "default"}
            _default_protocols(spec)
            yield self._object("Pod", meta, spec, status.of_pod(pod, self._times))

    def _services(self):
        yield self._object(
            "Service",
            {"name": "kubernetes", "namespace": "default",
             "labels": {"component": "apiserver", "provider": "kubernetes"}},
            {"clusterIP": names.KUBERNETES_ADDRESS, "clusterIPs": [names.KUBERNETES_ADDRESS],
             "ipFamilies": ["IPv4"], "ipFamilyPolicy": "SingleStack",
             "ports": [{"name": "https", "port": 443, "protocol": "TCP", "targetPort": 6443}],
             "sessionAffinity": "None", "type": "ClusterIP"},
            {"loadBalancer": {}})
        for document in self._plan.of_kind("Service"):
            spec = copy.deepcopy(document["spec"])
            address = names.cluster_address(document) or "None"
            spec |= {"clusterIP": address, "clusterIPs": [address], "ipFamilies": ["IPv4"],
                     "ipFamilyPolicy": "SingleStack", "internalTrafficPolicy": "Cluster",
                     "sessionAffinity": "None", "type": spec.get("type", "ClusterIP")}
            for port in spec["ports"]:
                port.setdefault("protocol", "TCP")
            state = {"loadBalancer": {}}
            if spec["type"] == "LoadBalancer":
                state["loadBalancer"]["ingress"] = [{"ip": names.OUTSIDE_ADDRESS}]
            yield self._object("Service", self._applied_meta(document), spec, state)

    def _slices(self):
        yield {
            **self._slice_head("kubernetes", "default", "kubernetes", {}),
            "endpoints": [{"addresses": [names.API_SERVER], "conditions": {"ready": True}}],
            "ports": [{"name": "https", "port": 6443, "protocol": "TCP"}],
        }
        for service in self._plan.of_kind("Service"):
            meta = service["metadata"]
            pods = self._plan.selected(service)
            name = f"{meta['name']}-{names.safe_hash(meta['name'], 5)}"
            yield {
                **self._slice_head(name, meta["namespace"], meta["name"], meta["labels"]),
                "endpoints": [_endpoint(pod) for pod in pods],
                "ports": [{"name": port.name, "port": port.target, "protocol": port.protocol}
                          for port in services.ports(service, pods)],
            }

    def _slice_head(self, name, namespace, service, labels):
        labels = {**labels, "kubernetes.io/service-name": service}
        meta = {"name": name, "namespace": namespace, "labels": labels}
        if name != service:
            labels["endpointslice.kubernetes.io/managed-by"] = (
                "endpointslice-controller.k8s.io")
            meta["generateName"] = f"{service}-"
            meta["ownerReferences"] = self._owner("Service", namespace, service, "v1")
        head = self._object("EndpointSlice", meta, None, version="discovery.k8s.io/v1")
        del head["spec"]
        return {"addressType": "IPv4", **head}

    def _nodes(self):
        for name, node in names.NODES.items():
            meta = {"name": name, "labels": {
                "kubernetes.io/arch": "amd64", "kubernetes.io/hostname": name,
                "kubernetes.io/os": "linux"}}
            spec = {"podCIDR": node["range"], "podCIDRs": [node["range"]]}
            yield self._object("Node", meta, spec, status.of_node(name, node))

    def _namespaces(self):
        declared = {d["metadata"]["name"]: d for d in self._plan.of_kind("Namespace")}
        for name in sorted({"default", "kube-system", *declared}):
            meta = {"name": name}
            if name in declared:
                meta = self._applied_meta(declared[name])
            meta["labels"] = {**meta.get("labels", {}), "kubernetes.io/metadata.name": name}
            yield self._object("Namespace", meta, {"finalizers": ["kubernetes"]},
                               {"phase": "Active"})

    def _applied(self, kind):
        for document in self._plan.of_kind(kind):
            spec = copy.deepcopy(document["spec"])
            template = spec.get("template") or spec["jobTemplate"]["spec"]["template"]
            _default_protocols(template["spec"])
            yield self._object(kind, self._applied_meta(document), spec,
                               status.of_workload(document), document["apiVersion"])

    def _applied_meta(self, document):
        meta = copy.deepcopy(document["metadata"])
        text = json.dumps(document, separators=(",", ":"), sort_keys=True) + "\n"
        meta["annotations"] = {**meta.get("annotations", {}), LAST_APPLIED: text}
        return meta

    def _replica_sets(self):
        for document in self._plan.of_kind("Deployment"):
            meta, spec = document["metadata"], copy.deepcopy(document["spec"])
            digest = names.template_hash(spec["template"])
            spec["template"]["metadata"]["labels"]["pod-template-hash"] = digest
            spec["selector"]["matchLabels"]["pod-template-hash"] = digest
            _default_protocols(spec["template"]["spec"])
            yield self._object("ReplicaSet", {
                "annotations": {"deployment.kubernetes.io/desired-replicas": str(spec["replicas"]),
                                "deployment.kubernetes.io/revision": "1"},
                "labels": spec["template"]["metadata"]["labels"],
                "name": f"{meta['name']}-{digest}",
                "namespace": meta["namespace"],
                "ownerReferences":
                    self._owner("Deployment", meta["namespace"], meta["name"], "apps/v1"),
            }, spec, status.of_workload(document), "apps/v1")

    def _jobs(self):
        pods = {pod.owner.name: pod for pod in self._plan.pods if pod.owner.kind == "Job"}
        for job in self._plan.jobs:
            meta, pod = job["cronjob"]["metadata"], pods[job["name"]]
            spec = copy.deepcopy(job["cronjob"]["spec"]["jobTemplate"]["spec"])
            spec["template"]["metadata"]["labels"] = pod.labels
            uid = names.uid("Job", pod.namespace, job["name"])
            spec["selector"] = {"matchLabels": {"batch.kubernetes.io/controller-uid": uid}}
            yield self._object("Job", {
                "annotations": {"cronjob.kubernetes.io/instantiate": "manual"},
                "creationTimestamp": self._times.of(f"{pod.name}.created"),
                "labels": pod.labels,
                "name": job["name"],
                "namespace": pod.namespace,
                "ownerReferences":
                    self._owner("CronJob", pod.namespace, meta["name"], "batch/v1"),
            }, spec, status.of_job(pod, self._times), "batch/v1")


def _endpoint(pod):
    return {
        "addresses": [pod.address],
        "conditions": {"ready": True, "serving": True, "terminating": False},
        "nodeName": pod.node,
        "targetRef": {"kind": "Pod", "name": pod.name, "namespace": pod.namespace,
                      "uid": names.uid("Pod", pod.namespace, pod.name)},
    }


def _default_protocols(spec):
    for container in spec["containers"]:
        container.setdefault("imagePullPolicy", "IfNotPresent")
        for port in container.get("ports", []):
            port.setdefault("protocol", "TCP")
