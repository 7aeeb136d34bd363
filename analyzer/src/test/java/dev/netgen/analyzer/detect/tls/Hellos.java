package dev.netgen.analyzer.detect.tls;

import com.google.common.io.BaseEncoding;
import dev.netgen.analyzer.detect.api.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Hellos written out for tests. */
final class Hellos {
  private final ByteArrayOutputStream extensions = new ByteArrayOutputStream();

  static byte[] hex(String text) {
    return BaseEncoding.base16().decode(text.replace(" ", "").toUpperCase(Locale.ROOT));
  }

  Hellos extension(String type, byte[] data) {
    extensions.writeBytes(hex(type));
    extensions.write(data.length >> 8);
    extensions.write(data.length);
    extensions.writeBytes(data);
    return this;
  }

  Hellos alpn(String... names) {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    for (String name : List.of(names)) {
      list.write(name.length());
      list.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
    }
    byte[] all = list.toByteArray();
    return extension("0010", concat(new byte[] {0, (byte) all.length}, all));
  }

  /** A ClientHello's body with these suites. */
  Bytes client(String version, String suites) {
    byte[] numbers = hex(suites);
    return body(version, new byte[] {0, (byte) numbers.length}, numbers, new byte[] {1, 0});
  }

  /** A ServerHello's body with this suite. */
  Bytes server(String version, String suite) {
    return body(version, hex(suite), new byte[] {0});
  }

  private Bytes body(String version, byte[]... parts) {
    byte[] all = extensions.toByteArray();
    byte[] length = {(byte) (all.length >> 8), (byte) all.length};
    byte[] head = concat(hex(version), new byte[32], new byte[1]);
    return new Bytes(concat(head, concat(parts), length, all));
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
