package dev.netgen.analyzer.detect.message;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.message.KafkaRequests.Request;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Kafka: requests with a client's name, answered in their order under their correlation numbers. A
 * number that is repeated alone is not enough where it is 0 and no client is named.
 */
public final class KafkaDetector implements Detector {
  private static final String NAME = "kafka";
  private static final int ANSWER = 8;
  private static final int MOST_ANSWERS = 64;
  private static final int LONGEST = 1 << 28;

  @Override
  public Card card() {
    return Card.of(NAME, "Kafka", "Kafka protocol guide")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.CREDENTIALS, Ability.NO_AUTHENTICATION);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    if (!KafkaRequests.begins(client)) {
      boolean cut = !client.isEmpty() && !client.has(0, 8) && client.u8(0) <= 6;
      return cut ? Outcome.needMore("first request cut") : Outcome.no("no request header");
    }
    KafkaRequests asked = KafkaRequests.read(client);
    if (asked.requests().isEmpty()) {
      return asked.clean()
          ? Outcome.needMore("first request cut")
          : Outcome.no("no request header");
    }
    Bytes server = exchange.server().bytes();
    if (!server.has(0, ANSWER)) {
      return server.isEmpty() && series(asked)
          ? found(exchange, asked, 0, "requests, no answer seen")
          : Outcome.needMore("no answer kept");
    }
    int answered = answered(asked.requests(), server);
    boolean named = !asked.requests().get(0).client().isEmpty();
    if (!named && asked.requests().stream().allMatch(r -> r.key() == KafkaRequests.PRODUCE)) {
      return Outcome.no("numbers that count, as ZooKeeper's do, and no client's name");
    }
    if (answered == 0) {
      return Outcome.no("answer under another correlation number");
    }
    return answered > 1 || named || asked.requests().get(0).correlation() != 0 || versions(asked)
        ? found(exchange, asked, answered, "requests and answers")
        : Outcome.needMore("too few requests");
  }

  /** Requests alone: of one client, each numbered after the one before. */
  private static boolean series(KafkaRequests asked) {
    ImmutableList<Request> requests = asked.requests();
    if (!asked.clean() || requests.size() < 2 || requests.get(0).client().isEmpty()) {
      return false;
    }
    for (int i = 1; i < requests.size(); i++) {
      boolean next = requests.get(i).correlation() == requests.get(i - 1).correlation() + 1;
      if (!next || !requests.get(i).client().equals(requests.get(0).client())) {
        return false;
      }
    }
    return true;
  }

  private static boolean versions(KafkaRequests asked) {
    return asked.requests().get(0).key() == KafkaRequests.API_VERSIONS;
  }

  /**
   * How many answers stand in the order of the requests, from the first on; 0 where one does not.
   * To what is produced without asking for confirmation there is none.
   */
  private static int answered(ImmutableList<Request> requests, Bytes server) {
    long at = 0;
    int answers = 0;
    int next = 0;
    while (answers < MOST_ANSWERS && next < requests.size() && server.has(at, ANSWER)) {
      long size = server.u32((int) at);
      long correlation = server.u32((int) at + 4);
      while (next < requests.size()
          && requests.get(next).correlation() != correlation
          && requests.get(next).key() == KafkaRequests.PRODUCE) {
        next++;
      }
      if (size < 4
          || size > LONGEST
          || next == requests.size()
          || requests.get(next).correlation() != correlation) {
        // Behind an old handshake come bare tokens, which have no header.
        boolean tokens = answers > 0 && requests.get(next - 1).key() == 17;
        return tokens ? answers : 0;
      }
      answers++;
      next++;
      at += 4 + size;
    }
    return answers;
  }

  private static Outcome found(
      Exchange exchange, KafkaRequests asked, int answered, String reason) {
    String mechanism = asked.mechanism();
    Map<String, String> facts = new TreeMap<>();
    facts.put("kafka.client", asked.requests().get(0).client());
    facts.put("kafka.mechanism", mechanism);
    facts.put("kafka.software", asked.software());
    Finding finding =
        Finding.plaintext(NAME, reason)
            .withFacts(facts)
            .withCredentialsIf(mechanism.equals("PLAIN") && sent(exchange, asked));
    return authentication(exchange, asked, answered)
        .map(finding::withAuthentication)
        .orElse(finding)
        .match();
  }

  /** Whether anything follows the handshake: a token, or a request that carries one. */
  private static boolean sent(Exchange exchange, KafkaRequests asked) {
    boolean carried =
        asked.requests().stream().anyMatch(r -> r.key() == KafkaRequests.SASL_AUTHENTICATE);
    return carried || !asked.clean() || !exchange.client().complete();
  }

  private static Optional<Authentication> authentication(
      Exchange exchange, KafkaRequests asked, int answered) {
    if (asked.requests().stream().anyMatch(r -> r.key() == KafkaRequests.SASL_HANDSHAKE)) {
      return Optional.of(Authentication.SEEN);
    }
    if (exchange.midStream()) {
      return Optional.of(Authentication.NOT_LOOKED);
    }
    boolean served =
        asked.requests().stream()
            .limit(answered)
            .anyMatch(r -> r.key() != KafkaRequests.API_VERSIONS);
    if (served) {
      return Optional.of(Authentication.NONE_SEEN);
    }
    return exchange.cutShort() ? Optional.of(Authentication.NOT_LOOKED) : Optional.empty();
  }
}
