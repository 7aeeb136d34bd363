package dev.netgen.model.format.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.inventory.Inventory;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects with all the fields that an API server fills in; none of the secrets is in any value. */
class SecretsNeverPassTest {
  @TempDir Path folder;

  private static final String FULL =
      """
      {"apiVersion":"v1","items":[
      {"apiVersion":"v1","kind":"Pod","metadata":{
        "annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{\\"env\\":\\"hunter2\\"}",
          "vault.example/token":"hunter2","cni.projectcalico.org/podIP":"10.1.0.5/32"},
        "creationTimestamp":"2026-01-01T09:00:00Z","generateName":"web-5c8-","labels":{"app":"web","pod-template-hash":"5c8"},
        "managedFields":[{"apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"k:{\\"name\\":\\"hunter2\\"}":{}}},
          "manager":"hunter2","operation":"Update","time":"2026-01-01T09:00:00Z"}],
        "name":"web-5c8-x","namespace":"shop","resourceVersion":"12345","uid":"0d4c",
        "ownerReferences":[{"apiVersion":"apps/v1","blockOwnerDeletion":true,"controller":true,"kind":"ReplicaSet","name":"web-5c8","uid":"77"}]},
       "spec":{"containers":[{"name":"web","image":"registry.example/web:1","command":["sh","-c","hunter2"],"args":["--password=hunter2"],
          "env":[{"name":"PASSWORD","value":"hunter2"},{"name":"X","valueFrom":{"secretKeyRef":{"name":"hunter2","key":"k"}}}],
          "envFrom":[{"secretRef":{"name":"hunter2"}}],
          "ports":[{"containerPort":8080,"name":"http","protocol":"TCP"}],
          "livenessProbe":{"httpGet":{"path":"/hunter2","port":"http","scheme":"HTTP","httpHeaders":[{"name":"Authorization","value":"hunter2"}]},
            "failureThreshold":3,"periodSeconds":10},
          "resources":{},"terminationMessagePath":"/dev/termination-log","volumeMounts":[{"mountPath":"/hunter2","name":"v"}]}],
        "nodeName":"n1","serviceAccountName":"hunter2","imagePullSecrets":[{"name":"hunter2"}],
        "volumes":[{"name":"v","projected":{"sources":[{"serviceAccountToken":{"path":"hunter2"}}]}}],"tolerations":[{"key":"hunter2"}]},
       "status":{"conditions":[{"type":"Ready","status":"True","lastTransitionTime":"2026-01-01T09:00:05Z","message":"hunter2"}],
        "containerStatuses":[{"containerID":"containerd://hunter2","image":"i","state":{"running":{"startedAt":"2026-01-01T09:00:04Z"}},
          "lastState":{"terminated":{"message":"hunter2","startedAt":"2026-01-01T09:00:02Z","finishedAt":"2026-01-01T09:00:03Z","exitCode":1}}}],
        "hostIP":"192.168.0.9","phase":"Running","podIP":"10.1.0.5","podIPs":[{"ip":"10.1.0.5"}],"qosClass":"BestEffort","startTime":"2026-01-01T09:00:00Z"}},
      {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"shop","annotations":{"deployment.kubernetes.io/revision":"1","a":"hunter2"}},
       "spec":{"replicas":1,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"annotations":{"token":"hunter2"},"labels":{"app":"web"}},
        "spec":{"containers":[{"name":"web","env":[{"name":"PASSWORD","value":"hunter2"}],"ports":[{"containerPort":8080,"name":"http"}]}]}}}},
      {"apiVersion":"v1","kind":"Secret","metadata":{"name":"hunter2","namespace":"shop"},"data":{"password":"hunter2"},"type":"Opaque"},
      {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c","namespace":"shop"},"data":{"hunter2":"hunter2"}},
      {"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"shop","annotations":{"a":"hunter2"}},
       "spec":{"clusterIP":"10.96.0.7","clusterIPs":["10.96.0.7"],"internalTrafficPolicy":"Cluster","ipFamilies":["IPv4"],
        "ports":[{"name":"http","port":80,"protocol":"TCP","targetPort":"http"}],"selector":{"app":"web"},"sessionAffinity":"None","type":"ClusterIP"},
       "status":{"loadBalancer":{}}},
      {"apiVersion":"v1","kind":"Pod","metadata":{"name":"bad","namespace":"shop"},"status":{"podIP":"hunter2"}},
      {"apiVersion":"v1","kind":"Pod","metadata":{"name":"worse","namespace":"shop"},"spec":{"nodeName":{"hunter2":"hunter2"}}},
      {"apiVersion":"v1","kind":"hunter2","metadata":{"name":"odd"}}
      ],"kind":"List","metadata":{"resourceVersion":""}}
      """;

  @Test
  void ofAFullObjectOnlyWhatIsListedIsKept() throws IOException {
    Inventory inventory = new Written(folder).read(FULL);
    assertThat(inventory.toString()).doesNotContain("hunter2").contains("k8s:shop/Deployment/web");
    assertThat(Written.forwards(inventory))
        .containsExactly("service shop/web: 10.96.0.7 80/tcp -> k8s:shop/Deployment/web:8080/tcp");
    assertThat(inventory.probes().stream().map(each -> each.port().toString()))
        .containsExactly("8080/tcp");
    assertThat(inventory.unused())
        .containsEntry("kubernetes kind Secret", 1L)
        .containsEntry("kubernetes kind ConfigMap", 1L)
        .containsEntry("kubernetes kind with an unusable name", 1L)
        .hasSize(5);
  }
}
