package dev.netgen.analyzer.detect.message;

import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.message.MqttPackets.Packet;
import java.util.Map;

/** MQTT: CONNECT first; mid-stream by packets that chain in both directions. */
public final class MqttDetector implements Detector {
  private static final String NAME = "mqtt";
  private static final int FIRST = 0x10;

  @Override
  public Card card() {
    return Card.of(NAME, "MQTT 3.1, 3.1.1 and 5", "OASIS MQTT 5.0 and 3.1.1")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.CREDENTIALS, Ability.NO_AUTHENTICATION);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    if (!client.isEmpty() && client.u8(0) == FIRST) {
      return connects(exchange);
    }
    return exchange.midStream() && client.has(0, 2)
        ? midStream(client, exchange.server().bytes())
        : Outcome.no("no CONNECT");
  }

  private static Outcome connects(Exchange exchange) {
    MqttPackets said = MqttPackets.read(exchange.client().bytes());
    if (said.packets().isEmpty()) {
      return said.clean() ? Outcome.needMore("CONNECT cut") : Outcome.no("no CONNECT");
    }
    Packet first = said.packets().get(0);
    MqttConnect connect = MqttConnect.read(first.body());
    if (connect == null) {
      boolean cut = !first.whole() && first.body().length() < 12;
      return cut ? Outcome.needMore("CONNECT cut") : Outcome.no("no CONNECT");
    }
    Bytes server = exchange.server().bytes();
    MqttPackets answers = MqttPackets.read(server);
    if (!server.isEmpty() && !answered(server, answers)) {
      return Outcome.no("CONNECT not answered by CONNACK");
    }
    Finding finding =
        Finding.plaintext(NAME, server.isEmpty() ? "CONNECT, no answer seen" : "CONNECT in clear")
            .withFacts(Map.of("mqtt.version", connect.words()))
            .withCredentialsIf(connect.password());
    return authenticated(finding, connect, answers).match();
  }

  private static boolean answered(Bytes server, MqttPackets answers) {
    if (answers.packets().isEmpty()) {
      return answers.clean() && (server.u8(0) == 0x20 || server.u8(0) == 0xF0);
    }
    Packet first = answers.packets().get(0);
    return first.type() == MqttPackets.AUTH
        || (first.type() == MqttPackets.CONNACK
            && (first.body().isEmpty() || first.body().u8(0) <= 1));
  }

  /** A refusal names no user that authenticated, nor one that need not. */
  private static Finding authenticated(Finding finding, MqttConnect connect, MqttPackets answers) {
    if (connect.user() || connect.password() || connect.enhanced()) {
      return finding.withAuthentication(Authentication.SEEN);
    }
    if (answers.packets().isEmpty() || answers.packets().get(0).body().length() < 2) {
      return finding.withAuthentication(Authentication.NOT_LOOKED);
    }
    boolean accepted = answers.packets().get(0).body().u8(1) == 0;
    return accepted ? finding.withAuthentication(Authentication.NONE_SEEN) : finding;
  }

  private static Outcome midStream(Bytes client, Bytes server) {
    MqttPackets said = MqttPackets.read(client);
    MqttPackets heard = MqttPackets.read(server);
    if (!said.clean() || !heard.clean() || said.wholeCount() == 0 || heard.wholeCount() == 0) {
      return Outcome.no("packets do not chain in both directions");
    }
    boolean other = said.has(MqttPackets.CONNACK) || said.has(9) || said.has(11);
    if (other || said.has(MqttPackets.PINGRESP) || fromClient(heard)) {
      return Outcome.no("packets show the roles the other way round");
    }
    boolean roles = fromClient(said) || heard.has(MqttPackets.PINGRESP) || heard.has(9);
    boolean pings = said.has(MqttPackets.PINGREQ) && heard.has(MqttPackets.PINGRESP);
    boolean enough = pings || said.wholeCount() + heard.wholeCount() >= 4;
    return enough
        ? Finding.plaintext(NAME, "packets chain in both directions, mid-stream")
            .withRolesShown(roles)
            .withAuthentication(Authentication.NOT_LOOKED)
            .match()
        : Outcome.needMore("too few packets");
  }

  private static boolean fromClient(MqttPackets packets) {
    return packets.has(MqttPackets.CONNECT)
        || packets.has(MqttPackets.SUBSCRIBE)
        || packets.has(MqttPackets.UNSUBSCRIBE)
        || packets.has(MqttPackets.PINGREQ);
  }
}
