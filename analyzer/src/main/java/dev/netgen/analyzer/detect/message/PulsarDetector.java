package dev.netgen.analyzer.detect.message;

import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.Map;

/**
 * Apache Pulsar's binary protocol (its PulsarApi.proto): frames of a command, which is a message of
 * Protocol Buffers whose first field is the command's type and whose second has that type as its
 * number, and perhaps a payload. Mid-stream by frames of both sides.
 *
 * <pre>
 * total 32 | command's length 32 | 08 type | type &lt;&lt; 3 | 2, length, fields | payload
 * </pre>
 */
public final class PulsarDetector implements Detector {
  private static final String NAME = "pulsar";
  private static final int CONNECT = 2;
  private static final int CONNECTED = 3;
  private static final int ERROR = 14;
  private static final int AUTH_CHALLENGE = 36;
  private static final int LAST_TYPE = 127;
  private static final int AUTH_DATA = 3;
  private static final int AUTH_METHOD = 5;
  private static final int SIZES = 8;
  private static final int LONGEST_COMMAND = 1 << 20;
  private static final int LONGEST_FRAME = 1 << 28;

  /** Methods whose data are the secret itself. */
  private static final ImmutableSet<String> IN_CLEAR = ImmutableSet.of("token", "basic");

  /** Types that brokers alone send; of pings and their answers both do. */
  private static final ImmutableSet<Integer> BY_BROKER =
      ImmutableSet.of(
          3, 7, 8, 9, 13, 14, 17, 22, 24, 26, 27, 30, 31, 33, 35, 36, 38, 40, 51, 53, 55, 57, 59,
          61, 63, 65, 66, 68);

  private static final ImmutableSet<Integer> BY_BOTH = ImmutableSet.of(15, 16, 18, 19);

  @Override
  public Card card() {
    return Card.of(NAME, "Apache Pulsar", "Pulsar's documentation, Binary protocol")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.CREDENTIALS, Ability.NO_AUTHENTICATION);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 0 && server <= 0;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    int asked = type(client);
    int answered = type(server);
    if (exchange.midStream() && asked != CONNECT) {
      return underWay(asked, answered);
    }
    if (asked != CONNECT) {
      return Outcome.no("no frame that connects");
    }
    boolean fits = answered == CONNECTED || answered == ERROR || answered == AUTH_CHALLENGE;
    return fits || server.isEmpty()
        ? connected(client, answered).match()
        : Outcome.no("not answered by a broker");
  }

  private static Outcome underWay(int asked, int answered) {
    boolean frames = asked > CONNECT && answered > CONNECT;
    boolean fits = !BY_BROKER.contains(asked) && (BY_BROKER.contains(answered) || pings(answered));
    boolean shown = !pings(asked) || !pings(answered);
    return frames && fits
        ? Finding.plaintext(NAME, "frames of Pulsar").withRolesShown(shown).match()
        : Outcome.no("no frames of Pulsar");
  }

  private static boolean pings(int type) {
    return BY_BOTH.contains(type);
  }

  private static Finding connected(Bytes client, int answered) {
    Bytes connect = fields(client);
    String method = PulsarFields.text(connect, AUTH_METHOD);
    boolean secret = IN_CLEAR.contains(method) && !PulsarFields.text(connect, AUTH_DATA).isEmpty();
    boolean named = !method.isEmpty() && !method.equals("none");
    Finding finding =
        Finding.plaintext(NAME, "Pulsar connects in clear")
            .withFacts(Map.of("pulsar.auth", named ? method : "none"))
            .withCredentialsIf(secret);
    if (named) {
      return finding.withAuthentication(Authentication.SEEN);
    }
    return answered == CONNECTED ? finding.withAuthentication(Authentication.NONE_SEEN) : finding;
  }

  /** The first command's type, or -1 where no frame begins with one. */
  private static int type(Bytes bytes) {
    if (!bytes.has(0, SIZES + 4)) {
      return -1;
    }
    long total = bytes.u32(0);
    long command = bytes.u32(4);
    int type = bytes.u8(SIZES + 1);
    boolean sizes = command >= 4 && command <= LONGEST_COMMAND && command + 4 <= total;
    boolean named = bytes.u8(SIZES) == 8 && type >= CONNECT && type <= LAST_TYPE;
    return sizes && named && total <= LONGEST_FRAME && holds(bytes, type, (int) command)
        ? type
        : -1;
  }

  /** Whether the command's only other field has the type's number and fills the rest. */
  private static boolean holds(Bytes bytes, int type, int command) {
    int field = SIZES + 2;
    int tag = (type << 3) | 2;
    int small = (tag & 0x7F) | (tag > 0x7F ? 0x80 : 0);
    boolean tagged = bytes.u8(field) == small && (tag <= 0x7F || bytes.u8(field + 1) == tag >>> 7);
    int at = field + (tag > 0x7F ? 2 : 1);
    int length = PulsarFields.length(bytes, at);
    return tagged
        && length >= 0
        && PulsarFields.behindLength(bytes, at) + length == SIZES + command;
  }

  /** What stands in the first command's field, as far as it is kept. */
  private static Bytes fields(Bytes bytes) {
    int from = PulsarFields.behindLength(bytes, SIZES + 3);
    long end = Math.min(bytes.length(), SIZES + bytes.u32(4));
    return bytes.slice(from, (int) end - from);
  }
}
