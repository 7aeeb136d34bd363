package dev.netgen.analyzer.detect.remote;

import dev.netgen.analyzer.detect.api.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * One direction of SSH before encryption: the identification line (RFC 4253 section 4.2), then
 * binary packets (section 6) up to NEWKEYS.
 *
 * @param banner the identification line
 * @param rest what follows it
 * @param algorithms those offered, or null when not seen
 * @param clientKex whether a message only the client sends was seen (30, 32, 34)
 * @param serverKex whether a message only the server sends was seen (31, 33)
 * @param behind bytes behind NEWKEYS, or -1 without it
 */
record SshPackets(
    String banner,
    Bytes rest,
    @Nullable SshAlgorithms algorithms,
    boolean clientKex,
    boolean serverKex,
    int behind) {
  private static final int MAX_PACKET = 35_000;
  private static final int MAX_PACKETS = 16;
  private static final int MAX_PREAMBLE = 4096;
  private static final int MAX_BANNER = 255;
  private static final int PAYLOAD = 5;
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
    int found = bytes.find("\nSSH-", 0, MAX_PREAMBLE);
    boolean version = found >= 0 && (bytes.at(found + 5, "2.0-") || bytes.at(found + 5, "1."));
    return version ? found + 1 : -1;
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
    SshAlgorithms algorithms = null;
    boolean client = false;
    boolean server = false;
    int at = 0;
    for (int count = 0; count < MAX_PACKETS && packetAt(bytes, at); count++) {
      int type = bytes.u8(at + PAYLOAD);
      int end = at + 4 + (int) bytes.u32(at);
      if (type == NEWKEYS) {
        int behind = Math.max(0, bytes.length() - end);
        return new SshPackets(banner, bytes, algorithms, client, server, behind);
      }
      boolean offer = type == KEXINIT && algorithms == null;
      algorithms = offer ? SshAlgorithms.read(bytes.from(at + PAYLOAD)) : algorithms;
      client |= type == 30 || type == 32 || type == 34;
      server |= type == 31 || type == 33;
      at = end;
    }
    return new SshPackets(banner, bytes, algorithms, client, server, -1);
  }

  private static boolean packetAt(Bytes bytes, int at) {
    return bytes.has(at, 6)
        && bytes.u32(at) >= 5
        && bytes.u32(at) <= MAX_PACKET
        && bytes.u8(at + 4) < bytes.u32(at);
  }

  /** Whether it speaks version 2, or both. */
  boolean version2() {
    return banner.startsWith("SSH-2.0-") || banner.startsWith("SSH-1.99-");
  }

  /** Whether it speaks a version before 2, or both. */
  boolean version1() {
    return banner.startsWith("SSH-1.");
  }

  /** Whether what follows new keys was made by no cipher, as after a change to none. */
  boolean readable() {
    return behind > 0 && rest.from(rest.length() - behind).looksClear();
  }

  /** Whether the direction changed to new keys. */
  boolean newKeys() {
    return behind >= 0;
  }
}
