package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.google.common.base.Throwables;
import dev.netgen.model.problem.ProblemException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Opens a text of an inventory as a stream of tokens, with bounds on depth and lengths; duplicate
 * fields are refused. Every failure is a ProblemException that names the file and, where known, the
 * line.
 */
final class InventoryText {
  private static final int DEEPEST = 250;
  private static final int LONGEST_TEXT = 32 << 20;
  private static final int LONGEST_NAME = 1 << 20;
  private static final int BUFFER = 1 << 16;
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES) // most names are skipped: no table
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(constraints())
          .build();

  private final Path file;

  InventoryText(Path file) {
    this.file = file;
  }

  /** What reads the tokens. */
  interface Tokens {
    /** Reads all of them. */
    void read(JsonParser parser) throws IOException;
  }

  /** Opens the file, has it read to its end and closes it. */
  void read(Tokens tokens) {
    if (Files.isDirectory(file)) {
      throw ProblemException.input("a directory, not a file", file.toString(), "name the file");
    }
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      byte[] head = head(bytes);
      try (JsonParser parser = parser(Syntax.of(head, file.toString()), bytes)) {
        tokens.read(parser);
      }
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (CharacterCodingException e) {
      throw notText(e);
    } catch (NoSuchFileException e) {
      throw ProblemException.input("no such file", file.toString(), "check the path", e);
    } catch (IOException e) {
      throw ProblemException.input(
          "cannot be read (" + e.getClass().getSimpleName() + ")",
          file.toString(),
          "check its permissions",
          e);
    }
  }

  /** The first bytes, without a byte order mark, which is skipped. */
  private static byte[] head(InputStream bytes) throws IOException {
    bytes.mark(Syntax.HEAD + MARK.length);
    byte[] first = bytes.readNBytes(MARK.length);
    if (!java.util.Arrays.equals(first, MARK)) {
      bytes.reset();
    }
    bytes.mark(Syntax.HEAD);
    byte[] head = bytes.readNBytes(Syntax.HEAD);
    bytes.reset();
    return head;
  }

  private JsonParser parser(Syntax syntax, InputStream bytes) throws IOException {
    return switch (syntax) {
      case JSON -> JSON.createParser(text(bytes));
      case YAML -> yaml().createParser(text(bytes));
      case HOSTS -> JSON.createParser(HostLines.json(text(bytes)));
    };
  }

  private static Reader text(InputStream bytes) {
    return new InputStreamReader(
        bytes,
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  private static YAMLFactory yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    options.setNestingDepthLimit(DEEPEST);
    return YAMLFactory.builder()
        .loaderOptions(options)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL) // the builder begins without it
        .streamReadConstraints(constraints())
        .build();
  }

  private static StreamReadConstraints constraints() {
    return StreamReadConstraints.builder()
        .maxNestingDepth(DEEPEST)
        .maxStringLength(LONGEST_TEXT)
        .maxNameLength(LONGEST_NAME)
        .build();
  }

  private ProblemException notText(IOException e) {
    return ProblemException.input("not UTF-8 text", file.toString(), "save it as UTF-8", e);
  }

  private ProblemException malformed(JsonProcessingException e) {
    if (Throwables.getRootCause(e) instanceof CharacterCodingException) {
      return notText(e);
    }
    JsonLocation at = e.getLocation();
    String line = at == null ? "" : " line " + at.getLineNr() + " column " + at.getColumnNr();
    return ProblemException.input(
        "not valid JSON or YAML", file + line, "check how the file was made", e);
  }
}
