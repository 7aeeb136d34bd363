package dev.netgen.analyzer.detect.telemetry;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * Zabbix between agents, senders, proxies and servers (its manual, "Protocols"): both sides begin
 * every message with a header.
 *
 * <pre>
 * ZBXD | flags 1 | length 4 LE | length before compression 4 LE | data, often JSON
 * </pre>
 */
public final class ZabbixDetector implements Detector {
  private static final String MAGIC = "ZBXD";
  private static final int HEADER = 13;
  private static final int PROTOCOL = 1;
  private static final int KNOWN_FLAGS = 1 | 2 | 4; // protocol, compressed, large

  @Override
  public Card card() {
    return Card.of("zabbix", "Zabbix agents, senders, proxies", "Zabbix manual, Protocols")
        .tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return (client == 'Z' || client < 0) && (server == 'Z' || server < 0);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream()) {
      return Outcome.no("begun before the capture");
    }
    boolean cut = client.length() < HEADER && server.length() < HEADER;
    if (cut && client.mayStartWith(MAGIC) && server.mayStartWith(MAGIC)) {
      return Outcome.needMore("header cut");
    }
    boolean asked = isMessage(client) || client.isEmpty();
    boolean answered = isMessage(server) || server.isEmpty();
    return asked && answered
        ? Finding.plaintext("zabbix", "Zabbix header").match()
        : Outcome.no("no header of Zabbix");
  }

  private static boolean isMessage(Bytes bytes) {
    return bytes.has(0, HEADER)
        && bytes.startsWith(MAGIC)
        && (bytes.u8(4) & PROTOCOL) != 0
        && (bytes.u8(4) & ~KNOWN_FLAGS) == 0;
  }
}
