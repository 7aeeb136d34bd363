package dev.netgen.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.capture.recording.Snapshots;
import dev.netgen.capture.strip.DockerStripping;
import dev.netgen.capture.strip.KubernetesStripping;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Inventories a user gives beside the interfaces: read at the start, again whenever the file
 * changes, and at the end; stripped by what they turn out to be.
 */
final class InventoryFiles {
  private static final long MAX_BYTES = 512L << 20;
  private static final String ADVICE =
      "give the output of kubectl get ... -o json, docker inspect or docker network inspect";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final ImmutableList<Watched> files;

  /** One file, with what is known of its last reading. */
  private static final class Watched {
    final Path path;
    Object lastVersion = "";
    Optional<Loaded> loaded = Optional.empty();

    Watched(Path path) {
      this.path = path;
    }
  }

  private record Loaded(
      String kind, String json, ImmutableSortedMap<String, Long> dropped, Instant read) {}

  private InventoryFiles(List<Watched> files) {
    this.files = ImmutableList.copyOf(files);
  }

  /** Reads every file once; a ProblemException of kind INPUT names the one that cannot be used. */
  static InventoryFiles open(List<Path> paths) {
    List<Watched> files = new ArrayList<>();
    for (Path path : paths) {
      Watched file = new Watched(path);
      reload(file);
      files.add(file);
    }
    return new InventoryFiles(files);
  }

  /** Writes what was read, and says what was left out of it. */
  void write(CaptureSession session) throws IOException {
    for (Watched file : files) {
      if (file.loaded.isPresent()) {
        writeOne(session, file, file.loaded.get());
      }
    }
  }

  /** Reads and writes again what has changed; a file that cannot be read now is only noted. */
  void poll(CaptureSession session) throws IOException {
    for (Watched file : files) {
      try {
        if (!version(file.path).equals(file.lastVersion) && reload(file)) {
          writeOne(session, file, file.loaded.orElseThrow());
        }
      } catch (ProblemException e) {
        session.note("not read again: " + e.getMessage());
      }
    }
  }

  private static void writeOne(CaptureSession session, Watched file, Loaded loaded)
      throws IOException {
    Snapshots snapshots = session.snapshots();
    snapshots.write(loaded.read(), loaded.kind(), loaded.json());
    loaded
        .dropped()
        .forEach(
            (reason, count) ->
                session.note(file.path.getFileName() + ": left out " + count + " of " + reason));
  }

  /** Whether the content is another than before. */
  private static boolean reload(Watched file) {
    file.lastVersion = version(file.path);
    Instant read = Instant.now();
    Loaded next = strip(parse(file.path), file.path, read);
    boolean changed = !file.loaded.map(Loaded::json).equals(Optional.of(next.json()));
    file.loaded = Optional.of(next);
    return changed;
  }

  private static Object version(Path path) {
    try {
      return List.of(Files.getLastModifiedTime(path), Files.size(path));
    } catch (IOException e) {
      throw ProblemException.input(
          "the inventory cannot be read", path.toString(), "check the path and its permissions", e);
    }
  }

  private static JsonNode parse(Path path) {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw ProblemException.input(
            "inventory of more than " + (MAX_BYTES >> 20) + " MiB", path.toString(), ADVICE);
      }
      return JSON.readTree(Files.readAllBytes(path));
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
      throw ProblemException.input("the inventory is not JSON", path + line, ADVICE);
    } catch (IOException e) {
      throw ProblemException.input(
          "the inventory cannot be read", path.toString(), "check the path and its permissions", e);
    }
  }

  private static Loaded strip(JsonNode root, Path path, Instant read) {
    if (root.isArray() && root.path(0).has("NetworkSettings")) {
      return docker("docker-containers", DockerStripping.containers(root), read);
    }
    if (root.isArray() && root.path(0).has("IPAM")) {
      return docker("docker-networks", DockerStripping.networks(root), read);
    }
    if (root.isObject() && root.path("kind").isTextual() && root.has("apiVersion")) {
      KubernetesStripping.Stripped stripped = KubernetesStripping.strip(root);
      if (stripped.json().path("items").isEmpty()) {
        throw ProblemException.input("the inventory holds nothing of use", path.toString(), ADVICE);
      }
      return new Loaded("kubernetes", text(stripped.json()), stripped.dropped(), read);
    }
    throw ProblemException.input("not an inventory that is known", path.toString(), ADVICE);
  }

  private static Loaded docker(String kind, JsonNode json, Instant read) {
    return new Loaded(kind, text(json), ImmutableSortedMap.of(), read);
  }

  /** As the platforms print it: indented, so that a recording can be read and compared. */
  static String text(JsonNode json) {
    return json.toPrettyString() + "\n";
  }
}
