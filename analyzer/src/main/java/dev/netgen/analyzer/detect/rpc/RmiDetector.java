package dev.netgen.analyzer.detect.rpc;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.Map;

/**
 * Java's remote calls (Java Remote Method Invocation Specification, 10 "RMI Wire Protocol"), which
 * also carry its management beans: their login is an array of texts in a call of {@code newClient}.
 *
 * <pre>
 * client  "JRMI" | version 16 | K  stream, L  one call, M  multiplexed
 * server  K: N | length 16, host | port 32, or O        L: Q | a serialised object
 * client  K: length 16, host | port 32                  calls: P | AC ED 00 05 ...
 * </pre>
 */
public final class RmiDetector implements Detector {
  private static final String NAME = "rmi";
  private static final String MAGIC = "JRMI";
  private static final int HEAD = 7;
  private static final int LONGEST_HOST = 255;

  /** The hash by which {@code RMIServer.newClient} is called. */
  private static final String NEW_CLIENT = "\360\340t\352\255\f\256\250";

  private static final int ARRAY = 'u';

  @Override
  public Card card() {
    return Card.of(NAME, "Java RMI (JRMP), JMX", "Java RMI Specification, 10")
        .tells(Ability.ROLES, Ability.CREDENTIALS, Ability.KINDS);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 'J' && (server < 0 || (server >= 'N' && server <= 'Q'));
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (client.isEmpty() || !client.mayStartWith(MAGIC) || !exchange.client().fromStart()) {
      return Outcome.no("no JRMI first");
    }
    if (!server.isEmpty() && (server.u8(0) < 'N' || server.u8(0) > 'Q')) {
      return Outcome.no("no answer of RMI");
    }
    if (!client.has(0, HEAD)) {
      return Outcome.needMore("header cut");
    }
    int kind = client.u8(6);
    if (client.u16(4) == 0 || client.u16(4) > 2 || kind < 'K' || kind > 'M') {
      return Outcome.no("no header of RMI");
    }
    boolean single = kind == 'L';
    if (!server.isEmpty() && !(single ? returns(server) : acknowledges(server))) {
      return Outcome.no("no answer of RMI");
    }
    return told(client).match();
  }

  private static boolean returns(Bytes server) {
    return server.u8(0) == 'Q' && server.from(1).mayStartWith("\u00ac\u00ed\0\5");
  }

  /** The client's host and port as the server sees them; or that it knows no such protocol. */
  private static boolean acknowledges(Bytes server) {
    if (server.u8(0) != 'N' || !server.has(1, 2)) {
      return server.u8(0) == 'O' ? server.length() == 1 : server.u8(0) == 'N';
    }
    int length = server.u16(1);
    if (length > LONGEST_HOST || (server.has(3, length) && !server.isPrintable(3, length))) {
      return false;
    }
    return !server.has(3 + length, 2) || server.u16(3 + length) == 0;
  }

  private static Finding told(Bytes client) {
    Finding finding = Finding.plaintext(NAME, "calls in clear");
    int login = client.find(NEW_CLIENT, HEAD, client.length());
    if (login < 0) {
      return finding;
    }
    int given = login + NEW_CLIENT.length();
    return finding
        .withFacts(Map.of("rmi.use", "jmx"))
        .withCredentialsIf(client.has(given, 1) && client.u8(given) == ARRAY);
  }
}
