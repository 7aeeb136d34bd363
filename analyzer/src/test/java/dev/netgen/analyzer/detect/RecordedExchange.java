package dev.netgen.analyzer.detect;

import com.google.common.collect.ImmutableList;
import com.google.common.io.BaseEncoding;
import com.google.common.io.Resources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What two sides said, in order: recorded from real servers, or written out in a test. */
record RecordedExchange(ImmutableList<Part> parts) {
  /** What one side said at once. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Part(boolean fromClient, byte[] bytes) {
    static Part client(byte[] bytes) {
      return new Part(true, bytes);
    }

    static Part server(byte[] bytes) {
      return new Part(false, bytes);
    }
  }

  /** Reads a recorded exchange by its name. */
  static RecordedExchange named(String name) {
    try {
      String text =
          Resources.toString(
              Resources.getResource(RecordedExchange.class, "exchanges/" + name + ".exchange"),
              StandardCharsets.US_ASCII);
      List<Part> parts = new ArrayList<>();
      for (String line : text.lines().filter(l -> !l.startsWith("#")).toList()) {
        parts.add(new Part(line.charAt(0) == '>', hex(line.substring(2))));
      }
      return new RecordedExchange(ImmutableList.copyOf(parts));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Client and server texts by turns, ISO 8859-1. */
  static RecordedExchange texts(String... turns) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < turns.length; i++) {
      parts.add(new Part(i % 2 == 0, turns[i].getBytes(StandardCharsets.ISO_8859_1)));
    }
    return new RecordedExchange(ImmutableList.copyOf(parts));
  }

  /** Client and server bytes by turns, written in hexadecimal with spaces. */
  static RecordedExchange hexes(String... turns) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < turns.length; i++) {
      parts.add(new Part(i % 2 == 0, hex(turns[i])));
    }
    return new RecordedExchange(ImmutableList.copyOf(parts));
  }

  static byte[] hex(String text) {
    return BaseEncoding.base16().decode(text.replace(" ", "").toUpperCase(Locale.ROOT));
  }

  /** What is left when the first parts were said before the capture. */
  RecordedExchange without(int first) {
    return new RecordedExchange(parts.subList(first, parts.size()));
  }

  /** All bytes of one side. */
  byte[] said(boolean byClient) {
    return first(Integer.MAX_VALUE, byClient);
  }

  /** The bytes of one side among the first of both. */
  byte[] first(int most, boolean byClient) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int left = most;
    for (Part part : parts) {
      int count = Math.min(left, part.bytes().length);
      if (part.fromClient() == byClient) {
        out.write(part.bytes(), 0, count);
      }
      left -= count;
    }
    return out.toByteArray();
  }

  int length() {
    return parts.stream().mapToInt(part -> part.bytes().length).sum();
  }
}
