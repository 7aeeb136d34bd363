package dev.netgen.analyzer.detect.web;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Exchange;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the header fields of an HTTP/2 connection tell, read from its beginning.
 *
 * @param protocol {@code http2}, or {@code grpc} by its content type (gRPC over HTTP2)
 * @param kind the service behind gRPC, where its name is a known one, or empty
 * @param facts of the first request
 * @param credentials whether a token or password was sent
 * @param answered whether a request was answered with success
 */
record Http2Finding(
    String protocol,
    String kind,
    ImmutableMap<String, String> facts,
    boolean credentials,
    boolean answered) {
  static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  /** Beginnings of gRPC service names. */
  private static final ImmutableMap<String, String> KINDS =
      ImmutableMap.<String, String>builder()
          .put("etcdserverpb.", "etcd")
          .put("v3electionpb.", "etcd")
          .put("v3lockpb.", "etcd")
          .put("opentelemetry.proto.collector.", "otlp")
          .put("runtime.v1", "kubernetes cri")
          .put("containerd.services.", "containerd")
          .put("envoy.service.", "xds")
          .put("grpc.health.", "health check")
          .put("grpc.reflection.", "reflection")
          .put("jaeger.api_v", "jaeger")
          .put("google.pubsub.", "pubsub")
          .put("dapr.proto.", "dapr")
          .put("temporal.api.", "temporal")
          .put("qdrant.", "qdrant")
          .put("milvus.proto.", "milvus")
          .put("tikvpb.", "tikv")
          .put("pdpb.", "tikv")
          .build();

  /** Reads both sides; the client's preface may stand first. */
  static Http2Finding read(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    int from = client.startsWith(PREFACE) ? PREFACE.length() : 0;
    return of(
        Http2Headers.read(Http2Frames.read(client, from)),
        Http2Headers.read(Http2Frames.read(exchange.server().bytes(), 0)));
  }

  private static Http2Finding of(
      ImmutableList<List<HpackTable.Field>> requests,
      ImmutableList<List<HpackTable.Field>> answers) {
    Map<String, String> facts = new TreeMap<>();
    List<HpackTable.Field> first = requests.isEmpty() ? List.of() : requests.get(0);
    boolean grpc = isGrpc(first) || (!answers.isEmpty() && isGrpc(answers.get(0)));
    facts.put("http.host", value(first, ":authority"));
    String service = grpc ? service(value(first, ":path")) : "";
    facts.put("grpc.service", service);
    String kind = "";
    for (Map.Entry<String, String> known : KINDS.entrySet()) {
      kind = service.startsWith(known.getKey()) ? known.getValue() : kind;
    }
    facts.put("grpc.kind", kind);
    if (!answers.isEmpty()) {
      facts.put("http.server", value(answers.get(0), "server"));
    }
    facts.values().removeIf(String::isEmpty);
    return new Http2Finding(
        grpc ? "grpc" : "http2",
        kind,
        ImmutableMap.copyOf(facts),
        requests.stream().anyMatch(Http2Finding::secret),
        answers.stream().anyMatch(answer -> value(answer, ":status").equals("200")));
  }

  private static boolean isGrpc(List<HpackTable.Field> fields) {
    String type = value(fields, "content-type");
    return type.startsWith("application/grpc") && !type.startsWith("application/grpc-web");
  }

  /** Of {@code /package.Service/Method} the service. */
  private static String service(String path) {
    int end = path.lastIndexOf('/');
    return path.startsWith("/") && end > 1 ? path.substring(1, end) : "";
  }

  private static String value(List<HpackTable.Field> fields, String name) {
    for (HpackTable.Field field : fields) {
      if (field.name().equals(name)) {
        return field.value();
      }
    }
    return "";
  }

  /**
   * As over HTTP/1; etcd's clients send name and password in a call of their own, and afterwards
   * what they were given for it as {@code token}.
   */
  private static boolean secret(List<HpackTable.Field> fields) {
    if (value(fields, ":path").equals("/etcdserverpb.Auth/Authenticate")) {
      return true;
    }
    for (HpackTable.Field field : fields) {
      if (HttpCredentials.isSecret(field.name().toLowerCase(Locale.ROOT), field.value())) {
        return true;
      }
    }
    return false;
  }
}
