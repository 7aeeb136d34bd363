package dev.netgen.analyzer.detect.tls;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.model.graph.Encryption;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * SSL 2.0 (Netscape, "The SSL Protocol", 1995) and its ClientHello before SSL 3.0 and TLS (RFC 5246
 * appendix E.2).
 *
 * <pre>
 * record   1 bit, length 15 bits | data      or  00, length 14 | padding 8 | data
 * hello    1 | version 2 | ciphers 2 | session 2 | challenge 2 | 3 bytes each cipher, session, challenge
 * answer   4 | hit 1 | certificate type 1 | version 2 | certificate 2 | ciphers 2 | connection 2 | ...
 * key      2 | cipher 3 | clear key 2 | encrypted key 2 | argument 2 | ...
 * </pre>
 */
final class Ssl2 {
  private static final int HEADER = 2;
  private static final int CLIENT_HELLO = 1;
  private static final int MASTER_KEY = 2;
  private static final int SERVER_HELLO = 4;
  private static final int HELLO_FIXED = 9;
  private static final int ANSWER_FIXED = 11;
  private static final int KEY_FIXED = 10;
  private static final int VERSION_2 = 2;
  private static final int MOST_RECORDS = 16;

  private Ssl2() {}

  /** The session that begins with such a hello, or why there is none. */
  static TlsSession.Reading read(Speech client, Speech server) {
    Bytes said = client.bytes();
    if (!said.has(0, HEADER + HELLO_FIXED)) {
      return said.has(HEADER, 1) && said.u8(HEADER) != CLIENT_HELLO
          ? TlsSession.Reading.none("no handshake record first")
          : TlsSession.Reading.pending("ClientHello cut");
    }
    if (!isHello(said)) {
      return TlsSession.Reading.none("no handshake record first");
    }
    int end = HEADER + length(said, 0);
    if (!said.has(0, end)) {
      return TlsSession.Reading.pending("ClientHello cut");
    }
    return TlsSession.Reading.of(answered(said, end, server));
  }

  private static int length(Bytes bytes, int at) {
    return bytes.u16(at) & 0x7FFF;
  }

  /** Whether all lengths of a ClientHello add up, and its version is known. */
  private static boolean isHello(Bytes said) {
    int version = said.u16(3);
    int ciphers = said.u16(5);
    int session = said.u16(7);
    int challenge = said.u16(9);
    return said.u8(HEADER) == CLIENT_HELLO
        && (version == VERSION_2 || (version >= 0x0300 && version <= 0x0303))
        && ciphers > 0
        && ciphers % 3 == 0
        && (session == 0 || session == 16)
        && challenge >= 16
        && challenge <= 32
        && length(said, 0) == HELLO_FIXED + ciphers + session + challenge;
  }

  private static TlsSession answered(Bytes said, int end, Speech server) {
    Map<String, String> facts = new TreeMap<>();
    Bytes answer = server.bytes();
    if (TlsRecords.headerAt(answer, 0)) {
      return TlsSession.judge(TlsRecords.read(said, end), offer(said), server, facts);
    }
    Bytes hello = record(answer, 0);
    if (hello == null || !isAnswer(hello)) {
      String reason =
          answer.length() < HEADER + ANSWER_FIXED
              ? "TLS ClientHello without an answer"
              : "TLS ClientHello not answered in TLS";
      return new TlsSession(Encryption.OPAQUE, reason, facts, ImmutableList.of());
    }
    facts.put("tls.version", TlsNames.version(VERSION_2));
    facts.put("tls.resumed", hello.u8(1) == 0 ? "no" : "yes");
    TlsFacts.certificate(facts, hello.slice(ANSWER_FIXED, hello.u16(5)), server.nanos());
    return version2(said.from(end), answer, facts);
  }

