package dev.netgen.model.format;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.google.common.base.CharMatcher;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.recording.RecordingManifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The file {@code recording.yaml}: {@code apiVersion: netgen/v1}, {@code kind: Recording}, then the
 * fields of {@link RecordingManifest}. Reading is strict: an unknown, missing or repeated field, a
 * value out of range, or a capture file outside the recording's directory is a problem of kind
 * INPUT that names file and line.
 */
public final class RecordingYaml {
  /** The file's name within a recording. */
  public static final String FILE_NAME = "recording.yaml";

  static final int MAX_BYTES = 16 << 20;
  private static final String ADVICE = "give a recording made by 'netgen capture'";

  private RecordingYaml() {}

  /** The file's text. Each note becomes a comment line at the end, for people only. */
  public static String text(RecordingManifest manifest, List<String> notes) {
    StringBuilder text = new StringBuilder();
    try {
      text.append(RecordingDocument.mapper().writeValueAsString(RecordingDocument.of(manifest)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest always has a text form", e);
    }
    for (String note : notes) {
      text.append("# note: ").append(oneLine(note)).append('\n');
    }
    return text.toString();
  }

  /** Reads the file. */
  public static RecordingManifest read(Path file) {
    return parse(load(file), file.toString());
  }

  /** Parses the file's text; {@code where} names it in problems. */
  static RecordingManifest parse(String text, String where) {
    ObjectReader reader = RecordingDocument.mapper().readerFor(RecordingDocument.class);
    try {
      RecordingDocument document = reader.readValue(text);
      if (document == null) {
        throw ProblemException.input("empty recording manifest", where, ADVICE);
      }
      return document.toManifest();
    } catch (JsonProcessingException e) {
      throw ProblemException.input(
          "invalid recording manifest: " + oneLine(reason(e)),
          where + line(e.getLocation()),
          ADVICE,
          e);
    }
  }

  private static String load(Path file) {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw ProblemException.input(
            "recording manifest of more than " + (MAX_BYTES >> 20) + " MiB",
            file.toString(),
            ADVICE);
      }
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw ProblemException.input(
          "recording manifest is not UTF-8 text", file.toString(), ADVICE, e);
    } catch (IOException e) {
      throw ProblemException.input("recording manifest cannot be read", file.toString(), ADVICE, e);
    }
  }

  private static String reason(JsonProcessingException e) {
    return e.getCause() instanceof IllegalArgumentException known
        ? String.valueOf(known.getMessage())
        : e.getOriginalMessage();
  }

  private static String line(JsonLocation location) {
    return location == null || location.getLineNr() < 1 ? "" : ":" + location.getLineNr();
  }

  private static String oneLine(String text) {
    String flat = CharMatcher.javaIsoControl().replaceFrom(text, ' ');
    return flat.length() > 300 ? flat.substring(0, 300) + "…" : flat;
  }
}
