package dev.netgen.report;

import dev.netgen.model.flow.SettledFlow;
import dev.netgen.model.net.IpProtocol;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

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

  private static final int KNOWN = 256;

  private final Times times = new Times();

  /** Texts met before and how they are written, by hash: most come again and again. */
  private final @Nullable Written[] known = new @Nullable Written[KNOWN];

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Written(String value, byte[] bytes) {}

  @Override
  public void begin(TextBytes out) {
    out.text(HEADER).ascii('\n');
  }

  @Override
  public void row(SettledFlow flow, TextBytes out) {
    text(flow.capture(), out);
    text(IpProtocol.keyword(flow.protocol()), out);
    out.address(flow.client()).ascii('\t');
    port(flow.clientPort(), out);
    out.address(flow.server()).ascii('\t');
    port(flow.serverPort(), out);
    text(flow.state(), out);
    text(flow.directionBasis(), out);
    text(flow.application(), out);
    text(flow.encryption().word(), out);
    text(flow.encryptionBasis(), out);
    out.number(flow.packetsUp()).ascii('\t').number(flow.packetsDown()).ascii('\t');
    out.number(flow.bytesUp()).ascii('\t').number(flow.bytesDown()).ascii('\t');
    times.append(flow.firstNanos(), out);
    times.append(flow.lastNanos(), out.ascii('\t'));
    out.ascii('\t').number(flow.firstFrame()).ascii('\t');
    text(flow.scope(), out);
    out.number(flow.observers()).ascii('\t');
    out.encoded(written(flow.encapsulation())).ascii('\n');
  }

  @Override
  public void end(TextBytes out) {}

  private static void port(int port, TextBytes out) {
    if (port >= 0) {
      out.number(port);
    }
    out.ascii('\t');
  }

  private void text(String value, TextBytes out) {
    out.encoded(written(value)).ascii('\t');
  }

  private byte[] written(String value) {
    int hash = value.hashCode();
    int place = (hash >>> 16 ^ hash) & (KNOWN - 1);
    Written written = known[place];
    if (written == null || !written.value().equals(value)) {
      StringBuilder escaped = new StringBuilder();
      escapeEach(value, escaped);
      written = new Written(value, escaped.toString().getBytes(StandardCharsets.UTF_8));
      known[place] = written;
    }
    return written.bytes();
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
