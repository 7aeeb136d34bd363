package dev.netgen.model.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;
import dev.netgen.model.engine.EngineFacts;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.recording.EngineProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a Docker engine is known to do, from a recording (its folder or its {@code recording.yaml}),
 * or from a file that has the section {@code engine:} of one alone. In the latter every field may
 * be left out, which is unknown then.
 */
public final class EngineYaml {
  private static final String ADVICE =
      "give a recording of that engine, or a file with the section engine: of its recording.yaml";
  private static final ImmutableSet<String> FIELDS =
      ImmutableSet.of(
          "version",
          "userlandProxy",
          "ip6tables",
          "bridgeNfCallIptables",
          "firewallBackend",
          "forwardOpenBefore");

  private EngineYaml() {}

  /**
   * Reads a file or folder that somebody named for this.
   *
   * @throws ProblemException of kind INPUT when it says nothing of an engine, or nothing valid
   */
  public static EngineFacts read(Path given) {
    Path file = Files.isDirectory(given) ? given.resolve(RecordingYaml.FILE_NAME) : given;
    if (Files.isDirectory(given)) {
      return ofRecording(file).orElseThrow(() -> nothing(file));
    }
    JsonNode root = Documents.yaml(file);
    if (root.path("kind").asText("").equals("Recording")) {
      return ofRecording(file).orElseThrow(() -> nothing(file));
    }
    if (root.size() != 1 || !root.path("engine").isObject()) {
      throw nothing(file);
    }
    return facts(section(root.path("engine"), file), file);
  }

  /** What the recordings among these inputs tell; where they differ, or some tell nothing, less. */
  public static EngineFacts ofInputs(List<Path> inputs) {
    return inputs.stream()
        .map(input -> input.resolve(RecordingYaml.FILE_NAME))
        .filter(Files::isRegularFile)
        .map(file -> ofRecording(file).orElse(EngineFacts.UNKNOWN))
        .reduce(EngineFacts::agreedWith)
        .orElse(EngineFacts.UNKNOWN);
  }

  private static Optional<EngineFacts> ofRecording(Path file) {
    return RecordingYaml.read(file).engine().map(profile -> facts(profile, file));
  }

  private static EngineProfile section(JsonNode engine, Path file) {
    engine
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name)) {
                throw invalid("engine: has a field that is not known, " + quoted(name), file);
              }
            });
    return new EngineProfile(
        word(engine, "version", file),
        word(engine, "userlandProxy", file),
        word(engine, "ip6tables", file),
        word(engine, "bridgeNfCallIptables", file),
        word(engine, "firewallBackend", file),
        word(engine, "forwardOpenBefore", file));
  }

  private static String word(JsonNode engine, String field, Path file) {
    JsonNode value = engine.path(field);
    if (value.isContainerNode() || value.isNull() || value.asText().length() > 100) {
      throw invalid("engine: " + field + " is not one word", file);
    }
    String text = value.asText("");
    return text.isEmpty() ? EngineProfile.UNKNOWN : text;
  }

  private static EngineFacts facts(EngineProfile profile, Path file) {
    try {
      return EngineFacts.of(profile);
    } catch (IllegalArgumentException e) {
      throw invalid("engine: " + quoted(String.valueOf(e.getMessage())), file);
    }
  }

  private static ProblemException nothing(Path file) {
    return ProblemException.input("says nothing of a Docker engine", file.toString(), ADVICE);
  }

  private static ProblemException invalid(String what, Path file) {
    return ProblemException.input(what, file.toString(), ADVICE);
  }

  private static String quoted(String text) {
    String flat = text.replaceAll("\\p{Cntrl}", " ");
    return flat.length() > 100 ? flat.substring(0, 100).strip() + "…" : flat;
  }
}
