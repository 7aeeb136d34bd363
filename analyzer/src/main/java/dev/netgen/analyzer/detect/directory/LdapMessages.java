package dev.netgen.analyzer.detect.directory;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * LDAP messages of one direction (RFC 4511 section 4.1.1).
 *
 * <pre>
 * 30 length  02 length id  operation  [A0 controls]
 * </pre>
 *
 * @param messages in order; the last may be cut
 * @param end the offset behind the last of them
 * @param clean false where bytes follow that are no message of this direction
 */
record LdapMessages(ImmutableList<Message> messages, long end, boolean clean) {
  static final int BIND = 0x60;
  static final int BIND_RESPONSE = 0x61;
  static final int UNBIND = 0x42;
  static final int SEARCH = 0x63;
  static final int EXTENDED = 0x77;
  static final int EXTENDED_RESPONSE = 0x78;
  private static final int ABANDON = 0x50;
  private static final int DELETE = 0x4A;
  private static final int MAX_MESSAGES = 256;
  private static final long LONGEST = 1L << 26;

  /**
   * One message.
   *
   * @param id which its answers repeat
   * @param operation its operation's element
   * @param end the offset behind it
   */
  record Message(long id, Ber operation, long end) {
    int tag() {
      return operation.tag();
    }
  }

  static LdapMessages read(Bytes bytes, int offset, boolean fromServer) {
    ImmutableList.Builder<Message> messages = ImmutableList.builder();
    long at = offset;
    for (int count = 0; count < MAX_MESSAGES && at < bytes.length(); count++) {
      Message message = message(bytes, at, fromServer);
      if (message == null) {
        return new LdapMessages(
            messages.build(), at, bytes.u8((int) at) == Ber.SEQUENCE && !bytes.has(at, 16));
      }
      messages.add(message);
      at = message.end();
    }
    return new LdapMessages(messages.build(), Math.min(at, bytes.length()), true);
  }

  private static @Nullable Message message(Bytes bytes, long at, boolean fromServer) {
    if (bytes.u8((int) at) != Ber.SEQUENCE) {
      return null;
    }
    Ber outer = Ber.at(bytes, at);
    Ber id = outer == null ? null : Ber.inside(bytes, outer);
    if (outer == null || id == null || id.tag() != Ber.INTEGER || outer.length() > LONGEST) {
      return null;
    }
    Ber operation = id.number(bytes) < 0 ? null : Ber.at(bytes, id.end());
    return operation != null
            && operation.end() <= outer.end()
            && plausible(bytes, operation, fromServer)
        ? new Message(id.number(bytes), operation, outer.end())
        : null;
  }

  /** Whether it is an operation of this direction and begins as one. */
  private static boolean plausible(Bytes bytes, Ber operation, boolean fromServer) {
    if (fromServer) {
      return switch (operation.tag()) {
        case BIND_RESPONSE, 0x65, 0x67, 0x69, 0x6B, 0x6D, 0x6F, EXTENDED_RESPONSE ->
            begins(bytes, operation, Ber.ENUMERATED) && operation.length() >= 7;
        case 0x64, 0x73 -> begins(bytes, operation, Ber.OCTETS);
        case 0x79 ->
            operation.length() == 0
                || begins(bytes, operation, 0x80)
                || begins(bytes, operation, 0x81);
        default -> false;
      };
    }
    return switch (operation.tag()) {
      case BIND -> begins(bytes, operation, Ber.INTEGER);
      case SEARCH, 0x66, 0x68, 0x6C, 0x6E -> begins(bytes, operation, Ber.OCTETS);
      case EXTENDED -> begins(bytes, operation, 0x80);
      case UNBIND -> operation.length() == 0;
      case ABANDON -> operation.length() >= 1 && operation.length() <= 4;
      case DELETE -> operation.length() > 2 && operation.length() < 8192;
      default -> false;
    };
  }

  private static boolean begins(Bytes bytes, Ber operation, int tag) {
    Ber first = Ber.inside(bytes, operation);
    return first != null
        && first.tag() == tag
        && first.end() <= operation.end()
        && (tag != Ber.ENUMERATED || first.length() == 1)
        && (tag != Ber.INTEGER || first.length() == 1);
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  /** The first message of this tag, or null. */
  @Nullable Message first(int tag) {
    for (Message message : messages) {
      if (message.tag() == tag) {
        return message;
      }
    }
    return null;
  }

  /** The first message of this tag that answers this id, or null. */
  @Nullable Message answer(int tag, long id) {
    for (Message message : messages) {
      if (message.tag() == tag && message.id() == id) {
        return message;
      }
    }
    return null;
  }
}
