package dev.netgen.analyzer.detect.web;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.detect.api.Bytes;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/** What HTTP is used for, where a field, a content type or the body's first words name it. */
final class HttpKind {
  private static final int BODY = 1024;

  /** Kinds that keep data: whether somebody authenticated matters. */
  private static final ImmutableSet<String> STORES =
      ImmutableSet.of(
          "elasticsearch",
          "elasticsearch api",
          "opensearch",
          "influxdb",
          "clickhouse",
          "couchdb",
          "s3",
          "etcd",
          "solr",
          "docker",
          "consul",
          "vault",
          "prometheus");

  private static final Pattern OTLP = Pattern.compile("/(?:.*/)?v1/(?:traces|metrics|logs)");
  private static final Pattern KUBERNETES =
      Pattern.compile(
          "/(?:api/v1/(?:namespaces|nodes|pods|services|endpoints)|apis/[a-z0-9.]+/v\\d).*");
  private static final Pattern DOCKER =
      Pattern.compile(
          "/v1\\.\\d\\d/(?:containers|images|info|version|events|networks|volumes|exec).*");
  private static final Pattern SEARCH =
      Pattern.compile(
          "(?:/[^/?]+)?/_(?:bulk|search|msearch|mget|count|cluster|cat|nodes|mapping|stats)"
              + "(?:[/?].*)?");
  private static final Pattern SCRAPE =
      Pattern.compile(".*(?:version=0\\.0\\.4|openmetrics-text).*");

  private record Rule(String kind, BiPredicate<HttpHead, HttpHead> shown) {}

  /** Told by the request and its answer, in this order; the more telling first. */
  private static final ImmutableList<Rule> RULES =
      ImmutableList.of(
          new Rule("elasticsearch", (q, a) -> a.lower("x-elastic-product").equals("elasticsearch")),
          new Rule("clickhouse", (q, a) -> both(q, a, "x-clickhouse-")),
          new Rule("influxdb", (q, a) -> a.hasPrefix("x-influxdb-")),
          new Rule("couchdb", (q, a) -> a.lower("server").startsWith("couchdb")),
          new Rule("vault", (q, a) -> both(q, a, "x-vault-")),
          new Rule("consul", (q, a) -> both(q, a, "x-consul-")),
          new Rule("nomad", (q, a) -> both(q, a, "x-nomad-")),
          new Rule("etcd raft", (q, a) -> q.target().startsWith("/raft") && q.hasPrefix("x-etcd-")),
          new Rule("etcd", (q, a) -> a.hasPrefix("x-etcd-")),
          new Rule("docker registry", (q, a) -> a.has("docker-distribution-api-version")),
          new Rule("docker", HttpKind::docker),
          new Rule("kubernetes", HttpKind::kubernetes),
          new Rule("s3", (q, a) -> both(q, a, "x-amz-")),
          new Rule("prometheus remote write", (q, a) -> q.hasPrefix("x-prometheus-remote-")),
          new Rule("prometheus scrape", HttpKind::scrape),
          new Rule("otlp", HttpKind::otlp),
          new Rule("grpc-web", (q, a) -> type(q).startsWith("application/grpc-web")),
          new Rule("soap", HttpKind::soap),
          new Rule("ipp", (q, a) -> type(q).equals("application/ipp")),
          new Rule("ocsp", (q, a) -> type(q).equals("application/ocsp-request")),
          new Rule("dns", (q, a) -> type(q).equals("application/dns-message")),
          new Rule("jaeger", (q, a) -> type(q).equals("application/vnd.apache.thrift.binary")),
          new Rule("loki", (q, a) -> q.by("POST") && q.target().startsWith("/loki/api/v1/push")),
          new Rule("solr", (q, a) -> q.target().startsWith("/solr/")),
          new Rule("elasticsearch api", HttpKind::search),
          new Rule("webdav", HttpKind::webdav));

  private HttpKind() {}

  /** The kind of this exchange, or empty. */
  static String of(HttpMessages requests, HttpMessages answers, Bytes server) {
    int pairs = Math.min(requests.heads().size(), answers.heads().size());
    for (int i = 0; i < pairs; i++) {
      HttpHead request = requests.heads().get(i);
      HttpHead answer = answers.heads().get(i);
      for (Rule rule : RULES) {
        if (rule.shown().test(request, answer)) {
          return rule.kind();
        }
      }
      String told = body(answer, server);
      if (!told.isEmpty()) {
        return told;
      }
    }
    return "";
  }

  /** Whether data is kept there. */
  static boolean isStore(String kind) {
    return STORES.contains(kind);
  }

  private static boolean both(HttpHead request, HttpHead answer, String prefix) {
    return answer.hasPrefix(prefix) || request.hasPrefix(prefix);
  }

  private static String type(HttpHead head) {
    String type = head.lower("content-type");
    int more = type.indexOf(';');
    return more < 0 ? type : type.substring(0, more).strip();
  }

  private static boolean docker(HttpHead request, HttpHead answer) {
    return answer.lower("server").startsWith("docker/")
        || (answer.has("api-version") && answer.has("docker-experimental"))
        || (DOCKER.matcher(request.target()).matches()
            && request.lower("user-agent").startsWith("docker"));
  }

  private static boolean kubernetes(HttpHead request, HttpHead answer) {
    return answer.hasPrefix("x-kubernetes-")
        || type(answer).startsWith("application/vnd.kubernetes.")
        || (KUBERNETES.matcher(request.target()).matches()
            && (request.lower("user-agent").startsWith("kube")
                || request.lower("accept").contains("application/vnd.kubernetes.")));
  }

  private static boolean scrape(HttpHead request, HttpHead answer) {
    return request.has("x-prometheus-scrape-timeout-seconds")
        || SCRAPE.matcher(answer.lower("content-type")).matches();
  }

  private static boolean otlp(HttpHead request, HttpHead answer) {
    String type = type(request);
    return request.by("POST")
        && (type.equals("application/x-protobuf") || type.equals("application/json"))
        && OTLP.matcher(request.target()).matches();
  }

  private static boolean soap(HttpHead request, HttpHead answer) {
    return request.has("soapaction") || type(request).equals("application/soap+xml");
  }

  /** What Elasticsearch before 7.14 and OpenSearch have in common. */
  private static boolean search(HttpHead request, HttpHead answer) {
    return type(answer).equals("application/json") && SEARCH.matcher(request.target()).matches();
  }

  private static boolean webdav(HttpHead request, HttpHead answer) {
    return request.by("PROPFIND") || request.by("PROPPATCH") || request.by("MKCOL");
  }

  private static String body(HttpHead answer, Bytes server) {
    if (answer.end() < 0 || !type(answer).equals("application/json")) {
      return "";
    }
    int to = Math.min(server.length(), answer.end() + BODY);
    if (server.find("The OpenSearch Project", answer.end(), to) >= 0) {
      return "opensearch";
    }
    return server.find("You Know, for Search", answer.end(), to) >= 0 ? "elasticsearch" : "";
  }
}
