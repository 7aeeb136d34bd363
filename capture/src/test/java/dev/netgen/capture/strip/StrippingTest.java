package dev.netgen.capture.strip;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No canary that stands in a place that may hold a secret comes through. */
class StrippingTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void dockerContainerKeepsAddressesAndNoSecret() throws Exception {
    JsonNode stripped =
        DockerStripping.containers(
            JSON.readTree(
                """
                [{"Id": "abc", "Name": "/web", "Path": "CANARY", "Args": ["CANARY"],
                  "Image": "CANARY", "LogPath": "/CANARY", "HostnamePath": "CANARY",
                  "Created": {"CANARY": "CANARY"},
                  "State": {"Status": "running", "Error": "CANARY", "Health": {"Log": ["CANARY"]},
                    "StartedAt": ["2026-01-01T00:00:00Z", {"x": "CANARY"}, [{"y": "CANARY"}]]},
                  "Config": {"Hostname": "web", "Env": ["PW=CANARY"], "Cmd": ["CANARY"],
                    "Entrypoint": "CANARY", "Healthcheck": {"Test": ["CANARY"]},
                    "ExposedPorts": {"80/tcp": {"a": "CANARY"}},
                    "Labels": {"com.docker.compose.project": "shop", "token": "CANARY",
                      "com.docker.compose.service": {"nested": "CANARY"},
                      "com.docker.compose.project.config_files": "CANARY"}},
                  "HostConfig": {"NetworkMode": "back", "Binds": ["CANARY"],
                    "LogConfig": {"Config": {"k": "CANARY"}}, "ExtraHosts": ["CANARY"],
                    "PortBindings": {"80/tcp": [{"HostIp": "", "HostPort": "8080",
                      "x": "CANARY"}]}},
                  "Mounts": [{"Source": "CANARY"}], "GraphDriver": {"Data": {"d": "CANARY"}},
                  "NetworkSettings": {"SandboxKey": "CANARY", "Ports": {"80/tcp": null},
                    "Networks": {"back": {"IPAddress": "172.18.0.2", "NetworkID": "n1",
                      "Aliases": ["web", {"x": "CANARY"}],
                      "DriverOpts": {"k": "CANARY"}, "IPAMConfig": {"k": "CANARY", "IPv4Address": "172.18.0.2"}}}}}]
                """));
    assertThat(stripped.toString())
        .isEqualTo(
            ("[{'Id':'abc','Name':'/web','State':{'Status':'running',"
                    + "'StartedAt':['2026-01-01T00:00:00Z',[]]},"
                    + "'Config':{'Hostname':'web','ExposedPorts':{'80/tcp':{}},"
                    + "'Labels':{'com.docker.compose.project':'shop'}},"
                    + "'HostConfig':{'NetworkMode':'back','PortBindings':"
                    + "{'80/tcp':[{'HostIp':'','HostPort':'8080'}]}},"
                    + "'NetworkSettings':{'Ports':{'80/tcp':null},'Networks':{'back':"
                    + "{'IPAddress':'172.18.0.2','NetworkID':'n1','Aliases':['web'],"
                    + "'IPAMConfig':{'IPv4Address':'172.18.0.2'}}}}}]")
                .replace('\'', '"'));
  }

  @Test
  void dockerNetworkKeepsSubnetsAndNoSecret() throws Exception {
    JsonNode stripped =
        DockerStripping.networks(
            JSON.readTree(
                """
                [{"Name": "back", "Id": "n1", "Driver": "bridge", "ConfigFrom": {"N": "CANARY"},
                  "IPAM": {"Options": {"o": "CANARY"}, "Config": [{"Subnet": "172.18.0.0/16",
                    "Gateway": "172.18.0.1", "AuxiliaryAddresses": {"a": "CANARY"}}]},
                  "Containers": {"abc": {"Name": "web", "IPv4Address": "172.18.0.2/16",
                    "x": "CANARY"}},
                  "Options": {"com.docker.network.bridge.name": "br0", "password": "CANARY",
                    "com.docker.network.secret": "CANARY"},
                  "Labels": {"com.docker.compose.project": "shop", "x": "CANARY"}}]
                """));
    assertThat(stripped.toString())
        .doesNotContain("CANARY")
        .contains("172.18.0.0/16", "172.18.0.1", "172.18.0.2/16", "br0", "shop");
  }

  @Test
  void kubernetesKeepsSelectedLabelsAndNoSecret() throws Exception {
    KubernetesStripping.Stripped stripped =
        KubernetesStripping.strip(
            JSON.readTree(
                """
                {"apiVersion": "v1", "kind": "List", "metadata": {"x": "CANARY"}, "items": [
                 {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p", "namespace": "n",
                   "annotations": {"a": "CANARY"}, "managedFields": [{"m": "CANARY"}],
                   "labels": {"app": "a", "team": "t", "token": "CANARY", "*": "CANARY"}},
                  "spec": {"nodeName": "w", "hostNetwork": false, "volumes": [{"v": "CANARY"}],
                   "imagePullSecrets": [{"name": "CANARY"}],
                   "containers": [{"name": "c", "image": "CANARY", "env": [{"value": "CANARY"}],
                    "args": ["CANARY"], "command": ["CANARY"], "envFrom": [{"x": "CANARY"}],
                    "livenessProbe": {"exec": {"command": ["CANARY"]}, "httpGet": {
                      "port": 8081, "path": "/CANARY", "httpHeaders": [{"value": "CANARY"}]}},
                    "ports": [{"containerPort": 8080, "name": "http", "x": "CANARY"}]}]},
                  "status": {"podIP": "10.0.0.1", "message": "CANARY", "conditions":
                   [{"type": "Ready", "status": "True", "message": "CANARY"}]}},
                 {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "s"},
                  "spec": {"selector": {"team": "t", "*": "x", "a b": "CANARY2"},
                   "clusterIP": "10.1.0.1", "ports": [{"port": 80, "targetPort": 8080}]}},
                 {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "CANARY"},
                  "data": {"k": "CANARY"}},
                 {"apiVersion": "v1", "kind": "ConfigMap", "data": {"k": "CANARY"}},
                 {"apiVersion": "x/v1", "kind": "CANARY thing", "spec": {"k": "CANARY"}}]}
                """));
    assertThat(stripped.json().toString().replace("CANARY2", ""))
        .doesNotContain("CANARY")
        .contains("\"labels\":{\"app\":\"a\",\"team\":\"t\"}", "8080", "8081", "10.0.0.1");
    assertThat(stripped.dropped())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "kind Secret", 1L,
                "kind ConfigMap", 1L,
                "kind without a usable name", 1L,
                "labels that no selector names", 2L));
  }

  @Test
  void typedListsAndSingleObjectsAreListsToo() throws Exception {
    String list =
        "{\"apiVersion\":\"v1\",\"kind\":\"PodList\",\"items\":[{\"metadata\":{\"name\":\"p\"}}]}";
    String single = "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\"}}";
    for (String text : new String[] {list, single}) {
      JsonNode items = KubernetesStripping.strip(JSON.readTree(text)).json().path("items");
      assertThat(items.path(0).path("kind").asText()).isEqualTo("Pod");
      assertThat(items.path(0).path("metadata").path("name").asText()).isEqualTo("p");
    }
  }

  /** What leads to Services, and where networks tell a node's addresses. */
  @Test
  void kubernetesKeepsReferencesAndNodeAddressesAndNoSecret() throws Exception {
    KubernetesStripping.Stripped stripped =
        KubernetesStripping.strip(
            JSON.readTree(
                """
                {"kind": "List", "apiVersion": "v1", "items": [
                 {"kind": "Node", "metadata": {"name": "n1", "annotations": {"CANARY": "CANARY",
                   "flannel.alpha.coreos.com/public-ip": "192.168.0.9", "flannel.alpha.coreos.com/backend-data": "CANARY"}}},
                 {"kind": "Endpoints", "metadata": {"name": "e"}, "subsets": [{"addresses": [{"ip": "10.1.0.5", "hostname": "CANARY"}],
                   "ports": [{"port": 80}]}]},
                 {"kind": "Ingress", "metadata": {"name": "i", "annotations": {"auth": "CANARY"}}, "spec": {"tls": [{"secretName": "CANARY"}],
                   "rules": [{"host": "CANARY", "http": {"paths": [{"path": "/CANARY", "backend": {"service": {"name": "s", "port": {"number": 80}}}}]}}]}},
                 {"kind": "ValidatingWebhookConfiguration", "metadata": {"name": "w"}, "webhooks": [{"name": "CANARY",
                   "clientConfig": {"caBundle": "CANARY", "url": "https://CANARY", "service": {"namespace": "shop", "name": "s", "path": "/CANARY"}}}]},
                 {"kind": "APIService", "metadata": {"name": "a"}, "spec": {"caBundle": "CANARY", "service": {"namespace": "shop", "name": "s", "port": 443}}},
                 {"kind": "Pod", "metadata": {"name": "p"}, "spec": {"containers": [{"lifecycle": {"preStop": {"exec": {"command": ["CANARY"]},
                   "httpGet": {"port": 81, "path": "/CANARY", "httpHeaders": [{"name": "a", "value": "CANARY"}]}}}}]}}]}
                """));
    String text = stripped.json().toString();
    assertThat(text).doesNotContain("CANARY");
    for (String kept :
        new String[] {
          "'flannel.alpha.coreos.com/public-ip':'192.168.0.9'",
          "'subsets':[{'addresses':[{'ip':'10.1.0.5'}],'ports':[{'port':80}]}]",
          "'backend':{'service':{'name':'s','port':{'number':80}}}",
          "'clientConfig':{'service':{'namespace':'shop','name':'s'}}",
          "'service':{'namespace':'shop','name':'s','port':443}",
          "'preStop':{'httpGet':{'port':81}}"
        }) {
      assertThat(text).contains(kept.replace('\'', '"'));
    }
    assertThat(stripped.dropped()).isEmpty();
  }
}
