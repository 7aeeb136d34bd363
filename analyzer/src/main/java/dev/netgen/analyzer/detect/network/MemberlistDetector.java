package dev.netgen.analyzer.detect.network;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.model.graph.Encryption;
import java.util.zip.CRC32;

/**
 * Gossip of HashiCorp's memberlist (Consul, Nomad, Serf, Alertmanager), as its source defines it.
 * All members say the same to one another; no roles are shown. Over TCP what is encrypted with the
 * cluster's key says so, its length and the key's version; over UDP it has no form of its own and
 * stays opaque.
 *
 * <pre>
 * message:   type | MessagePack map, whose first key in order of the alphabet tells the type
 * compound:  07 | count | lengths (16 each) | messages
 * checked:   0C | CRC-32 of what follows | message
 * labelled:  F4 | length | label | message
 * encrypted: 0A | length 32 | version 0 or 1 | nonce 12 | ... | tag 16
 * </pre>
 */
public final class MemberlistDetector implements Detector {
  private static final int COMPOUND = 7;
  private static final int CHECKED = 12;
  private static final int LABELLED = 0xF4;
  private static final int CHECKED_HEADER = 5;
  private static final int NESTED = 3;

  private static final int ENCRYPTED = 10;
  private static final int ENCRYPTED_HEADER = 5;
  private static final int LAST_VERSION = 1;
  private static final int LEAST_ENCRYPTED = 1 + 12 + 1 + 16;
  private static final int MOST_ENCRYPTED = 1 << 25;

  private final boolean stream;

  private MemberlistDetector(boolean stream) {
    this.stream = stream;
  }

  /** Over TCP: states exchanged, and what did not fit a datagram. */
  public static MemberlistDetector stream() {
    return new MemberlistDetector(true);
  }

  /** Over UDP: probes and gossip. */
  public static MemberlistDetector datagrams() {
    return new MemberlistDetector(false);
  }

  @Override
  public Card card() {
    return Card.of("memberlist", "memberlist gossip (Consul, Serf, Alertmanager)", "its source")
        .tells(Card.Ability.ENCRYPTION);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client >= 0 && begins(client) && (server < 0 || begins(server));
  }

  private boolean begins(int first) {
    return first <= (stream ? 13 : CHECKED) || first == LABELLED;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    if (stream && isSealed(exchange.client()) && isSealed(exchange.server())) {
      return Finding.of("memberlist", Encryption.ENCRYPTED, "memberlist under the cluster's key")
          .withRolesShown(false)
          .match();
    }
    boolean silent = exchange.server().bytes().isEmpty();
    boolean both = is(exchange.client()) && (silent || is(exchange.server()));
    return both
        ? Finding.plaintext("memberlist", "memberlist messages in clear")
            .withRolesShown(false)
            .match()
        : Outcome.no("no message of memberlist");
  }

  /** A message under a key, which is all this side says: the length tells. */
  private static boolean isSealed(Speech speech) {
    Bytes bytes = behindLabel(speech.bytes());
    if (!speech.fromStart()
        || !bytes.has(0, ENCRYPTED_HEADER + LEAST_ENCRYPTED)
        || bytes.u8(0) != ENCRYPTED
        || bytes.u8(ENCRYPTED_HEADER) > LAST_VERSION) {
      return false;
    }
    long length = bytes.u32(1);
    long rest = (long) bytes.length() - ENCRYPTED_HEADER;
    boolean fits = speech.complete() ? rest == length : rest <= length;
    return fits
        && length >= LEAST_ENCRYPTED
        && length <= MOST_ENCRYPTED
        && isNoise(bytes.from(ENCRYPTED_HEADER + 1));
  }

  /**
   * Whether these may be bytes of a cipher: hardly a zero, and about half of them above 127. A
   * binary protocol of the same frame has many of the first or few of the others.
   */
  private static boolean isNoise(Bytes sealed) {
    int zeros = 0;
    int high = 0;
    for (int i = 0; i < sealed.length(); i++) {
      zeros += sealed.u8(i) == 0 ? 1 : 0;
      high += sealed.u8(i) >>> 7;
    }
    boolean even = high * 4 >= sealed.length() && high * 4 <= sealed.length() * 3;
    return even && zeros * 16 <= sealed.length() + 16 && !sealed.looksClear();
  }

  private static Bytes behindLabel(Bytes bytes) {
    boolean labelled =
        bytes.has(0, 2) && bytes.u8(0) == LABELLED && bytes.has(2, bytes.u8(1)) && bytes.u8(1) > 0;
    return labelled ? bytes.from(2 + bytes.u8(1)) : bytes;
  }

  private boolean is(Speech speech) {
    return speech.fromStart() && message(speech.bytes(), NESTED);
  }

  private boolean message(Bytes bytes, int deep) {
    if (deep == 0 || !bytes.has(0, 4)) {
      return false;
    }
    return switch (bytes.u8(0)) {
      case COMPOUND -> !stream && compound(bytes, deep);
      case CHECKED -> !stream && checked(bytes);
      case LABELLED -> labelled(bytes, deep);
      default -> plain(bytes);
    };
  }

  private boolean labelled(Bytes bytes, int deep) {
    int length = bytes.u8(1);
    return length > 0
        && bytes.has(2, length)
        && bytes.isPrintable(2, length)
        && message(bytes.from(2 + length), deep - 1);
  }

  /** Its lengths fill the datagram, and its first message is one. */
  private boolean compound(Bytes bytes, int deep) {
    int count = bytes.u8(1);
    int begin = 2 + 2 * count;
    if (count == 0 || !bytes.has(0, begin)) {
      return false;
    }
    int end = begin;
    for (int i = 0; i < count; i++) {
      end += bytes.u16(2 + 2 * i);
    }
    return end == bytes.length() && message(bytes.slice(begin, bytes.u16(2)), deep - 1);
  }

  private static boolean checked(Bytes bytes) {
    if (!bytes.has(0, CHECKED_HEADER + 1)) {
      return false;
    }
    CRC32 crc = new CRC32();
    crc.update(bytes.from(CHECKED_HEADER).copy());
    return crc.getValue() == bytes.u32(1);
  }

  /** A small map, whose first key is that of the type. */
  private static boolean plain(Bytes bytes) {
    String key = firstKey(bytes.u8(0));
    int fields = bytes.u8(1);
    return !key.isEmpty()
        && fields > 0x80
        && fields < 0x90
        && bytes.u8(2) == 0xA0 + key.length()
        && bytes.at(3, key);
  }

  private static String firstKey(int type) {
    return switch (type) {
      case 0 -> "Node"; // ping
      case 1 -> "Nack"; // indirect ping
      case 2 -> "Payload"; // acknowledgement
      case 3, 5 -> "From"; // suspected, dead
      case 4 -> "Addr"; // alive
      case 6 -> "Join"; // states pushed and pulled
      case 8 -> "UserMsgLen";
      case 9 -> "Algo"; // compressed
      case 11 -> "SeqNo"; // not acknowledged
      case 13 -> "Error";
      default -> "";
    };
  }
}
