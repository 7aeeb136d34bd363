package dev.netgen.analyzer.detect.quic;

import com.google.common.io.BaseEncoding;
import com.google.common.primitives.Bytes;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Packets sealed for tests, with keys given. */
final class QuicPackets {
  private QuicPackets() {}

  static byte[] hex(String text) {
    return BaseEncoding.base16().decode(text.replace(" ", "").toUpperCase(Locale.ROOT));
  }

  /** A CRYPTO frame of these bytes of a stream. */
  static byte[] crypto(byte[] stream, int from, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(6);
    out.writeBytes(integer(from));
    out.writeBytes(integer(to - from));
    out.write(stream, from, to - from);
    return out.toByteArray();
  }

  static byte[] integer(int value) {
    return new byte[] {(byte) (0x40 | (value >> 8)), (byte) value};
  }

  /** An Initial packet of these frames, padded to this length of payload. */
  static byte[] initial(
      QuicKeys keys,
      String head,
      String to,
      String from,
      int number,
      int padded,
      byte[]... frames) {
    byte[] payload = java.util.Arrays.copyOf(Bytes.concat(frames), padded);
    byte[] header =
        Bytes.concat(
            hex(head),
            new byte[] {(byte) (to.length() / 2)},
            hex(to),
            new byte[] {(byte) (from.length() / 2)},
            hex(from),
            new byte[] {0},
            integer(1 + padded + 16),
            new byte[] {(byte) number});
    return seal(keys, header, number, payload);
  }

  private static byte[] seal(QuicKeys keys, byte[] header, int number, byte[] payload) {
    try {
      byte[] nonce = keys.iv();
      nonce[nonce.length - 1] ^= (byte) number;
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(keys.key(), "AES"),
          new GCMParameterSpec(128, nonce));
      cipher.updateAAD(header);
      byte[] sealed = cipher.doFinal(payload);
      Cipher mask = Cipher.getInstance("AES/ECB/NoPadding");
      mask.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(keys.headerKey(), "AES"));
      byte[] bits = mask.doFinal(java.util.Arrays.copyOfRange(sealed, 3, 19));
      header[0] ^= (byte) (bits[0] & 0x0F);
      header[header.length - 1] ^= bits[1];
      return Bytes.concat(header, sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
