"""From manifests to the pods, their owners, nodes and addresses."""

import dataclasses
import pathlib

import yaml

from cluster import names


@dataclasses.dataclass(frozen=True)
class Owner:
    kind: str
    name: str


@dataclasses.dataclass(frozen=True)
class Pod:
    namespace: str
    name: str
    workload: str
    node: str
    address: str
    interface: str
    template: dict
    labels: dict
    owner: Owner


@dataclasses.dataclass(frozen=True)
class Plan:
    documents: list
    pods: list
    jobs: list

    def of_kind(self, kind):
        return [document for document in self.documents if document["kind"] == kind]

    def selected(self, service):
        """The pods behind a Service, in order of their names."""
        wanted = service["spec"]["selector"].items()
        namespace = service["metadata"]["namespace"]
        found = [p for p in self.pods if p.namespace == namespace and wanted <= p.labels.items()]
        return sorted(found, key=lambda pod: pod.name)


def read(manifests, batches):
    """The plan for a directory of manifests and a number of batch runs."""
    documents = []
    for path in sorted(pathlib.Path(manifests).glob("*.yaml")):
        documents += [document for document in yaml.safe_load_all(path.read_text()) if document]
    builder = _Builder()
    for document in documents:
        builder.add(document, batches)
    return Plan(documents, builder.pods, builder.jobs)


class _Builder:
    def __init__(self):
        self.pods = []
        self.jobs = []
        self._addresses = names.PodAddresses()

    def add(self, document, batches):
        add = {
            "Deployment": self._deployment,
            "StatefulSet": self._stateful_set,
        }.get(document["kind"])
        if add:
            add(document)
        elif document["kind"] == "CronJob":
            self._cron_job(document, batches)

    def _deployment(self, document):
        meta, spec = document["metadata"], document["spec"]
        digest = names.template_hash(spec["template"])
        replica_set = f"{meta['name']}-{digest}"
        for index in range(spec["replicas"]):
            name = f"{replica_set}-{names.safe_hash(f'{replica_set}/{index}', 5)}"
            self._pod(meta, name, spec["template"], {"pod-template-hash": digest},
                      Owner("ReplicaSet", replica_set))

    def _stateful_set(self, document):
        meta, spec = document["metadata"], document["spec"]
        revision = f"{meta['name']}-{names.template_hash(spec['template'])}"
        for index in range(spec["replicas"]):
            name = f"{meta['name']}-{index}"
            extra = {
                "apps.kubernetes.io/pod-index": str(index),
                "controller-revision-hash": revision,
                "statefulset.kubernetes.io/pod-name": name,
            }
            self._pod(meta, name, spec["template"], extra, Owner("StatefulSet", meta["name"]))

    def _cron_job(self, document, batches):
        """Runs as `kubectl create job --from=cronjob/NAME` starts them."""
        meta = document["metadata"]
        template = document["spec"]["jobTemplate"]["spec"]["template"]
        for index in range(1, batches + 1):
            job = f"{meta['name']}-manual-{index}"
            job_uid = names.uid("Job", meta["namespace"], job)
            extra = {
                "batch.kubernetes.io/controller-uid": job_uid,
                "batch.kubernetes.io/job-name": job,
                "controller-uid": job_uid,
                "job-name": job,
            }
            self.jobs.append({"name": job, "cronjob": document})
            name = f"{job}-{names.safe_hash(job, 5)}"
            self._pod(meta, name, template, extra, Owner("Job", job))

    def _pod(self, meta, name, template, extra, owner):
        node = template["spec"].get("nodeSelector", {}).get("kubernetes.io/hostname", "worker-1")
        self.pods.append(Pod(
            namespace=meta["namespace"],
            name=name,
            workload=meta["name"],
            node=node,
            address=self._addresses.take(node),
            interface=names.interface(meta["namespace"], name),
            template=template,
            labels={**template["metadata"]["labels"], **extra},
            owner=owner,
        ))
