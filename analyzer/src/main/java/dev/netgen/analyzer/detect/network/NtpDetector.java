package dev.netgen.analyzer.detect.network;

import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * NTP and SNTP, versions 1 to 4 (RFC 5905, RFC 1305, RFC 9327): time asked for and told, between
 * peers, broadcast, and the control and private messages. Digests and NTS protect against change,
 * not against being read.
 */
public final class NtpDetector implements Detector {
  @Override
  public Card card() {
    return Card.of("ntp", "NTP (versions 1 to 4, control and private mode)", "RFC 5905")
        .tells(Ability.ROLES, Ability.KINDS);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    NtpMessage client = NtpMessage.first(exchange.client());
    NtpMessage server = NtpMessage.first(exchange.server());
    if ((client == null && !exchange.client().isEmpty())
        || (server == null && !exchange.server().isEmpty())) {
      return Outcome.no("no NTP message");
    }
    if (client != null && server != null) {
      return both(client, server);
    }
    return client == null ? answer(server) : request(client);
  }

  private static Outcome both(NtpMessage client, NtpMessage server) {
    if (client.mode() >= NtpMessage.CONTROL || server.mode() >= NtpMessage.CONTROL) {
      boolean pair = client.mode() == server.mode() && !client.response() && server.response();
      return pair ? found(client, server, true) : Outcome.no("no control request and answer");
    }
    boolean asked = client.mode() == NtpMessage.CLIENT && server.mode() == NtpMessage.SERVER;
    if (asked && (server.answers(client) || (client.plausible() && server.plausible()))) {
      return found(client, server, true);
    }
    if (client.mode() == 0 || server.mode() == 0) {
      return client.version() == 1 && server.version() == 1 && server.answers(client)
          ? found(client, server, true)
          : Outcome.no("no NTP request and answer");
    }
    boolean peers = isPeer(client.mode()) && isPeer(server.mode());
    boolean plausible = client.plausible() && server.plausible();
    boolean mixed = client.mode() != NtpMessage.SERVER || server.mode() != NtpMessage.CLIENT;
    return plausible && (peers || mixed)
        ? found(
            client,
            server,
            client.mode() == NtpMessage.ACTIVE && server.mode() == NtpMessage.PASSIVE)
        : Outcome.no("NTP request and answer the other way round");
  }

  private static boolean isPeer(int mode) {
    return mode == NtpMessage.ACTIVE || mode == NtpMessage.PASSIVE;
  }

  private static Outcome request(NtpMessage client) {
    boolean asks = client.mode() != 0 && client.mode() != NtpMessage.SERVER && !client.response();
    boolean shown = client.mode() != NtpMessage.BROADCAST && !isPeer(client.mode());
    return asks && client.plausible() ? found(client, null, shown) : Outcome.no("no NTP request");
  }

  private static Outcome answer(@Nullable NtpMessage server) {
    return server != null && server.mode() == NtpMessage.SERVER && server.plausible()
        ? found(server, server, true)
        : Outcome.no("no NTP answer");
  }

  private static Outcome found(NtpMessage first, @Nullable NtpMessage server, boolean roles) {
    String kind =
        switch (first.mode()) {
          case NtpMessage.BROADCAST -> "broadcast";
          case NtpMessage.CONTROL -> "control";
          case NtpMessage.PRIVATE -> "private";
          case NtpMessage.ACTIVE, NtpMessage.PASSIVE -> "peers";
          default -> "time";
        };
    String silent = server == null ? ", no answer seen" : "";
    return Finding.plaintext("ntp", "NTP " + kind + " messages" + silent)
        .withRolesShown(roles)
        .withFacts(Map.of("ntp.version", Integer.toString(first.version())))
        .match();
  }
}
