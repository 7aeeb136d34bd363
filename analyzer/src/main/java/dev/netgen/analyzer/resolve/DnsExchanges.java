package dev.netgen.analyzer.resolve;

import dev.netgen.model.net.IpAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Questions seen, so that a response is believed when its client asked, and only the first one:
 * what comes later the client does not read either.
 *
 * <p>A response belongs to a question that the same capture point saw within {@link #GOOD_NANOS}:
 * from the same address and port to that server, with the same number, name and type (RFC 5452
 * section 9.1). The server's port is not compared: an engine's embedded resolver is asked on one
 * port and answers from another (RFC 1035's 53). Bounded: of very many open questions the oldest
 * go.
 */
final class DnsExchanges {
  /** Longer than any stub resolver waits. */
  static final long GOOD_NANOS = 30_000_000_000L;

  static final int MOST_CLIENT_PORTS = 1 << 16;
  private static final int MOST_EACH = 16;

  /** What a response is to the questions seen. */
  enum Standing {
    /** The first to a question. */
    ASKED,
    /** One more to a question that was answered. */
    AGAIN,
    /** To no question seen. */
    UNASKED
  }

  private record Asker(int observer, IpAddress address, int port, int id) {}

  private record Question(IpAddress server, String name, int type, long nanos, boolean answered) {
    boolean asks(DnsMessage message) {
      return name.equals(message.asked()) && type == message.type();
    }

    Question afterItsAnswer() {
      return new Question(server, name, type, nanos, true);
    }
  }

  private final LinkedHashMap<Asker, List<Question>> questions = new LinkedHashMap<>();

  /** Remembers a question. */
  void ask(DnsHop hop, DnsMessage message) {
    Asker asker = new Asker(hop.observer(), hop.source(), hop.sourcePort(), message.id());
    List<Question> open = questions.computeIfAbsent(asker, absent -> new ArrayList<>(1));
    open.removeIf(q -> stale(q, hop) || same(q, hop.destination(), message));
    if (open.size() < MOST_EACH) {
      open.add(
          new Question(hop.destination(), message.asked(), message.type(), hop.nanos(), false));
    }
    if (questions.size() > MOST_CLIENT_PORTS) {
      Iterator<Asker> oldest = questions.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /**
   * What this response is, to the questions so far.
   *
   * @param answersFor whether the second address, the sender, may answer what the first was asked,
   *     since a translation leads from one to the other
   */
  Standing answer(DnsHop hop, DnsMessage message, BiPredicate<IpAddress, IpAddress> answersFor) {
    Asker asker = new Asker(hop.observer(), hop.destination(), hop.destinationPort(), message.id());
    List<Question> open = questions.getOrDefault(asker, List.of());
    for (int i = 0; i < open.size(); i++) {
      Question question = open.get(i);
      boolean server =
          question.server().equals(hop.source())
              || answersFor.test(question.server(), hop.source());
      if (server && question.asks(message) && !stale(question, hop)) {
        open.set(i, question.afterItsAnswer());
        return question.answered() ? Standing.AGAIN : Standing.ASKED;
      }
    }
    return Standing.UNASKED;
  }

  private static boolean same(Question question, IpAddress server, DnsMessage message) {
    return question.server().equals(server) && question.asks(message);
  }

  private static boolean stale(Question question, DnsHop hop) {
    return hop.nanos() - question.nanos() > GOOD_NANOS;
  }
}
