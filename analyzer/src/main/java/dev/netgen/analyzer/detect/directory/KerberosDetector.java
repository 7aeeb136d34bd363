package dev.netgen.analyzer.detect.directory;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import java.util.Map;

/**
 * Kerberos 5 between a client and a key distribution centre (RFC 4120), and changes of passwords
 * (RFC 3244), over datagrams and, behind a 32-bit length, over TCP. The messages are in clear; the
 * tickets and keys in them are not.
 */
public final class KerberosDetector implements Detector {
  private static final String NAME = "kerberos";
  private static final int PASSWORD_HEADER = 6;
  private static final int MAX_LENGTH = 1 << 20;
  private static final int CHANGE = 100;

  /** 4 over TCP, 0 over datagrams. */
  private final int prefix;

  private KerberosDetector(int prefix) {
    this.prefix = prefix;
  }

  /** Over TCP. */
  public static KerberosDetector stream() {
    return new KerberosDetector(4);
  }

  /** Over UDP. */
  public static KerberosDetector datagram() {
    return new KerberosDetector(0);
  }

  @Override
  public Card card() {
    String over = prefix == 0 ? "UDP" : "TCP";
    return Card.of(
            NAME, "Kerberos 5 over " + over + ", and changes of passwords", "RFC 4120, RFC 3244")
        .tells(Ability.ROLES, Ability.KINDS);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    int asked = type(exchange.client());
    int answered = type(exchange.server());
    if (asked < 0 || answered < 0) {
      return Outcome.no("no message of Kerberos");
    }
    boolean asks =
        asked == KerberosMessage.AS_REQUEST
            || asked == KerberosMessage.TGS_REQUEST
            || asked == CHANGE + KerberosMessage.AP_REQUEST;
    if (asked > 0 && !asks) {
      return Outcome.no("no request of Kerberos");
    }
    boolean answers = answered == 0 || fits(asked, answered);
    if (!answers) {
      return Outcome.no("no answer of Kerberos");
    }
    if (asked == 0 && (answered == 0 || !exchange.client().isEmpty())) {
      return Outcome.needMore("message cut");
    }
    return found(asked == 0 ? answered : asked);
  }

  private static boolean fits(int asked, int answered) {
    return switch (asked) {
      case 0 ->
          answered == KerberosMessage.AS_REPLY
              || answered == KerberosMessage.TGS_REPLY
              || answered == KerberosMessage.ERROR;
      case KerberosMessage.AS_REQUEST, KerberosMessage.TGS_REQUEST ->
          answered == asked + 1 || answered == KerberosMessage.ERROR;
      default -> answered >= CHANGE || answered == KerberosMessage.ERROR;
    };
  }

  /** The first message's type, {@value #CHANGE} more for those of a change of password. */
  private int type(Speech speech) {
    Bytes bytes = speech.bytes();
    boolean cut = prefix == 0 && !speech.complete();
    if (prefix > 0 && !bytes.has(0, prefix)) {
      return bytes.isEmpty() || bytes.u8(0) == 0 ? 0 : -1;
    }
    long length = prefix == 0 ? bytes.length() : bytes.u32(0);
    if (bytes.length() == prefix) {
      return 0;
    }
    if (length > MAX_LENGTH || length < 16) {
      return -1;
    }
    return bytes.u8(prefix) < 0x60 || bytes.u8(prefix) > 0x7E
        ? password(bytes, length)
        : KerberosMessage.type(bytes, prefix, length, cut);
  }

  /** A message's length, version 1 or FF80, the length of the request or reply in it. */
  private int password(Bytes bytes, long length) {
    if (!bytes.has(prefix, PASSWORD_HEADER)) {
      return bytes.u8(prefix) == 0 || bytes.length() < prefix + 2 ? 0 : -1;
    }
    int version = bytes.u16(prefix + 2);
    int inner = bytes.u16(prefix + 4);
    boolean header = bytes.u16(prefix) == length && (version == 1 || version == 0xFF80);
    if (!header || inner == 0 || inner + PASSWORD_HEADER > length) {
      return -1;
    }
    int type = KerberosMessage.type(bytes, prefix + PASSWORD_HEADER, inner, false);
    return type > 0 ? CHANGE + type : type;
  }

  private static Outcome found(int type) {
    String kind =
        switch (type) {
          case KerberosMessage.AS_REQUEST, KerberosMessage.AS_REPLY -> "authentication service";
          case KerberosMessage.TGS_REQUEST, KerberosMessage.TGS_REPLY -> "ticket granting";
          case KerberosMessage.ERROR -> "error";
          default -> "change of password";
        };
    return Finding.plaintext(NAME, "Kerberos messages in clear, their tickets encrypted")
        .withFacts(Map.of("kerberos.kind", kind))
        .match();
  }
}
