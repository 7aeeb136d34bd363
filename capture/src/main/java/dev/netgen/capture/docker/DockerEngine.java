package dev.netgen.capture.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The engine DOCKER_HOST names, asked over the Docker Engine API without a version in the path (so
 * that the engine answers in its own) and read as the JSON it sends.
 */
public final class DockerEngine {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration FOREVER = Duration.ZERO;
  private static final int MAX_ANSWER = 64 << 20;

  private final JsonMapper json = JsonMapper.builder().build();
  private final DockerClientConfig config;
  private final DockerHttpClient client;

  private DockerEngine(DockerClientConfig config) {
    this.config = config;
    this.client = client(config, ANSWER);
  }

  /** Finds the engine and asks for its version; a ProblemException says what is in the way. */
  public static DockerEngine connect() {
    return connect(DefaultDockerClientConfig.createDefaultConfigBuilder().build());
  }

  /** The engine at this address, such as {@code unix:///run/docker.sock}, in place of that. */
  public static DockerEngine connect(String address) {
    try {
      return connect(
          DefaultDockerClientConfig.createDefaultConfigBuilder().withDockerHost(address).build());
    } catch (IllegalArgumentException | DockerClientException e) {
      throw ProblemException.usage(
          "not an engine's address", address, "give one such as unix:///run/docker.sock");
    }
  }

  private static DockerEngine connect(DockerClientConfig config) {
    URI host = config.getDockerHost();
    requireReachable(host);
    try {
      DockerEngine engine = new DockerEngine(config);
      engine.get("/version");
      return engine;
    } catch (IOException | RuntimeException e) {
      throw ProblemException.environment(
          "no Docker engine answers",
          host.toString(),
          "start it, or name another with DOCKER_HOST",
          e);
    }
  }

  private static void requireReachable(URI host) {
    if (!"unix".equals(host.getScheme())) {
      return;
    }
    Path socket = Path.of(host.getPath());
    if (!Files.exists(socket)) {
      throw ProblemException.environment(
          "no Docker engine: its socket does not exist",
          host.toString(),
          "start the engine, or name another with DOCKER_HOST");
    }
    if (!Files.isWritable(socket)) {
      throw ProblemException.environment(
          "no permission to talk to the Docker engine",
          host.toString(),
          "run as root, or join the socket's group: sudo usermod -aG docker $USER, then log in"
              + " again");
    }
  }

  private static DockerHttpClient client(DockerClientConfig config, Duration answer) {
    return new ZerodepDockerHttpClient.Builder()
        .dockerHost(config.getDockerHost())
        .sslConfig(config.getSSLConfig())
        .connectionTimeout(CONNECT)
        .responseTimeout(answer)
        .build();
  }

  /** The engine's address, for messages. */
  public String address() {
    return config.getDockerHost().toString();
  }

  /** The answer to a GET. */
  public JsonNode get(String path) throws IOException {
    return find(path).orElseThrow(() -> new IOException(path + " is not known to the engine"));
  }

  /** The answer to a GET of something that may be gone: empty when it is. */
  public Optional<JsonNode> find(String path) throws IOException {
    Request request = Request.builder().method(Request.Method.GET).path(path).build();
    try (Response response = client.execute(request)) {
      byte[] body = response.getBody().readNBytes(MAX_ANSWER + 1);
      if (response.getStatusCode() == 404) {
        return Optional.empty();
      }
      if (response.getStatusCode() != 200 || body.length > MAX_ANSWER) {
        throw new IOException(
            path + ": the engine answers " + response.getStatusCode() + ", " + body.length);
      }
      return Optional.of(json.readTree(body));
    } catch (RuntimeException e) {
      throw new IOException("the engine does not answer " + path, e);
    }
  }

  /** A stream of events that match the filters; ends when the engine ends it. */
  EventStream events(JsonNode filters) throws IOException {
    DockerHttpClient own = client(config, FOREVER);
    Request request =
        Request.builder()
            .method(Request.Method.GET)
            .path("/events?filters=" + encode(filters))
            .build();
    try {
      Response response = own.execute(request);
      if (response.getStatusCode() != 200) {
        throw new IOException("the engine refuses to stream events: " + response.getStatusCode());
      }
      return new EventStream(own, json, response.getBody());
    } catch (RuntimeException e) {
      throw new IOException("the engine does not stream events", e);
    }
  }

  /** A value of the query, as the API wants it. */
  public static String encode(JsonNode filters) {
    return URLEncoder.encode(filters.toString(), StandardCharsets.UTF_8);
  }
}
