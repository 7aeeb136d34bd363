package dev.netgen.analyzer.fuzz;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.Analysis;
import dev.netgen.analyzer.Analyzer;
import dev.netgen.analyzer.AnalyzerOptions;
import dev.netgen.analyzer.input.PipelineOptions;
import dev.netgen.model.format.EvidenceJson;
import dev.netgen.model.format.GraphYaml;
import dev.netgen.model.format.RecordingYaml;
import dev.netgen.model.format.inventory.InventoryReader;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.recording.RecordingManifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The files that cross module borders, of any bytes: read, or refused with a problem of the input;
 * what was read reads back from what is written of it.
 */
public enum DocumentsFuzz implements FuzzTarget {
  /** {@code recording.yaml}. */
  RECORDING {
    @Override
    void read(Path file) throws IOException {
      RecordingManifest manifest = RecordingYaml.read(file);
      Files.writeString(file, RecordingYaml.text(manifest, List.of("note")));
      check(RecordingYaml.read(file).equals(manifest), manifest.toString());
    }

    @Override
    public ImmutableList<byte[]> seeds() {
      return SampleBytes.files("", RecordingYaml.FILE_NAME, 1 << 13);
    }
  },

  /** Inventories of Docker and Kubernetes. */
  INVENTORY {
    @Override
    void read(Path file) {
      check(InventoryReader.read(file).equals(InventoryReader.read(file)), "differs");
    }

    @Override
    public ImmutableList<byte[]> seeds() {
      ImmutableList.Builder<byte[]> all = ImmutableList.builder();
      all.addAll(SampleBytes.files("", "containers.json", 1 << 14));
      all.addAll(SampleBytes.files("", "networks.json", 1 << 14));
      all.add(text(KUBERNETES)).add(text(CONTAINERS)).add(text(NETWORKS));
      all.add(text(MANIFESTS)).add(text(EVENTS)).add(text(HOSTS));
      return all.build();
    }
  },

  /** {@code graph.yaml}. */
  GRAPH {
    @Override
    void read(Path file) throws IOException {
      var graph = GraphYaml.read(file);
      Files.writeString(file, GraphYaml.write(graph));
      check(GraphYaml.read(file).equals(graph), graph.toString());
    }

    @Override
    public ImmutableList<byte[]> seeds() {
      return ImmutableList.of(text(GRAPH_TEXT));
    }
  },

  /** {@code graph.evidence.json}. */
  EVIDENCE {
    @Override
    void read(Path file) throws IOException {
      var evidence = EvidenceJson.read(file);
      Files.writeString(file, EvidenceJson.write(evidence));
      check(EvidenceJson.read(file).equals(evidence), evidence.toString());
    }

    @Override
    public ImmutableList<byte[]> seeds() {
      return evidences();
    }
  };

  private static final Effort EFFORT = new Effort(64 << 20, 1 << 16);

  private static final String KUBERNETES =
      """
      {"kind":"List","apiVersion":"v1","items":[
      {"kind":"Pod","apiVersion":"v1","metadata":{"name":"cart-6-x","namespace":"shop",
      "labels":{"app":"cart"},"creationTimestamp":"2026-01-01T00:00:00Z",
      "ownerReferences":[{"kind":"ReplicaSet","name":"cart-6","controller":true}]},
      "spec":{"nodeName":"n1","hostNetwork":false,"containers":[{"name":"c","ports":[
      {"name":"http","containerPort":8080,"protocol":"TCP"}]}]},
      "status":{"phase":"Running","podIP":"10.1.0.5","podIPs":[{"ip":"10.1.0.5"}]}},
      {"kind":"ReplicaSet","apiVersion":"apps/v1","metadata":{"name":"cart-6","namespace":"shop",
      "ownerReferences":[{"kind":"Deployment","name":"cart","controller":true}]}},
      {"kind":"Service","apiVersion":"v1","metadata":{"name":"cart","namespace":"shop"},
      "spec":{"clusterIP":"10.96.0.9","selector":{"app":"cart"},"ports":[
      {"port":80,"targetPort":"http","protocol":"TCP","nodePort":30080}]}},
      {"kind":"Node","apiVersion":"v1","metadata":{"name":"n1"},"spec":{"podCIDR":"10.1.0.0/24"},
      "status":{"addresses":[{"type":"InternalIP","address":"192.168.0.1"}]}}]}
      """;