  /** The offer as a later version reads it: two bytes of each cipher that begins with zero. */
  private static TlsHello offer(Bytes said) {
    ByteArrayOutputStream suites = new ByteArrayOutputStream();
    int end = HEADER + HELLO_FIXED + said.u16(5);
    for (int at = HEADER + HELLO_FIXED; at < end; at += 3) {
      if (said.u8(at) == 0) {
        suites.write(said.u8(at + 1));
        suites.write(said.u8(at + 2));
      }
    }
    Bytes session = said.slice(end, said.u16(7));
    return new TlsHello(said.u16(3), session, new Bytes(suites.toByteArray()), TlsExtensions.NONE);
  }

  /** The data of a whole record without padding, or null. */
  private static @Nullable Bytes record(Bytes bytes, int at) {
    return bytes.has(at, HEADER)
            && bytes.u8(at) >= 0x80
            && bytes.has(at + HEADER, length(bytes, at))
            && length(bytes, at) > 0
        ? bytes.slice(at + HEADER, length(bytes, at))
        : null;
  }

  private static boolean isAnswer(Bytes hello) {
    return hello.has(0, ANSWER_FIXED)
        && hello.u8(0) == SERVER_HELLO
        && hello.u8(1) <= 1
        && hello.u16(3) == VERSION_2
        && hello.length() == ANSWER_FIXED + hello.u16(5) + hello.u16(7) + hello.u16(9);
  }

  /** Both sides go on behind the client's key: the server verifies, and then says that it ends. */
  private static TlsSession version2(Bytes said, Bytes answer, Map<String, String> facts) {
    Bytes key = record(said, 0);
    boolean sent = key != null && isKey(key);
    boolean resumed = "yes".equals(facts.get("tls.resumed"));
    boolean finished = records(said) >= (resumed ? 1 : 2) && records(answer) >= 3;
    if (!finished || !(sent || resumed)) {
      return new TlsSession(
          Encryption.OPAQUE, "SSL 2.0 handshake not seen to complete", facts, ImmutableList.of());
    }
    int cipher = key == null || !sent ? 0 : key.u24(1);
    if (sent) {
      facts.put("tls.suite", cipher(cipher));
    }
    return export(cipher)
        ? new TlsSession(
            Encryption.OPAQUE,
            "SSL 2.0 with an export suite: its short keys protect nothing",
            facts,
            ImmutableList.of())
        : new TlsSession(
            Encryption.ENCRYPTED, "SSL 2.0 handshake completed", facts, ImmutableList.of());
  }

  private static boolean isKey(Bytes key) {
    return key.has(0, KEY_FIXED)
        && key.u8(0) == MASTER_KEY
        && key.length() == KEY_FIXED + key.u16(4) + key.u16(6) + key.u16(8);
  }

  /** Whole records that chain, with padding or without. */
  private static int records(Bytes bytes) {
    int at = 0;
    int count = 0;
    while (count < MOST_RECORDS && bytes.has(at, HEADER + 1)) {
      int size =
          bytes.u8(at) >= 0x80 ? HEADER + length(bytes, at) : HEADER + 1 + (bytes.u16(at) & 0x3FFF);
      if (size == HEADER || !bytes.has(at, size)) {
        return count;
      }
      at += size;
      count++;
    }
    return count;
  }

  private static boolean export(int cipher) {
    return cipher == 0x020080 || cipher == 0x040080;
  }

  private static String cipher(int cipher) {
    return switch (cipher) {
      case 0x010080 -> "SSL_CK_RC4_128_WITH_MD5";
      case 0x020080 -> "SSL_CK_RC4_128_EXPORT40_WITH_MD5";
      case 0x030080 -> "SSL_CK_RC2_128_CBC_WITH_MD5";
      case 0x040080 -> "SSL_CK_RC2_128_CBC_EXPORT40_WITH_MD5";
      case 0x050080 -> "SSL_CK_IDEA_128_CBC_WITH_MD5";
      case 0x060040 -> "SSL_CK_DES_64_CBC_WITH_MD5";
      case 0x0700C0 -> "SSL_CK_DES_192_EDE3_CBC_WITH_MD5";
      default -> TlsNames.hex(cipher);
    };
  }
}
