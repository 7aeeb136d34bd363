package dev.netgen.report;

import dev.netgen.model.flow.SettledFlow;
import dev.netgen.model.net.IpProtocol;

/**
 * Flows as tab-separated values: a header line, then a line a flow. A tab, line break, backslash or
 * control character within a value is written as a backslash escape ({@code \t}, {@code \n}, {@code
 * \\}, {@code \}{@code u001b}).
 */
public final class FlowsTsv implements FlowFormat {
  private static final String HEADER =
      String.join(
          "\t",
          "capture",
          "proto",
          "client_ip",
          "client_port",
          "server_ip",
          "server_port",
          "state",
          "direction_basis",
          "application",
          "encryption",
          "encryption_basis",
          "packets_up",
          "packets_down",
          "bytes_up",
          "bytes_down",
          "first_seen",
          "last_seen",
          "first_frame",
          "scope",
          "observers",
          "encapsulation");

  private static final int KNOWN = 64;

  private final Times times = new Times();

  /** Texts that need no escape, by hash: most come again and again. */
  private final String[] plain = new String[KNOWN];

  @Override
  public void begin(StringBuilder out) {
    out.append(HEADER).append('\n');
  }

  @Override
  public void row(SettledFlow flow, StringBuilder out) {
    text(flow.capture(), out);
    out.append(IpProtocol.keyword(flow.protocol())).append('\t').append(flow.client()).append('\t');
    port(flow.clientPort(), out);
    out.append(flow.server()).append('\t');
    port(flow.serverPort(), out);
    text(flow.state(), out);
    text(flow.directionBasis(), out);
    text(flow.application(), out);
    text(flow.encryption().word(), out);
    text(flow.encryptionBasis(), out);
    out.append(flow.packetsUp()).append('\t').append(flow.packetsDown()).append('\t');
    out.append(flow.bytesUp()).append('\t').append(flow.bytesDown()).append('\t');
    times.append(flow.firstNanos(), out);
    times.append(flow.lastNanos(), out.append('\t'));
    out.append('\t');
    out.append(flow.firstFrame()).append('\t');
    text(flow.scope(), out);
    out.append(flow.observers()).append('\t');
    escape(flow.encapsulation(), out);
    out.append('\n');
  }

  @Override
  public void end(StringBuilder out) {}

  private static void port(int port, StringBuilder out) {
    if (port >= 0) {
      out.append(port);
    }
    out.append('\t');
  }

  private void text(String value, StringBuilder out) {
    escape(value, out);
    out.append('\t');
  }

  private void escape(String value, StringBuilder out) {
    int place = value.hashCode() & (KNOWN - 1);
    if (value.equals(plain[place])) {
      out.append(value);
    } else if (isPlain(value)) {
      plain[place] = value;
      out.append(value);
    } else {
      escapeEach(value, out);
    }
  }

  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c >= 0x7F || c == '\\') {
        return false;
      }
    }
    return true;
  }

  private static void escapeEach(String value, StringBuilder out) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\\' -> out.append("\\\\");
        default -> {
          if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
            out.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
  }
}
