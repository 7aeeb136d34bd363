package dev.netgen.analyzer.detect.store;

import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.store.MongoMessages.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * MongoDB and what speaks its wire protocol: requests that answer nothing, and messages that answer
 * them by their number.
 */
public final class MongoDetector implements Detector {
  private static final String NAME = "mongodb";
  private static final String NO_HEADER = "no message header";

  /** Answered before anybody has authenticated, or part of that. */
  private static final ImmutableSet<String> BEFORE =
      ImmutableSet.of(
          "hello",
          "isMaster",
          "ismaster",
          "buildInfo",
          "buildinfo",
          "ping",
          "getnonce",
          "saslStart",
          "saslContinue",
          "authenticate",
          "logout",
          "connectionStatus",
          "getLastError",
          "getlasterror",
          "whatsmyuri",
          "endSessions",
          "features",
          "isdbgrid",
          "listCommands");

  @Override
  public Card card() {
    return Card.of(
            NAME,
            "MongoDB (OP_MSG, OP_QUERY, OP_REPLY, OP_COMPRESSED)",
            "MongoDB Wire Protocol; BSON specification")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.CREDENTIALS, Ability.NO_AUTHENTICATION);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (!client.has(0, MongoMessages.HEADER)) {
      return !client.isEmpty() && client.has(0, 4) && client.u8(3) != 0
          ? Outcome.no(NO_HEADER)
          : Outcome.needMore("no whole header of the client");
    }
    if (!MongoMessages.begins(client) || client.u32Le(8) != 0 || client.u32Le(12) == 1) {
      return Outcome.no(NO_HEADER);
    }
    if (server.has(0, MongoMessages.HEADER) && !MongoMessages.begins(server)) {
      return Outcome.no("request not answered by a message");
    }
    MongoMessages requests = MongoMessages.read(client);
    MongoMessages answers = MongoMessages.read(server);
    if (requests.messages().isEmpty() || requests.messages().get(0).document().length() < 7) {
      boolean compressed =
          !requests.messages().isEmpty()
              && requests.messages().get(0).operation() == MongoMessages.COMPRESSED;
      if (!compressed || answers.messages().isEmpty()) {
        return requests.clean()
            ? Outcome.needMore("first request cut")
            : Outcome.no("first request is no message");
      }
    }
    return found(exchange, requests, answers);
  }

  private static Outcome found(Exchange exchange, MongoMessages requests, MongoMessages answers) {
    Map<Long, Message> asked = new HashMap<>();
    requests.messages().forEach(message -> asked.putIfAbsent(message.request(), message));
    boolean answered = !answers.messages().isEmpty();
    boolean matched = answers.messages().stream().anyMatch(a -> asked.containsKey(a.responseTo()));
    if (answered && !matched) {
      return Outcome.no("answers to no request");
    }
    if (!answered && exchange.server().bytes().length() > 0) {
      return Outcome.needMore("first answer cut");
    }
    String mechanism = mechanism(requests);
    Map<String, String> facts = new TreeMap<>();
    facts.put("mongodb.mechanism", mechanism);
    facts.put("mongodb.driver", driver(requests));
    Finding finding =
        Finding.plaintext(NAME, answered ? "request and answer" : "request, no answer seen")
            .withFacts(facts)
            .withCredentialsIf(mechanism.equals("PLAIN"));
    return authentication(exchange, requests, answers, asked)
        .map(finding::withAuthentication)
        .orElse(finding)
        .match();
  }

  /** Nothing is said of a connection that only asks how the server is, as drivers do. */
  private static Optional<Authentication> authentication(
      Exchange exchange, MongoMessages requests, MongoMessages answers, Map<Long, Message> asked) {
    boolean sasl =
        requests.messages().stream()
            .anyMatch(
                message ->
                    message.command().equals("saslStart")
                        || message.command().equals("authenticate")
                        || !Bson.text(message.document(), "mechanism").isEmpty());
    if (sasl) {
      return Optional.of(Authentication.SEEN);
    }
    if (exchange.midStream()) {
      return Optional.of(Authentication.NOT_LOOKED);
    }
    boolean unread = false;
    for (Message answer : answers.messages()) {
      Message request = asked.get(answer.responseTo());
      if (request == null || BEFORE.contains(request.command())) {
        continue;
      }
      boolean readable = answer.whole() && answer.operation() != MongoMessages.COMPRESSED;
      if (request.operation() != MongoMessages.COMPRESSED
          && readable
          && Bson.isOk(answer.document())) {
        return Optional.of(Authentication.NONE_SEEN);
      }
      unread |= !readable;
    }
    return unread ? Optional.of(Authentication.NOT_LOOKED) : Optional.empty();
  }

  private static String mechanism(MongoMessages requests) {
    for (Message message : requests.messages()) {
      String mechanism = Bson.text(message.document(), "mechanism");
      if (!mechanism.isEmpty()) {
        return mechanism;
      }
    }
    return "";
  }

  /** The name in the document that drivers tell of themselves in their first request. */
  private static String driver(MongoMessages requests) {
    Bytes first = requests.messages().get(0).document();
    int at = first.find("\3driver\0", 0, first.length());
    return at < 0 ? "" : Bson.text(first.from(at), "name");
  }
}
