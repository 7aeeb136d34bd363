"""The status blocks of the inventory's objects."""

from cluster import names


def of_pod(pod, times):
    """Pending before its program runs, Running then, Succeeded after; the address stays."""
    started = times.of(f"{pod.name}.started")
    finished = times.of(f"{pod.name}.finished")
    if finished:
        phase = "Succeeded"
        state = {"terminated": {"exitCode": 0, "reason": "Completed",
                                "startedAt": started, "finishedAt": finished}}
    elif started:
        phase, state = "Running", {"running": {"startedAt": started}}
    else:
        phase, state = "Pending", {"waiting": {"reason": "ContainerCreating"}}
    running = "True" if phase == "Running" else "False"
    return {
        "conditions": [
            {"type": "Ready", "status": running, "lastProbeTime": None,
             "lastTransitionTime": finished or started or times.of(f"{pod.name}.created")},
        ],
        "containerStatuses": [
            {"name": container["name"], "image": container["image"], "ready": phase == "Running",
             "started": phase == "Running", "restartCount": 0, "state": state}
            for container in pod.template["spec"]["containers"]
        ],
        "hostIP": names.NODES[pod.node]["address"],
        "hostIPs": [{"ip": names.NODES[pod.node]["address"]}],
        "phase": phase,
        "podIP": pod.address,
        "podIPs": [{"ip": pod.address}],
        "qosClass": "BestEffort",
        "startTime": times.of(f"{pod.name}.created"),
    }


def of_node(name, node):
    return {
        "addresses": [{"address": node["address"], "type": "InternalIP"},
                      {"address": name, "type": "Hostname"}],
        "daemonEndpoints": {"kubeletEndpoint": {"Port": 10250}},
        "nodeInfo": {"architecture": "amd64", "operatingSystem": "linux"},
    }


def of_workload(document):
    if document["kind"] == "CronJob":
        return {}
    replicas = document["spec"]["replicas"]
    return {"availableReplicas": replicas, "observedGeneration": 1,
            "readyReplicas": replicas, "replicas": replicas}


def of_job(pod, times):
    finished = times.of(f"{pod.name}.finished")
    state = {"startTime": times.of(f"{pod.name}.created"), "ready": 0}
    if not finished:
        return {**state, "active": 1}
    return {**state, "succeeded": 1, "completionTime": finished,
            "conditions": [{"type": "Complete", "status": "True",
                            "lastProbeTime": finished, "lastTransitionTime": finished}]}
