"""What the node needs to start each workload's container."""

import pathlib


def write(plan, directory):
    """Per workload a directory: image, command, args, env and port, one value a line, and files/."""
    maps = {config["metadata"]["name"]: config["data"] for config in plan.of_kind("ConfigMap")}
    for pod in plan.pods:
        spec = pod.template["spec"]
        container = spec["containers"][0]
        target = pathlib.Path(directory, pod.workload)
        (target / "files").mkdir(parents=True, exist_ok=True)
        values = {
            "image": [container["image"].rpartition("/")[2].partition(":")[0]],
            "command": container.get("command", []),
            "args": container.get("args", []),
            "env": [f"{entry['name']}={entry['value']}" for entry in container.get("env", [])],
            "port": [str(port["containerPort"]) for port in container.get("ports", [])][:1],
        }
        for name, lines in values.items():
            (target / name).write_text("".join(line + "\n" for line in lines))
        for path, text in _files(spec, container, maps):
            file = target / "files" / path.lstrip("/")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)


def _files(spec, container, maps):
    """Single files mounted from ConfigMaps."""
    volumes = {volume["name"]: volume["configMap"]["name"] for volume in spec.get("volumes", [])}
    for mount in container.get("volumeMounts", []):
        yield mount["mountPath"], maps[volumes[mount["name"]]][mount["subPath"]]
