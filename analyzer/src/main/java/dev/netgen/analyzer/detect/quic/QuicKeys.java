package dev.netgen.analyzer.detect.quic;

import dev.netgen.analyzer.detect.api.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Keys of one side's Initial packets, which follow from the connection id that the client first
 * sent to (RFC 9001 section 5.2): no secret, but a proof that a packet is what it looks like.
 */
final class QuicKeys {
  private static final int SECRET = 32;
  private static final int KEY = 16;
  private static final int IV = 12;
  private static final int TAG_BITS = 128;
  private static final int SAMPLE = 16;
  private static final int SAMPLE_OFFSET = 4;

  private final SecretKeySpec key;
  private final byte[] iv;
  private final SecretKeySpec headerKey;

  private QuicKeys(byte[] key, byte[] iv, byte[] headerKey) {
    this.key = new SecretKeySpec(key, "AES");
    this.iv = iv;
    this.headerKey = new SecretKeySpec(headerKey, "AES");
  }

  /** The keys of a client or a server. */
  static QuicKeys of(long version, Bytes destination, boolean client) {
    byte[] first = mac(QuicVersion.salt(version), destination.copy());
    byte[] secret = expand(first, client ? "client in" : "server in", SECRET);
    String label = QuicVersion.label(version);
    return new QuicKeys(
        expand(secret, label + "key", KEY),
        expand(secret, label + "iv", IV),
        expand(secret, label + "hp", KEY));
  }

  byte[] key() {
    return key.getEncoded();
  }

  byte[] iv() {
    return iv.clone();
  }

  byte[] headerKey() {
    return headerKey.getEncoded();
  }

  /** HKDF-Expand-Label of RFC 8446 section 7.1, for no more than one block. */
  private static byte[] expand(byte[] secret, String label, int length) {
    byte[] name = ("tls13 " + label).getBytes(StandardCharsets.US_ASCII);
    byte[] info = new byte[name.length + 5];
    info[1] = (byte) length;
    info[2] = (byte) name.length;
    System.arraycopy(name, 0, info, 3, name.length);
    info[info.length - 1] = 1;
    return Arrays.copyOf(mac(secret, info), length);
  }

  private static byte[] mac(byte[] key, byte[] data) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java machine has it
    }
  }

  /** The frames of an Initial packet, or null where it is not encrypted under these keys. */
  @Nullable Bytes open(QuicPacket packet) {
    Bytes whole = packet.whole();
    int number = packet.number();
    if (!whole.has(number, SAMPLE_OFFSET + SAMPLE)) {
      return null;
    }
    try {
      byte[] mask = mask(whole.slice(number + SAMPLE_OFFSET, SAMPLE).copy());
      byte[] bytes = whole.copy();
      bytes[0] ^= (byte) (mask[0] & 0x0F);
      int length = (bytes[0] & 3) + 1;
      byte[] nonce = iv.clone();
      for (int i = 0; i < length; i++) {
        bytes[number + i] ^= mask[1 + i];
        nonce[IV - length + i] ^= bytes[number + i];
      }
      int payload = number + length;
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(bytes, 0, payload);
      return new Bytes(cipher.doFinal(bytes, payload, bytes.length - payload));
    } catch (AEADBadTagException e) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java machine has it
    }
  }

  private byte[] mask(byte[] sample) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, headerKey);
    return cipher.doFinal(sample);
  }
}
