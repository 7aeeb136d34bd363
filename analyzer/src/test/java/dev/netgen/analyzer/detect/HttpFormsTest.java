package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.LinkNote;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Forms of HTTP/1 that are legal, or that servers take, beside the commonest. */
final class HttpFormsTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String SWITCHED = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: ";

  private static Verdict classify(String client, String server) {
    return new Classifier().classify(Flows.tcp(RecordedExchange.texts(client, server)));
  }

  private static Stream<Arguments> forms() {
    return Stream.of(
        Arguments.of("absolute form", "GET http://a/b HTTP/1.1\r\nHost: a\r\n\r\n", OK),
        Arguments.of("asterisk form", "OPTIONS * HTTP/1.1\r\nhost: a\r\n\r\n", OK),
        Arguments.of("WebDAV", "PROPFIND /x HTTP/1.1\r\nhost: a\r\n\r\n", OK),
        Arguments.of("own method", "X-PURGE_ALL /x HTTP/1.1\r\nhost: a\r\n\r\n", OK),
        Arguments.of("bare line feeds", "GET / HTTP/1.0\nhost: a\n\n", "HTTP/1.0 200 OK\n\nhi"),
        Arguments.of("no reason", GET, "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n"),
        Arguments.of("odd status", GET, "HTTP/1.1 999 Go away\r\nContent-Length: 0\r\n\r\n"),
        Arguments.of("empty lines first", "\r\n\r\n" + GET, OK),
        Arguments.of("blank in target", "GET /a b HTTP/1.1\r\nhost: a\r\n\r\n", OK),
        Arguments.of("continued", GET, "HTTP/1.1 100 Continue\r\n\r\n" + OK),
        Arguments.of("0.9", "GET /a\r\n", "<html>hello</html>"),
        Arguments.of("1.1 answered in 0.9", GET, "<html>hello</html>"),
        Arguments.of(
            "no request line",
            "\u00c3\u0001 / HTTP/1.\nHost: a\n\n",
            "HTTP/1.1 400 Bad\r\nServer: x\r\n\r\n"),
        Arguments.of(
            "answered first", "", "HTTP/1.0 408 Request Time-out\r\nConnection: close\r\n\r\n"),
        Arguments.of("never answered", GET, ""),
        Arguments.of("cut in its target", "GET /" + "search/".repeat(12), ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  void isHttp(String name, String client, String server) {
    Verdict verdict = classify(client, server);

    assertThat(verdict.protocol()).isEqualTo("http");
    assertThat(verdict.encryption()).isEqualTo(Encryption.PLAINTEXT);
    assertThat(verdict.server()).isEqualTo(Verdict.Side.B);
    assertThat(verdict.notes()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "ICY; GET / HTTP/1.0^^; ICY 200 OK^icy-name: x^^",
        "RTSP; OPTIONS * RTSP/1.0^CSeq: 1^^; RTSP/1.0 200 OK^CSeq: 1^^",
        "SIP; OPTIONS sip:a SIP/2.0^Via: x^^; SIP/2.0 200 OK^Via: x^^",
        "redis; GET /a^; $-1^",
        "gopher; /a^; 0file^",
        "mail; GET / HTTP/1.1^Host: a^^; 220 mail ESMTP^",
        "cut too early;GET /kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk;''",
        "cut, answered otherwise;GET /kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk;$3^abc^",
      })
  void isNotHttp(String name, String client, String server) {
    assertThat(classify(lines(client), lines(server)).protocol()).isNotEqualTo("http");
  }

  private static String lines(String text) {
    return text.replace("^", "\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Authorization: Basic eA==; true",
        "authorization:bearer x; true",
        "Authorization: Token x; true",
        "Authorization: Digest username=x; false",
        "Authorization: Negotiate eA==; false",
        "Proxy-Authorization: Basic eA==; true",
        "X-Api-Key: x; true",
        "X-Vault-Token: x; true",
        "Cookie: session=x; false",
        "X-Api-Keys: x; false",
      })
  void credentials(String field, boolean inClear) {
    String second = "GET /2 HTTP/1.1\r\nhost: a\r\n" + field + "\r\n\r\n";
    String chunked = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
    assertThat(classify(chunked + second, OK + OK).notes().contains(LinkNote.CREDENTIALS_IN_CLEAR))
        .isEqualTo(inClear);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "GET / HTTP/1.1^^; X-elastic-product: Elasticsearch; elasticsearch",
        "GET /_cat/indices?v HTTP/1.1^^; Content-Type: application/json; elasticsearch api",
        "POST /v1/traces HTTP/1.1^Content-Type: application/x-protobuf^^; X: y; otlp",
        "GET /metrics HTTP/1.1^^; Content-Type: text/plain; prometheus scrape",
        "GET /_ping HTTP/1.1^^; Server: Docker/24.0.5 (linux); docker",
        "GET /api/v1/pods HTTP/1.1^User-Agent: kubectl/v1^^; X-Kubernetes-Pf-Flowschema-Uid: a;"
            + " kubernetes",
        "GET /ping HTTP/1.1^^; X-Influxdb-Version: 1.6.7; influxdb",
        "GET /v1/kv/a HTTP/1.1^^; X-Consul-Index: 1; consul",
        "POST /?query=x HTTP/1.1^^; X-ClickHouse-Summary: {}; clickhouse",
        "GET /b/k HTTP/1.1^^; x-amz-request-id: 1; s3",
        "POST / HTTP/1.1^SOAPAction: \"x\"^^; X: y; soap",
        "GET /x HTTP/1.1^^; X: y; ",
      })
  void kinds(String request, String field, String kind) {
    String type = kind != null && kind.startsWith("prometheus") ? field + "; version=0.0.4" : field;
    Verdict verdict =
        classify(lines(request), "HTTP/1.1 200 OK\r\n" + type + "\r\nContent-Length: 0\r\n\r\n");

    assertThat(verdict.protocol()).isEqualTo("http");
    assertThat(verdict.facts().get("http.kind")).isEqualTo(kind);
  }

  @Test
  void aStoreWithoutAuthentication() {
    String elastic =
        "HTTP/1.1 200 OK\r\nX-elastic-product: Elasticsearch\r\nContent-Length: 0\r\n\r\n";

    assertThat(classify(GET, elastic).notes()).containsExactly(LinkNote.NO_AUTHENTICATION);
    assertThat(classify(GET, elastic.replace("200 OK", "401 No")).facts())
        .containsEntry("authentication", "not looked");
    assertThat(
            classify(GET.replace("\r\n\r\n", "\r\nAuthorization: Digest x\r\n\r\n"), elastic)
                .facts())
        .containsEntry("authentication", "seen");
  }

  @Test
  void webSocketTakenAndNot() {
    String asked = "GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";

    assertThat(classify(asked, SWITCHED + "WebSocket\r\n\r\n").protocol()).isEqualTo("websocket");
    assertThat(classify(asked, OK).protocol()).isEqualTo("http");
  }

  @Test
  void connectRefusedIsPlaintext() {
    Verdict verdict =
        classify("CONNECT a:443 HTTP/1.1\r\n\r\n", "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n");

    assertThat(verdict.encryption()).isEqualTo(Encryption.PLAINTEXT);
    assertThat(verdict.reason()).isEqualTo("HTTP/1 CONNECT refused");
  }

  @Test
  void behindAnAcceptedConnectTheInnerConversationDecides() {
    String connect = "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n";
    Verdict clear = classify(connect + GET, "HTTP/1.1 200 OK\r\n\r\n" + OK);
    Verdict unknown = classify(connect + "xyz", "HTTP/1.1 200 OK\r\n\r\nabc");

    assertThat(clear.encryption()).isEqualTo(Encryption.PLAINTEXT);
    assertThat(clear.facts()).containsEntry("inner.protocol", "http");
    assertThat(unknown.protocol()).isEqualTo("http");
    assertThat(unknown.encryption()).isEqualTo(Encryption.OPAQUE);
  }

  @ParameterizedTest
  @CsvSource({
    "true, 818301020304606060 8a80 01020304, 8103616263 8a00",
    "false, 818301020304606060, 8103616263",
    "false, 8103616263 8a00, 818301020304606060 8a80 01020304",
    "false, b18301020304606060 8a80 01020304, 8103616263 8a00",
    "false, 81fe000301020304606060 8a80 01020304, 8103616263 8a00",
  })
  void webSocketJoinedLater(boolean recognised, String client, String server) {
    Verdict verdict =
        new Classifier().classify(Flows.midStream(RecordedExchange.hexes(client, server)));
    Verdict fromB =
        new Classifier()
            .classify(Flows.swapped(Flows.midStream(RecordedExchange.hexes(client, server))));

    boolean swapped = client.startsWith("8103");
    assertThat(verdict.protocol()).isEqualTo(recognised || swapped ? "websocket" : "");
    assertThat(verdict.server())
        .isEqualTo(recognised ? Verdict.Side.B : swapped ? Verdict.Side.A : Verdict.Side.UNKNOWN);
    assertThat(fromB.protocol()).isEqualTo(verdict.protocol());
  }
}