  private static final String MANIFESTS =
      """
      # what kustomize prints
      apiVersion: v1
      kind: Service
      metadata: {name: cart, namespace: shop, labels: &labels {app: cart}}
      spec:
        type: LoadBalancer
        clusterIPs: [10.96.0.9, "fd00::9"]
        selector: {<<: *labels}
        ports: [{port: 80, targetPort: http, nodePort: 30080}]
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: {name: cart-x, namespace: shop, labels: {kubernetes.io/service-name: cart}}
      addressType: IPv4
      endpoints: [{addresses: [10.1.0.5]}]
      ports: [{name: "", port: 8080, protocol: TCP}]
      ---
      kind: List
      items:
        - {kind: Ingress, metadata: {name: i, namespace: shop}, spec: {defaultBackend: {service: {name: cart, port: {number: 80}}}}}
        - {kind: APIService, metadata: {name: a}, spec: {service: {namespace: shop, name: cart, port: 80}}}
        - {kind: CronJob, metadata: {name: c}, spec: {jobTemplate: {spec: {template: {spec: {hostNetwork: true}}}}}}
      """;

  private static final String EVENTS =
      """
      {"type":"ADDED","object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a","namespace":"shop","uid":"1"},
      "spec":{"nodeName":"n1","containers":[{"ports":[{"containerPort":80,"hostPort":8080}],
      "livenessProbe":{"httpGet":{"port":80}}}]},
      "status":{"podIP":"10.1.0.5","startTime":"2026-01-01T00:00:00Z"}}}
      {"type":"DELETED","object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a","namespace":"shop","uid":"1",
      "deletionTimestamp":"2026-01-01T00:00:30Z"},"status":{"podIP":"10.1.0.5","phase":"Failed","containerStatuses":
      [{"state":{"terminated":{"startedAt":"2026-01-01T00:00:01Z","finishedAt":"2026-01-01T00:00:09Z"}}}]}}}
      {"type":"BOOKMARK","object":{"kind":"Pod","metadata":{"resourceVersion":"9"}}}
      """;

  private static final String HOSTS =
      """
      # machines
      127.0.0.1 localhost
      10.9.0.1 db.example.com db # the old one
      fd00::9 mail
      """;

  private static final String CONTAINERS =
      """
      [{"Id":"0123456789ab","Name":"/shop-web-1","Created":"2026-01-01T00:00:00Z",
      "State":{"Running":true,"StartedAt":"2026-01-01T00:00:00Z","FinishedAt":""},
      "Config":{"Labels":{"com.docker.compose.project":"shop","com.docker.compose.service":"web"}},
      "HostConfig":{"NetworkMode":"shop_front"},
      "NetworkSettings":{"Ports":{"80/tcp":[{"HostIp":"0.0.0.0","HostPort":"8080"}]},
      "Networks":{"shop_front":{"IPAddress":"172.18.0.2","GlobalIPv6Address":"fd00::2",
      "NetworkID":"ab","Aliases":["web"]}}}}]
      """;

  private static final String NETWORKS =
      """
      [{"Name":"shop_front","Id":"ab","Driver":"bridge","Internal":false,
      "IPAM":{"Config":[{"Subnet":"172.18.0.0/16","Gateway":"172.18.0.1"}]},
      "Containers":{"0123456789ab":{"Name":"shop-web-1","IPv4Address":"172.18.0.2/16"}},
      "Options":{},"Labels":{"com.docker.compose.network":"front"}}]
      """;

  private static final String GRAPH_TEXT =
      """
      apiVersion: netgen/v1
      kind: CommunicationGraph
      peers:
        - {id: "docker:shop/backend", network: [back, front]}
        - {id: "k8s:shop/Deployment/cart", labels: {app: cart}}
        - {id: "outside:payments.example.com"}
      links:
        - {from: "docker:shop/backend", to: "k8s:shop/Deployment/cart", port: 6379/tcp, speaks: redis, encryption: plaintext, note: [credentials in clear]}
        - {from: "docker:shop/backend", to: "outside:payments.example.com", port: 443/tcp, speaks: https, encryption: encrypted}
      """;

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void run(byte[] input) {
    EFFORT.within(input.length, () -> attempt(input));
  }

  private void attempt(byte[] input) {
    Path file = Scratch.FILE;
    try {
      Files.write(file, input);
      read(file);
    } catch (ProblemException e) {
      check(e.kind() == ProblemException.Kind.INPUT, e.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the file, and what is written of it. */
  abstract void read(Path file) throws IOException;

  /** The evidence of a few samples. */
  private static ImmutableList<byte[]> evidences() {
    ImmutableList.Builder<byte[]> all = ImmutableList.builder();
    for (byte[] capture : SampleBytes.captures(1 << 11).subList(0, 5)) {
      PipelineOptions reading =
          PipelineOptions.defaults().withStandardInput(new ByteArrayInputStream(capture));
      AnalyzerOptions options = AnalyzerOptions.defaults().withPipeline(reading);
      Path input = Path.of("-");
      Analysis analysis = Analyzer.analyze(List.of(input), List.of(), options);
      all.add(text(EvidenceJson.write(analysis.evidence())));
    }
    return all.build();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  /** One file, made when first needed. */
  private static final class Scratch {
    static final Path FILE = make();

    private static Path make() {
      try {
        Path file = Files.createTempFile("netgen-fuzz", ".txt");
        file.toFile().deleteOnExit();
        return file;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
