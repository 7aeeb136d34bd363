package dev.netgen.analyzer.detect.remote;

import dev.netgen.analyzer.detect.api.Bytes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One direction of SSH 2 before encryption: the identification line (RFC 4253 section 4.2), then
 * binary packets (section 6) up to NEWKEYS.
 *
 * @param banner the identification line
 * @param ciphers the name-list of ciphers offered client to server, or empty when not seen
 * @param clientKex whether a message only the client sends was seen (30, 32, 34)
 * @param newKeys whether the direction changed to new keys
 */
record SshPackets(String banner, String ciphers, boolean clientKex, boolean newKeys) {
  private static final int MAX_PACKET = 35_000;
  private static final int MAX_PACKETS = 16;
  private static final int MAX_PREAMBLE = 4096;
  private static final int MAX_BANNER = 255;
  private static final int KEXINIT = 20;
  private static final int NEWKEYS = 21;

  /** Whether both sides hold an identification line; looks at the one with less to say first. */
  static boolean identified(Bytes one, Bytes other) {
    boolean shorter = one.length() <= other.length();
    return bannerAt(shorter ? one : other) >= 0 && bannerAt(shorter ? other : one) >= 0;
  }

  /** The offset of the identification line: first, or after a server's other lines; or -1. */
  private static int bannerAt(Bytes bytes) {
    if (bytes.startsWith("SSH-")) {
      return 0;
    }
    int found = bytes.find("\nSSH-2.0-", 0, MAX_PREAMBLE);
    return found < 0 ? -1 : found + 1;
  }

  /** Reads one direction; null where no whole identification line is. */
  static @Nullable SshPackets read(Bytes bytes) {
    int at = bannerAt(bytes);
    int end = at < 0 ? -1 : bytes.find("\n", at, at + MAX_BANNER);
    if (end < 0) {
      return null;
    }
    String banner = bytes.text(at, end - at).stripTrailing();
    return packets(banner, bytes.from(end + 1));
  }

  private static SshPackets packets(String banner, Bytes bytes) {
    String ciphers = "";
    boolean clientKex = false;
    int at = 0;
    for (int count = 0; count < MAX_PACKETS && packetAt(bytes, at); count++) {
      int type = bytes.u8(at + 5);
      if (type == NEWKEYS) {
        return new SshPackets(banner, ciphers, clientKex, true);
      }
      ciphers = type == KEXINIT ? nameList(bytes, at + 6 + 16, 2).orElse("") : ciphers;
      clientKex |= type == 30 || type == 32 || type == 34;
      at += 4 + (int) bytes.u32(at);
    }
    return new SshPackets(banner, ciphers, clientKex, false);
  }

  private static boolean packetAt(Bytes bytes, int at) {
    return bytes.has(at, 6)
        && bytes.u32(at) >= 5
        && bytes.u32(at) <= MAX_PACKET
        && bytes.u8(at + 4) < bytes.u32(at);
  }

  /** The name-list of this index, of those that begin here. */
  private static Optional<String> nameList(Bytes bytes, int start, int index) {
    int at = start;
    for (int i = 0; i < index; i++) {
      if (!bytes.has(at, 4) || bytes.u32(at) > MAX_PACKET) {
        return Optional.empty();
      }
      at += 4 + (int) bytes.u32(at);
    }
    return bytes.has(at, 4) && bytes.has(at + 4L, bytes.u32(at))
        ? Optional.of(bytes.text(at + 4, (int) bytes.u32(at)))
        : Optional.empty();
  }
}
