package dev.netgen.analyzer.detect.network;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.model.graph.Encryption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SNMP versions 1, 2c and 3: each datagram one message to its last byte. A community is a password
 * in clear. Version 3 is encrypted where its messages say so (privacy), but for those that find the
 * engine. Notifications, which nobody answers, are called {@code snmp-trap}.
 */
public final class SnmpDetector implements Detector {
  @Override
  public Card card() {
    return Card.of("snmp", "SNMP (versions 1, 2c and 3)", "RFC 3411 to 3418, RFC 1157")
        .tells(Ability.ROLES, Ability.ENCRYPTION, Ability.CREDENTIALS);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    List<SnmpMessage> asked = read(exchange.client());
    List<SnmpMessage> told = asked == null ? null : read(exchange.server());
    if (asked == null || told == null || asked.size() + told.size() == 0) {
      return Outcome.no("no SNMP message");
    }
    if (!asked.stream().allMatch(SnmpMessage::asks) || told.stream().anyMatch(SnmpMessage::asks)) {
      return Outcome.no("request and response the other way round");
    }
    return finding(asked, told).match();
  }

  private static Finding finding(List<SnmpMessage> asked, List<SnmpMessage> told) {
    List<SnmpMessage> all = new ArrayList<>(asked);
    all.addAll(told);
    SnmpMessage first = all.get(0);
    boolean clear = all.stream().anyMatch(message -> !message.hidden() && !message.discovery());
    boolean hidden =
        told.isEmpty()
            ? asked.stream().allMatch(SnmpMessage::hidden)
            : told.stream().anyMatch(SnmpMessage::hidden);
    String protocol = told.isEmpty() && first.trap() ? "snmp-trap" : "snmp";
    Finding finding =
        hidden && !clear
            ? Finding.of(protocol, Encryption.ENCRYPTED, "SNMPv3 messages with privacy")
            : Finding.plaintext(protocol, "SNMP messages in clear");
    return finding
        .withFacts(Map.of("snmp.version", first.versionText()))
        .withCredentialsIf(first.version() != 3);
  }

  /** One side's messages; null where a datagram is none. */
  private static @Nullable List<SnmpMessage> read(Speech speech) {
    List<SnmpMessage> messages = new ArrayList<>();
    for (int i = 0; i < speech.messages(); i++) {
      Bytes bytes = speech.message(i);
      SnmpMessage message = bytes.isEmpty() ? null : SnmpMessage.read(bytes);
      if (message == null) {
        return null;
      }
      messages.add(message);
    }
    return messages;
  }
}
