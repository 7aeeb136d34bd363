package dev.netgen.analyzer.decode;

import static dev.netgen.analyzer.testing.Packets.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.testing.Packets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames of IEEE 802.11, written out after its section 9.2, bare and behind radiotap. */
final class WlanTest {
  private static final byte[] LLC = bytes(0xAA, 0xAA, 3, 0, 0, 0, 8, 0);
  private static final int DATA = 0x08;
  private static final int QOS_DATA = 0x88;
  private static final int TO_DS = 0x01;

  private final DecodedPacket decoded = new DecodedPacket();
  private final PacketDecoder decoder = new PacketDecoder();

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] packet() {
    return join(LLC, Packets.udp("10.0.0.1", 1111, "10.0.0.2", 2222).payload("hello").ip());
  }

  /** Frame control, then duration, addresses and sequence, all zero, then {@code more}. */
  private static byte[] header(int first, int second, int... more) {
    return join(bytes(first, second), new byte[22], bytes(more));
  }

  private static Arguments of(String name, int linkType, byte[] frame) {
    return Arguments.of(name, linkType, frame);
  }

  private static Stream<Arguments> frames() {
    byte[] data = join(header(DATA, TO_DS), packet());
    byte[] qos = join(header(QOS_DATA, TO_DS, 0, 0), packet());
    return Stream.of(
        of("data", 105, data),
        of("with quality of service", 105, qos),
        of("with its check sequence", 105, join(data, bytes(1, 2, 3, 4))),
        of("four addresses", 105, join(header(DATA, 0x03, 0, 0, 0, 0, 0, 0), packet())),
        of("HT control", 105, join(header(QOS_DATA, 0x81, 0, 0, 0, 0, 0, 0), packet())),
        of("radiotap, no fields", 127, join(bytes(0, 0, 8, 0, 0, 0, 0, 0), data)),
        of("radiotap, flags", 127, join(bytes(0, 0, 9, 0, 2, 0, 0, 0, 0x10), data)),
        of(
            "radiotap, padded header",
            127,
            join(bytes(0, 0, 9, 0, 2, 0, 0, 0, 0x20), header(QOS_DATA, 1, 0, 0, 0, 0), packet())),
        of(
            "radiotap, two words, time, padded header",
            127,
            join(
                bytes(0, 0, 25, 0, 3, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, 0),
                bytes(1, 2, 3, 4, 5, 6, 7, 8, 0x20),
                header(QOS_DATA, 1, 0, 0, 0, 0),
                packet())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("frames")
  void holdsThePacket(String name, int linkType, byte[] frame) {
    assertThat(decoder.decode(linkType, frame, 0, frame.length, frame.length, decoded))
        .as(name)
        .isEqualTo(Reason.NONE);
    assertThat(decoded.source()).hasToString("10.0.0.1");
    assertThat(decoded.destinationPort).isEqualTo(2222);
    assertThat(decoded.payloadWire).isEqualTo(5);
    assertThat(frame[decoded.payload]).isEqualTo((byte) 'h');
  }

  /** Wherever a frame is cut, it is decoded or counted under a name. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("frames")
  void cutAnywhere(String name, int linkType, byte[] frame) {
    int cutInHeader = 0;
    for (int captured = 0; captured < frame.length; captured++) {
      byte[] kept = Arrays.copyOf(frame, captured);
      Reason reason = decoder.decode(linkType, kept, 0, captured, frame.length, decoded);
      cutInHeader += reason == Reason.TRUNCATED_WLAN ? 1 : 0;
      assertThat(reason)
          .as("%s, first %d", name, captured)
          .isIn(
              Reason.TRUNCATED_WLAN,
              Reason.TRUNCATED_LLC,
              Reason.EMPTY_IP,
              Reason.TRUNCATED_IPV4,
              Reason.TRUNCATED_UDP,
              Reason.NONE);
    }
    assertThat(cutInHeader).isGreaterThanOrEqualTo(24);
  }

  private static Stream<Arguments> counted() {
    return Stream.of(
        Arguments.of("beacon", Reason.WLAN_MANAGEMENT, header(0x80, 0)),
        Arguments.of("acknowledgement", Reason.WLAN_MANAGEMENT, header(0xD4, 0)),
        Arguments.of("null data", Reason.WLAN_MANAGEMENT, header(0x48, TO_DS)),
        Arguments.of("encrypted", Reason.WLAN_ENCRYPTED, join(header(DATA, 0x41), packet())),
        Arguments.of("first fragment", Reason.WLAN_FRAGMENT, join(header(DATA, 0x05), packet())),
        Arguments.of(
            "aggregate", Reason.WLAN_AGGREGATE, join(header(QOS_DATA, 1, 0x80, 0), packet())),
        Arguments.of("spanning tree", Reason.STP, join(header(DATA, 2), bytes(0x42, 0x42, 3))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("counted")
  void countedByName(String name, Reason reason, byte[] frame) {
    assertThat(decoder.decode(105, frame, 0, frame.length, frame.length, decoded))
        .as(name)
        .isEqualTo(reason);
  }

  @Test
  void laterFragmentIsCounted() {
    byte[] frame = join(header(DATA, TO_DS), packet());
    frame[22] = 1;
    assertThat(decoder.decode(105, frame, 0, frame.length, frame.length, decoded))
        .isEqualTo(Reason.WLAN_FRAGMENT);
  }
}
