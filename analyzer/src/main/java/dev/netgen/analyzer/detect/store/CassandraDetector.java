package dev.netgen.analyzer.detect.store;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Cassandra's CQL native protocol: OPTIONS or STARTUP first, answered by a frame of the same
 * stream; mid-stream by frames that chain in both directions.
 */
public final class CassandraDetector implements Detector {
  private static final String NAME = "cassandra";
  private static final int MAX_FRAMES = 64;

  @Override
  public Card card() {
    return Card.of(NAME, "Cassandra CQL native protocol 1 to 5", "Cassandra native_protocol specs")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.CREDENTIALS, Ability.NO_AUTHENTICATION);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    CqlFrame first = CqlFrame.read(client, 0);
    if (first == null) {
      boolean cut = !client.isEmpty() && !client.has(0, 9) && client.u8(0) <= 0x42;
      return cut ? Outcome.needMore("first frame cut") : Outcome.no("no frame of a client");
    }
    if (first.response()) {
      return Outcome.no("no frame of a client");
    }
    CqlFrame answer = CqlFrame.read(server, 0);
    if (answer == null ? server.has(0, 9) : !answer.response()) {
      return Outcome.no("not answered by a frame");
    }
    if (opens(first)) {
      return fromStart(exchange, first, answer);
    }
    return exchange.midStream() && answer != null
        ? midStream(client, server)
        : Outcome.no("no STARTUP");
  }

  /** OPTIONS is empty, STARTUP names the version of CQL. */
  private static boolean opens(CqlFrame first) {
    Bytes body = first.body();
    return first.opcode() == CqlFrame.OPTIONS
        ? body.isEmpty() && first.end() <= 9
        : first.opcode() == CqlFrame.STARTUP && body.find("CQL_VERSION", 2, body.length()) > 0;
  }

  private static Outcome fromStart(
      Exchange exchange, CqlFrame first, @Nullable CqlFrame firstAnswer) {
    boolean options = first.opcode() == CqlFrame.OPTIONS;
    if (options && firstAnswer == null) {
      return Outcome.needMore("OPTIONS without an answer");
    }
    if (firstAnswer != null && !answers(firstAnswer, options)) {
      return Outcome.no("not answered by a frame");
    }
    ImmutableList<CqlFrame> asked = frames(exchange.client().bytes());
    ImmutableList<CqlFrame> said = frames(exchange.server().bytes());
    Map<String, String> facts = new TreeMap<>();
    facts.put("cassandra.protocol", Integer.toString(asked.get(asked.size() - 1).version()));
    facts.put("cassandra.authenticator", authenticator(said));
    Finding finding =
        Finding.plaintext(NAME, (options ? "OPTIONS" : "STARTUP") + " in clear")
            .withFacts(facts)
            .withCredentialsIf(asked.stream().anyMatch(CassandraDetector::isPassword));
    return authentication(asked, said).map(finding::withAuthentication).orElse(finding).match();
  }

  private static boolean answers(CqlFrame answer, boolean options) {
    return switch (answer.opcode()) {
      case CqlFrame.ERROR -> true;
      case CqlFrame.SUPPORTED -> options;
      case CqlFrame.READY, CqlFrame.AUTHENTICATE -> !options;
      default -> false;
    };
  }

  private static Optional<Authentication> authentication(
      ImmutableList<CqlFrame> asked, ImmutableList<CqlFrame> said) {
    for (CqlFrame frame : said) {
      if (frame.opcode() == CqlFrame.READY) {
        return Optional.of(Authentication.NONE_SEEN);
      }
      if (frame.opcode() == CqlFrame.AUTHENTICATE) {
        return Optional.of(Authentication.SEEN);
      }
    }
    boolean started = asked.stream().anyMatch(frame -> frame.opcode() == CqlFrame.STARTUP);
    return started && said.isEmpty() ? Optional.of(Authentication.NOT_LOOKED) : Optional.empty();
  }

  /** SASL PLAIN in its token: nobody NUL user NUL password. */
  private static boolean isPassword(CqlFrame frame) {
    Bytes body = frame.body();
    if (frame.opcode() != CqlFrame.AUTH_RESPONSE || !body.has(0, 5)) {
      return false;
    }
    long length = body.u32(0);
    int user = body.indexOf(0, 4, body.length());
    int password = user < 0 ? -1 : body.indexOf(0, user + 1, body.length());
    return body.has(4, length) && password > user + 1 && password + 1 < body.length();
  }

  private static String authenticator(ImmutableList<CqlFrame> said) {
    for (CqlFrame frame : said) {
      Bytes body = frame.body();
      if (frame.opcode() == CqlFrame.AUTHENTICATE && body.has(0, 2) && body.has(2, body.u16(0))) {
        String name = body.text(2, body.u16(0));
        return name.substring(name.lastIndexOf('.') + 1);
      }
    }
    return "";
  }

  private static ImmutableList<CqlFrame> frames(Bytes bytes) {
    ImmutableList.Builder<CqlFrame> frames = ImmutableList.builder();
    long at = 0;
    for (int count = 0; count < MAX_FRAMES && at < bytes.length(); count++) {
      CqlFrame frame = CqlFrame.readAny(bytes, (int) at);
      if (frame == null) {
        break;
      }
      frames.add(frame);
      at = frame.end();
    }
    return frames.build();
  }

  private static Outcome midStream(Bytes client, Bytes server) {
    ImmutableList<CqlFrame> asked = frames(client);
    ImmutableList<CqlFrame> said = frames(server);
    boolean chained = chains(asked, client, false) && chains(said, server, true);
    boolean paired =
        said.stream()
            .anyMatch(frame -> asked.stream().anyMatch(ask -> ask.stream() == frame.stream()));
    return chained && paired
        ? Finding.plaintext(NAME, "frames chain in both directions, mid-stream")
            .withAuthentication(Authentication.NOT_LOOKED)
            .match()
        : Outcome.no("frames do not chain in both directions");
  }

  private static boolean chains(ImmutableList<CqlFrame> frames, Bytes bytes, boolean response) {
    if (frames.isEmpty() || frames.stream().anyMatch(frame -> frame.response() != response)) {
      return false;
    }
    long end = frames.get(frames.size() - 1).end();
    return end + 9 > bytes.length() || frames.size() == MAX_FRAMES;
  }
}
