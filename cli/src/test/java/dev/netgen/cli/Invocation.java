package dev.netgen.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** One run of a verb in this process: what a shell would see of it. */
record Invocation(int code, String out, String err) {

  static Invocation netgen(Object... args) {
    String[] words = List.of(args).stream().map(Object::toString).toArray(String[]::new);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(words, new PrintWriter(out), new PrintWriter(err));
    return new Invocation(code, out.toString(), err.toString());
  }

  /** With these bytes on standard input. */
  static Invocation netgenReading(byte[] input, Object... args) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(input));
    try {
      return netgen(args);
    } finally {
      System.setIn(before);
    }
  }
}
