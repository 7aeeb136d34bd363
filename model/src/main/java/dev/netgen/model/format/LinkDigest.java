package dev.netgen.model.format;

import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import dev.netgen.model.graph.Link;
import java.nio.charset.StandardCharsets;

/**
 * A short digest of what a graph says of a link: the first 12 hexadecimal digits of the SHA-256 of
 * its line in {@code graph.yaml}. It holds no count and no time, so that it changes only with what
 * was seen; evidence is found by it.
 */
public final class LinkDigest {
  private static final int DIGITS = 12;

  private LinkDigest() {}

  /** The digest of this link. */
  public static String of(Link link) {
    byte[] line = GraphYaml.line(link).getBytes(StandardCharsets.UTF_8);
    byte[] digest = Hashing.sha256().hashBytes(line).asBytes();
    return BaseEncoding.base16().lowerCase().encode(digest, 0, DIGITS / 2);
  }
}
