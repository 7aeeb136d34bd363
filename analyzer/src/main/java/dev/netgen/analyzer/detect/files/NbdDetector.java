package dev.netgen.analyzer.detect.files;

import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.tls.Upgrade;
import dev.netgen.model.graph.Encryption;

/**
 * Disks over the network: the NBD protocol (NetworkBlockDevice/nbd, doc/proto.md). The server
 * speaks first; options are asked one by one until one of them begins TLS or the transmission.
 *
 * <pre>
 * server  NBDMAGIC | IHAVEOPT | flags 2                          or  NBDMAGIC | 00420281861253 | size ...
 * client  flags 4 | (IHAVEOPT | option 4 | length 4 | data)*
 * server  (0003e889045565a9 | option 4 | type 4 | length 4 | data)*
 * </pre>
 */
public final class NbdDetector implements Detector {
  private static final String NAME = "nbd";
  private static final String MAGIC = "NBDMAGIC";
  private static final String OPTION = "IHAVEOPT";
  private static final long REPLY = 0x0003E889L;
  private static final long REPLY_END = 0x045565A9L;
  private static final int GREETING = 18;
  private static final int CLIENT_FLAGS = 4;
  private static final int OPTION_HEADER = 16;
  private static final int REPLY_HEADER = 20;
  private static final int MOST_OPTIONS = 64;
  private static final long MOST_DATA = 1 << 16;

  private static final long EXPORT_NAME = 1;
  private static final long START_TLS = 5;
  private static final long ACKNOWLEDGED = 1;

  /** Of reads and writes, with a header of old and with an extended one. */
  private static final ImmutableSet<Long> REQUESTS = ImmutableSet.of(0x25609513L, 0x21E41C71L);

  /** Of their answers: simple, structured, with an extended header. */
  private static final ImmutableSet<Long> REPLIES =
      ImmutableSet.of(0x67446698L, 0x668E33EFL, 0x6E8A278CL);

  @Override
  public Card card() {
    return Card.of(NAME, "NBD, disks over the network", "NetworkBlockDevice/nbd, doc/proto.md")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.UPGRADE, Ability.NO_AUTHENTICATION);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return (server == 'N' && begins(client)) || client == 0x25 || client == 0x21;
  }

  /** With its flags, or nothing, or in the old style with what it wants. */
  private static boolean begins(int client) {
    return client <= 0 || client == 0x25;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream() && !server.startsWith(MAGIC)) {
      return underWay(client, server);
    }
    if (!begins(client.isEmpty() ? -1 : client.u8(0))
        || server.isEmpty()
        || !server.mayStartWith(MAGIC)) {
      return Outcome.no("no greeting of NBD");
    }
    if (!server.has(0, GREETING)) {
      return Outcome.needMore("greeting cut");
    }
    if (!server.at(MAGIC.length(), OPTION)) {
      boolean asked = client.isEmpty() || isRequest(client, 0);
      boolean old = asked && server.u32(8) == 0x0000_4202L && server.u32(12) == 0x8186_1253L;
      return old ? inClear("NBD greeting of the old style") : Outcome.no("no greeting of NBD");
    }
    return negotiated(exchange);
  }

  /** Disks without TLS ask nobody who he is. */
  private static Outcome inClear(String reason) {
    return Finding.plaintext(NAME, reason).withAuthentication(Authentication.NONE_SEEN).match();
  }

  private static Outcome underWay(Bytes client, Bytes server) {
    boolean answered = server.has(0, 4) && REPLIES.contains(server.u32(0));
    return isRequest(client, 0) && answered
        ? inClear("NBD requests and replies")
        : Outcome.no("no request of NBD");
  }

  private static Outcome negotiated(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (client.isEmpty()) {
      return serverAlone(exchange);
    }
    int asked = CLIENT_FLAGS;
    int told = GREETING;
    for (int i = 0; i < MOST_OPTIONS && isOption(client, asked); i++) {
      long option = client.u32(asked + 8);
      if (option == START_TLS && acknowledged(server, told)) {
        return upgraded(exchange, asked + OPTION_HEADER, told);
      }
      if (option == START_TLS && !isReply(server, told)) {
        return opaque("STARTTLS without an answer");
      }
      if (option == EXPORT_NAME) {
        return inClear("NBD export asked for in clear");
      }
      asked += OPTION_HEADER + (int) client.u32(asked + 12);
      told = behindReplies(server, told, option);
    }
    return clientAgrees(exchange, asked);
  }

  private static Outcome upgraded(Exchange exchange, int client, int reply) {
    Exchange rest =
        new Exchange(exchange.client().from(client), exchange.server().from(reply + REPLY_HEADER));
    return Upgrade.toTls(NAME, "STARTTLS agreed", rest).match();
  }

  private static Outcome opaque(String reason) {
    return Finding.of(NAME, Encryption.OPAQUE, reason).match();
  }

  /**
   * A server that agreed to TLS says so; one that did not may have been asked to go on in clear.
   */
  private static Outcome serverAlone(Exchange exchange) {
    Bytes server = exchange.server().bytes();
    int told = GREETING;
    for (int i = 0; i < MOST_OPTIONS && isReply(server, told); i++) {
      if (acknowledged(server, told)) {
        return upgraded(exchange, 0, told);
      }
      told += REPLY_HEADER + (int) server.u32(told + 16);
    }
    return exchange.whole()
        ? Finding.plaintext(NAME, "NBD greeting, no answer seen").match()
        : opaque("NBD greeting, one direction");
  }

  private static Outcome clientAgrees(Exchange exchange, int asked) {
    Bytes client = exchange.client().bytes();
    if (isRequest(client, asked)) {
      return inClear("NBD requests behind options in clear");
    }
    boolean options = asked > CLIENT_FLAGS || client.at(CLIENT_FLAGS, OPTION);
    if (client.length() > CLIENT_FLAGS && !options) {
      return Outcome.no("greeting of NBD not answered in NBD");
    }
    return exchange.client().complete()
        ? Finding.plaintext(NAME, "NBD options in clear").match()
        : opaque("NBD options, what follows was not kept");
  }

  private static boolean isRequest(Bytes client, int at) {
    return client.has(at, 4) && REQUESTS.contains(client.u32(at));
  }

  private static boolean isOption(Bytes client, int at) {
    return client.has(at, OPTION_HEADER)
        && client.at(at, OPTION)
        && client.u32(at + 12) <= MOST_DATA;
  }

  private static boolean isReply(Bytes server, int at) {
    return server.has(at, REPLY_HEADER)
        && server.u32(at) == REPLY
        && server.u32(at + 4) == REPLY_END
        && server.u32(at + 16) <= MOST_DATA;
  }

  private static boolean acknowledged(Bytes server, int at) {
    return isReply(server, at)
        && server.u32(at + 8) == START_TLS
        && server.u32(at + 12) == ACKNOWLEDGED;
  }

  /** Behind all replies to one option. */
  private static int behindReplies(Bytes server, int from, long option) {
    int at = from;
    while (isReply(server, at) && server.u32(at + 8) == option) {
      at += REPLY_HEADER + (int) server.u32(at + 16);
    }
    return at;
  }
}
