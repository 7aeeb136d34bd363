package dev.netgen.model.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads JSON and YAML files with bounds on size, depth, string length and aliases; duplicate keys
 * are refused. Every failure is a {@link ProblemException} that names the file and, where known,
 * the line.
 */
public final class Documents {
  private static final long MAX_FILE_BYTES = 512L << 20;
  private static final int MAX_YAML_BYTES = 64 << 20;
  private static final int MAX_DEPTH = 64;
  private static final int MAX_STRING = 1 << 20;
  private static final int MAX_ALIASES = 20;

  private static final YAMLMapper YAML = yamlMapper();

  private Documents() {}

  /** The JSON value in a file; anything after it is refused. */
  public static JsonNode json(Path file) {
    byte[] bytes = bytes(file, MAX_FILE_BYTES);
    ObjectMapper mapper = new ObjectMapper(jsonFactory());
    mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    try {
      return mapper.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw notA("JSON", file.toString(), e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * The JSON object in a file, but for long lists in it, whose elements are handed on one by one
   * and not kept. Anything but an object is read as by {@link #json(Path)}.
   *
   * @param apart whether a field's list, given what stands before it, is handed on
   * @param again called where the elements so far are forgotten, and handed on from the first
   */
  static JsonNode json(
      Path file,
      BiPredicate<String, ObjectNode> apart,
      Consumer<JsonNode> element,
      Runnable again) {
    byte[] bytes = bytes(file, MAX_FILE_BYTES);
    ObjectNode plain = PlainJson.read(bytes, apart, element);
    if (plain != null) {
      return plain;
    }
    again.run();
    return anyJson(file, bytes, apart, element);
  }

  /** The same by a parser of all of JSON. */
  private static JsonNode anyJson(
      Path file, byte[] bytes, BiPredicate<String, ObjectNode> apart, Consumer<JsonNode> element) {
    ObjectMapper mapper = new ObjectMapper(jsonFactory());
    try (JsonParser parser = mapper.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return json(file);
      }
      ObjectNode object = mapper.createObjectNode();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() == JsonToken.START_ARRAY && apart.test(name, object)) {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            element.accept(mapper.<JsonNode>readTree(parser));
          }
        } else {
          object.set(name, mapper.<JsonNode>readTree(parser));
        }
      }
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "something stands behind the object");
      }
      return object;
    } catch (JsonProcessingException e) {
      throw notA("JSON", file.toString(), e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Makes parsers of JSON with these bounds; duplicate keys are refused. */
  public static JsonFactory jsonFactory() {
    return JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .streamReadConstraints(constraints())
        .build();
  }

  /** The single YAML document in a file. */
  public static JsonNode yaml(Path file) {
    byte[] bytes = bytes(file, MAX_YAML_BYTES);
    Optional<JsonNode> plain = PlainYaml.read(bytes);
    return plain.isPresent() ? plain.get() : anyYaml(file.toString(), text(file, bytes));
  }

  /** The single YAML document in a text; {@code name} is for messages. */
  public static JsonNode yaml(String name, String text) {
    Optional<JsonNode> plain = plainYaml(text);
    return plain.isPresent() ? plain.get() : anyYaml(name, text);
  }

  /** The same where it is the plainest part of YAML; empty where a whole parser must look. */
  public static Optional<JsonNode> plainYaml(String text) {
    return text.length() <= MAX_YAML_BYTES ? PlainYaml.read(text) : Optional.empty();
  }

  /** The same by a parser of all of YAML. */
  static JsonNode anyYaml(String name, String text) {
    try {
      return AnchoredYaml.mayBe(text)
          ? AnchoredYaml.read(YAML, yamlOptions(), text)
          : YAML.readTree(text);
    } catch (JsonProcessingException e) {
      throw notA("YAML", name, e);
    } catch (YAMLException e) {
      throw ProblemException.input(
          "not valid YAML", name + place(e), "check how the file was made", e);
    }
  }

  private static String place(YAMLException e) {
    Mark at = e instanceof MarkedYAMLException marked ? marked.getProblemMark() : null;
    return at == null ? "" : " line " + (at.getLine() + 1) + " column " + (at.getColumn() + 1);
  }

  private static LoaderOptions yamlOptions() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_YAML_BYTES);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setMaxAliasesForCollections(MAX_ALIASES);
    options.setAllowDuplicateKeys(false);
    return options;
  }

  private static YAMLMapper yamlMapper() {
    YAMLMapper mapper =
        new YAMLMapper(
            YAMLFactory.builder()
                .loaderOptions(yamlOptions())
                .streamReadConstraints(constraints())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL) // the builder begins without it
                .build());
    mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    return mapper;
  }

  /** The text of a UTF-8 file of bounded size. */
  public static String text(Path file, long maxBytes) {
    return text(file, bytes(file, maxBytes));
  }

  private static String text(Path file, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw ProblemException.input("not UTF-8 text", file.toString(), "give a text file", e);
    }
  }

  private static byte[] bytes(Path file, long maxBytes) {
    try {
      if (Files.isDirectory(file)) {
        throw ProblemException.input("a directory, not a file", file.toString(), "name the file");
      }
      long size = Files.size(file);
      if (size > maxBytes) {
        throw ProblemException.input(
            "file of " + size + " bytes is larger than " + maxBytes,
            file.toString(),
            "split it or leave out what netgen does not read");
      }
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length == 0) {
        throw ProblemException.input("empty file", file.toString(), "check how it was made");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw ProblemException.input("no such file", file.toString(), "check the path", e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static ProblemException unreadable(Path file, IOException e) {
    return ProblemException.input(
        "cannot be read (" + e.getClass().getSimpleName() + ")",
        file.toString(),
        "check its permissions",
        e);
  }

  /** What a parser says of a text that is no such format, with the line. */
  public static ProblemException notA(String format, String name, JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    String line = at == null ? "" : " line " + at.getLineNr() + " column " + at.getColumnNr();
    return ProblemException.input(
        "not valid " + format, name + line, "check how the file was made", e);
  }

  private static StreamReadConstraints constraints() {
    return StreamReadConstraints.builder()
        .maxNestingDepth(MAX_DEPTH)
        .maxStringLength(MAX_STRING)
        .build();
  }
}
