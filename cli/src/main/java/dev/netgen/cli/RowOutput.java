package dev.netgen.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where rows go, several at once, as the bytes of their UTF-8 form. */
interface RowOutput {
  /** Takes the first so many bytes, whole characters, and writes them at once. */
  void write(byte[] bytes, int length);

  /** Through a writer of characters. */
  static RowOutput to(PrintWriter out) {
    return (bytes, length) -> {
      out.write(new String(bytes, 0, length, StandardCharsets.UTF_8));
      out.flush();
    };
  }
}
