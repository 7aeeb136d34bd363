package dev.netgen.analyzer.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.testing.Envelopes;
import dev.netgen.analyzer.testing.Packets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** ESP is opened only where every byte proves that nothing is encrypted. */
class EspNullTest {
  private static final long PSEUDO = 0x0A00 + 0x0001 + 0x0A00 + 0x0002;

  private final DecodedPacket decoded = new DecodedPacket();
  private final PacketDecoder decoder = new PacketDecoder();

  private Reason decode(byte[] esp) {
    byte[] packet = Packets.ip(50, "10.0.0.1", "10.0.0.2", esp).ip();
    return decoder.decode(LinkTypes.IPV4, packet, 0, packet.length, packet.length, decoded);
  }

  private int closed(byte[] esp) {
    assertThat(decode(esp)).isEqualTo(Reason.NONE);
    assertThat(decoded.encapsulation).isZero();
    return decoded.protocol;
  }

  private static byte[] tcp(String payload) {
    byte[] ip = Packets.tcp("10.0.0.1", 1111, "10.0.0.2", 2222).payload(payload).ip();
    byte[] segment = Arrays.copyOfRange(ip, 20, ip.length);
    return Envelopes.checksummed(segment, 0, segment.length, 16, PSEUDO + 6 + segment.length);
  }

  @Test
  void provenPayloadIsDecodedUnderEveryUsualCheckValue() {
    for (String payload : new String[] {"", "h", "he", "hel", "hell", "hello"}) {
      for (int check : new int[] {12, 16, 24, 32}) {
        assertThat(decode(Envelopes.espNull(6, tcp(payload), 0, check))).isEqualTo(Reason.NONE);
        assertThat(decoded.destinationPort).isEqualTo(2222);
        assertThat(decoded.payloadWire).isEqualTo(payload.length());
        assertThat(decoder.encapsulations().text(decoded.encapsulation)).isEqualTo("esp-null");
      }
    }
    assertThat(decode(Envelopes.espNull(6, tcp("gmac"), 8, 16))).isEqualTo(Reason.NONE);
    byte[] ip = Packets.udp("192.168.0.1", 1111, "192.168.0.2", 2222).payload("x").ip();
    byte[] tunnelled = Envelopes.checksummed(ip, 0, 20, 10, 0);
    assertThat(decode(Envelopes.espNull(4, tunnelled, 0, 16))).isEqualTo(Reason.NONE);
    assertThat(decoder.encapsulations().text(decoded.encapsulation)).isEqualTo("esp-null/ipip");
    assertThat(decoded.source().toString()).isEqualTo("192.168.0.1");
  }

  @Test
  void anyDoubtLeavesItClosed() {
    byte[] good = Envelopes.espNull(6, tcp("hello"), 0, 12);
    for (int i = 8; i < good.length - 12; i++) {
      byte[] changed = good.clone();
      changed[i] ^= 0x10;
      assertThat(closed(changed)).as("byte %d", i).isEqualTo(50);
    }
    Random random = new Random(3);
    for (int round = 0; round < 200_000; round++) {
      byte[] noise = new byte[8 + random.nextInt(120)];
      random.nextBytes(noise);
      assertThat(closed(noise)).isEqualTo(50);
    }
    byte[] packet = Packets.ip(50, "10.0.0.1", "10.0.0.2", good).ip();
    byte[] cut = Arrays.copyOf(packet, packet.length - 1);
    assertThat(decoder.decode(LinkTypes.IPV4, cut, 0, cut.length, packet.length, decoded))
        .isEqualTo(Reason.NONE);
    assertThat(decoded.protocol).isEqualTo(50);
  }
}
