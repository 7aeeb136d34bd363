package dev.netgen.analyzer.detect.text;

import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.tls.Upgrade;
import dev.netgen.model.graph.Encryption;

/**
 * What became of a line protocol's change to TLS.
 *
 * @param protocol the name
 * @param command the request for it, such as {@code STARTTLS}
 * @param clear what was seen in clear, such as {@code SMTP in clear}
 */
public record ClearStart(String protocol, String command, String clear) {

  /** What the server said to the request. */
  public enum Answer {
    NOT_SEEN,
    AGREED,
    REFUSED
  }

  /** Nobody asked. */
  public Finding notAsked(boolean offered) {
    return Finding.plaintext(
        protocol, offered ? command + " offered and not taken, " + clear : clear);
  }

  /**
   * Somebody asked.
   *
   * @param exchange both sides
   * @param client the client's lines
   * @param asked the place of the request among them
   * @param server the server's lines
   * @param answer what the server said
   * @param answerEnd the offset behind its answer, where it is known
   */
  public Finding asked(
      Exchange exchange, Lines client, int asked, Lines server, Answer answer, int answerEnd) {
    boolean last = asked == client.count() - 1;
    boolean tls = last && client.stop() == Lines.Stop.TLS;
    if (answer == Answer.REFUSED) {
      return Finding.plaintext(protocol, command + " refused, " + clear);
    }
    if (answer == Answer.NOT_SEEN && !tls) {
      return last
          ? Finding.of(protocol, Encryption.OPAQUE, command + " without an answer")
          : Finding.plaintext(protocol, command + " not agreed, " + clear);
    }
    int serverFrom = server.stop() == Lines.Stop.TLS ? server.end() : answerEnd;
    return Upgrade.toTls(
        protocol,
        command + " agreed",
        new Exchange(
            exchange.client().from(client.get(asked).end()), exchange.server().from(serverFrom)));
  }
}
