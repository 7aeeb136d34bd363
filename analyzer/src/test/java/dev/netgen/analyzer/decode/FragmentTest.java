package dev.netgen.analyzer.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.testing.Envelopes;
import dev.netgen.analyzer.testing.Packets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fragments: in any order they give the whole; what does not come together is counted. */
class FragmentTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String TEXT = "fragments come in any order and still give one text";

  private final DecodedPacket decoded = new DecodedPacket();
  private final PacketDecoder decoder = new PacketDecoder();

  private Reason decode(byte[] packet) {
    return decode(LinkTypes.RAW, packet, 0, 0);
  }

  private Reason decode(int linkType, byte[] packet, int observer, long nanos) {
    decoded.capturedAt(observer, 3, 4, nanos);
    return decoder.decode(linkType, packet, 0, packet.length, packet.length, decoded);
  }

  private static Packets tcp4() {
    return Packets.tcp("10.0.0.1", 1111, "10.0.0.2", 2222).flags("PA").seq(7).payload(TEXT);
  }

  private static Packets tcp6() {
    return Packets.tcp("2001:db8::1", 1111, "2001:db8::2", 2222).flags("PA").seq(7).payload(TEXT);
  }

  private static List<byte[]> pieces(Packets packet, int id) {
    return List.of(
        packet.piece(id, 0, 8),
        packet.piece(id, 8, 24),
        packet.piece(id, 24, 56),
        packet.piece(id, 56, 1000));
  }

  static Stream<Packets> versions() {
    return Stream.of(tcp4(), tcp6());
  }

  private static List<List<Integer>> permutations(int count) {
    List<List<Integer>> all = new ArrayList<>(List.of(List.of()));
    for (int next = 0; next < count; next++) {
      List<List<Integer>> longer = new ArrayList<>();
      for (List<Integer> order : all) {
        for (int at = 0; at <= order.size(); at++) {
          List<Integer> more = new ArrayList<>(order);
          more.add(at, next);
          longer.add(more);
        }
      }
      all = longer;
    }
    return all;
  }

  private void assertWhole(int packets) {
    assertThat(decoded.packets).isEqualTo(packets);
    assertThat(decoded.protocol).isEqualTo(6);
    assertThat(decoded.sourcePort).isEqualTo(1111);
    assertThat(decoded.destinationPort).isEqualTo(2222);
    assertThat(decoded.sequence).isEqualTo(7);
    assertThat(text()).isEqualTo(TEXT);
    assertThat(decoded.payloadWire).isEqualTo(TEXT.length());
  }

  private String text() {
    return new String(
        decoded.buffer, decoded.payload, decoded.payloadCaptured, StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void everyOrderGivesTheWhole(Packets packet) {
    int id = 0;
    for (List<Integer> order : permutations(4)) {
      List<byte[]> pieces = pieces(packet, ++id);
      for (int i = 0; i < 3; i++) {
        assertThat(decode(pieces.get(order.get(i)))).isEqualTo(Reason.HELD);
      }
      assertThat(decode(pieces.get(order.get(3)))).isEqualTo(Reason.NONE);
      assertWhole(4);
    }
    assertThat(decoder.holds()).isFalse();
    assertThat(decoder.overlappingFragments()).isZero();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void repeatedPiecesAreCountedAndChangeNothing(Packets packet) {
    List<byte[]> pieces = pieces(packet, 1);
    for (int index : new int[] {3, 1, 1, 3, 0}) {
      assertThat(decode(pieces.get(index))).isEqualTo(Reason.HELD);
    }
    assertThat(decode(pieces.get(2))).isEqualTo(Reason.NONE);
    assertWhole(6);
    assertThat(decoder.overlappingFragments()).isZero();
  }

  @Test
  void ofOverlappingBytesTheFirstStayInIpv4() {
    Packets other = Packets.tcp("10.0.0.1", 9, "10.0.0.2", 9).payload("x".repeat(80));
    decode(tcp4().piece(1, 0, 24));
    assertThat(decode(other.piece(1, 16, 48))).isEqualTo(Reason.HELD);
    assertThat(decoder.overlappingFragments()).isEqualTo(1);
    assertThat(decode(tcp4().piece(1, 40, 1000))).isEqualTo(Reason.NONE);
    assertThat(decoded.sourcePort).isEqualTo(1111);
    assertThat(decoded.packets).isEqualTo(3);
    assertThat(text()).isEqualTo("frag" + "x".repeat(24) + TEXT.substring(28));
    assertThat(decoder.overlappingFragments()).isEqualTo(2);
  }

  @Test
  void overlappingBytesSpoilAnIpv6Datagram() {
    decode(tcp6().piece(1, 0, 24));
    decode(tcp6().piece(1, 16, 48));
    assertThat(decode(tcp6().piece(1, 48, 1000))).isEqualTo(Reason.HELD);
    assertThat(decode(tcp6().piece(1, 24, 48))).isEqualTo(Reason.HELD);
    assertThat(decoder.expire(decoded)).isEqualTo(Reason.FRAGMENTS_OVERLAP);
    assertThat(decoded.packets).isEqualTo(4);
    assertThat(decoder.holds()).isFalse();
  }

  @Test
  void aSecondEndElsewhereContradicts() {
    Packets shorter = Packets.tcp("10.0.0.1", 1, "10.0.0.2", 2).payload("0123456789");
    decode(tcp4().piece(1, 56, 1000));
    assertThat(decode(shorter.piece(1, 24, 1000))).isEqualTo(Reason.HELD);
    assertThat(decoder.overlappingFragments()).isEqualTo(1);
    assertThat(decode(tcp4().piece(1, 0, 56))).isEqualTo(Reason.NONE);
    assertWhole(3);
  }

  @Test
  void observersNetworksIdsAndProtocolsAreApart() {
    byte[] first = tcp4().piece(1, 0, 24);
    byte[] second = tcp4().piece(1, 24, 1000);
    decode(LinkTypes.RAW, first, 0, 0);
    assertThat(decode(LinkTypes.RAW, second, 1, 0)).isEqualTo(Reason.HELD);
    byte[] tagged = Packets.join(Envelopes.ethernet(0x8100, Packets.shorts(5, 0x0800)), second);
    assertThat(decode(LinkTypes.ETHERNET, tagged, 0, 0)).isEqualTo(Reason.HELD);
    assertThat(decode(tcp4().piece(2, 24, 1000))).isEqualTo(Reason.HELD);
    byte[] udp = Envelopes.with(second, 9, 17);
    assertThat(decode(udp)).isEqualTo(Reason.HELD);
    assertThat(decode(second)).isEqualTo(Reason.NONE);
    assertWhole(2);
  }

  @Test
  void piecesInsideTunnelsAndTunnelsInPieces() {
    byte[] vxlan = new byte[0];
    for (byte[] piece : pieces(tcp4(), 9)) {
      byte[] frame = Envelopes.vxlan(42, Envelopes.ethernet(0x0800, piece));
      Packets outer = Packets.udp("fd00::1", 5, "fd00::2", 4789).payload(frame);
      assertThat(decode(outer.piece(1, 32, 1000))).isEqualTo(Reason.HELD);
      assertThat(decoded.carriers).isZero();
      vxlan = outer.piece(1, 0, 32);
      Reason reason = decode(vxlan);
      assertThat(decoded.carriers).isEqualTo(1);
      assertThat(reason == Reason.NONE).isEqualTo(!decoder.holds());
    }
    assertWhole(8);
    assertThat(decoder.encapsulations().text(decoded.encapsulation)).isEqualTo("vxlan:42");
    assertThat(decoded.carrier[0].port).isEqualTo(4789);
  }

  @Test
  void aLongWaitGivesUpWhatIsThere() {
    decode(LinkTypes.RAW, tcp4().piece(1, 0, 40), 5, SECOND);
    decode(LinkTypes.RAW, tcp4().piece(2, 24, 40), 5, 2 * SECOND);
    assertThat(decoder.due(31 * SECOND)).isFalse();
    assertThat(decoder.due(32 * SECOND)).isFalse(); // one time of day alone
    assertThat(decoder.due(32 * SECOND)).isTrue();
    assertThat(decoder.expire(decoded)).isEqualTo(Reason.NONE);
    assertThat(decoded.observer).isEqualTo(5);
    assertThat(decoded.file).isEqualTo(3);
    assertThat(decoded.frame).isEqualTo(4);
    assertThat(decoded.nanos).isEqualTo(SECOND);
    assertThat(decoded.packets).isEqualTo(1);
    assertThat(decoded.destinationPort).isEqualTo(2222);
    assertThat(text()).isEqualTo(TEXT.substring(0, 20));
    assertThat(decoder.due(32 * SECOND)).isFalse();
    assertThat(decoder.expire(decoded)).isEqualTo(Reason.FRAGMENT_WITHOUT_FIRST);
    assertThat(decoder.holds()).isFalse();
  }

  @Test
  void aHeaderCutByTheMissingPieceIsNamed() {
    decode(tcp6().piece(1, 0, 8));
    decode(tcp6().piece(1, 24, 1000));
    assertThat(decoder.expire(decoded)).isEqualTo(Reason.TRUNCATED_TCP);
    assertThat(decoded.packets).isEqualTo(2);
  }

  @Test
  void whatIsHeldIsBounded() {
    Packets large = Packets.udp("10.0.0.1", 1, "10.0.0.2", 2).payload(new byte[60_000]);
    long told = 0;
    for (int id = 0; id < 3000; id++) {
      while (decoder.due(0)) {
        decoder.expire(decoded);
        told += decoded.packets;
      }
      assertThat(decode(id % 2 == 0 ? large.piece(id, 0, 56_000) : tcp4().piece(id, 0, 8)))
          .isEqualTo(Reason.HELD);
    }
    assertThat(told).isGreaterThan(2000);
    while (decoder.holds()) {
      decoder.expire(decoded);
      told += decoded.packets;
    }
    assertThat(told).isEqualTo(3000);
  }

  @Test
  void piecesCutByTheSnapLengthGiveWhatWasCaptured() {
    List<byte[]> pieces = pieces(tcp4(), 1);
    for (byte[] piece : pieces) {
      int captured = Math.min(piece.length, 20 + 12);
      decoder.decode(LinkTypes.RAW, piece, 0, captured, piece.length, decoded);
    }
    assertThat(decoded.packets).isEqualTo(4);
    assertThat(decoder.holds()).isFalse();
    byte[] headers = tcp4().piece(2, 0, 40);
    decoder.decode(LinkTypes.RAW, headers, 0, 20 + 30, headers.length, decoded);
    assertThat(decode(tcp4().piece(2, 40, 1000))).isEqualTo(Reason.NONE);
    assertThat(text()).isEqualTo(TEXT.substring(0, 10));
    assertThat(decoded.payloadWire).isEqualTo(TEXT.length());
  }

  @Test
  void anyPiecesInAnyOrderAddUpAndNeverThrow() {
    Random random = new Random(5);
    long read = 0;
    long told = 0;
    List<byte[]> all = new ArrayList<>();
    for (int id = 0; id < 40; id++) {
      all.addAll(pieces(id % 2 == 0 ? tcp4() : tcp6(), id / 8));
    }
    for (int round = 0; round < 300; round++) {
      Collections.shuffle(all, random);
      for (byte[] piece : all) {
        byte[] changed = piece.clone();
        if (random.nextInt(3) == 0) {
          changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        }
        while (decoder.due(round * SECOND)) {
          told += decoder.expire(decoded) == Reason.HELD ? 0 : decoded.packets;
        }
        byte[] cut = Arrays.copyOf(changed, changed.length - random.nextInt(3));
        read++;
        Reason reason = decode(LinkTypes.RAW, cut, 0, round * SECOND);
        told += reason == Reason.HELD ? 0 : decoded.packets;
        assertThat(decoded.payloadCaptured).isBetween(0, decoded.payloadWire);
        assertThat(decoded.payload + decoded.payloadCaptured)
            .isLessThanOrEqualTo(decoded.buffer.length);
      }
    }
    while (decoder.holds()) {
      told += decoder.expire(decoded) == Reason.HELD ? 0 : decoded.packets;
    }
    assertThat(told).isEqualTo(read);
  }
}
