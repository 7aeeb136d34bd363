package dev.netgen.analyzer.input;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Computes the SHA-256 of what is read through it. Whoever reads it may close it before its end:
 * what it draws from is closed by {@link #finish} or {@link #abandon}.
 */
final class DigestStream extends FilterInputStream {
  private static final int CHUNK = 1 << 16;

  private final MessageDigest digest;

  DigestStream(InputStream stream) {
    super(stream);
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    if (value >= 0) {
      digest.update((byte) value);
    }
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = in.read(target, offset, length);
    if (count > 0) {
      digest.update(target, offset, count);
    }
    return count;
  }

  /** Leaves open what is still to be digested. */
  @Override
  public void close() {}

  /** Reads the rest, closes and gives the digest of all. */
  byte[] finish() throws IOException {
    try (InputStream source = in) {
      byte[] chunk = new byte[CHUNK];
      for (int count = source.read(chunk); count >= 0; count = source.read(chunk)) {
        digest.update(chunk, 0, count);
      }
    }
    return digest.digest();
  }

  /** Closes without a digest. */
  void abandon() throws IOException {
    in.close();
  }
}
