package dev.netgen.analyzer.decode;

import static dev.netgen.analyzer.testing.Envelopes.bytes;
import static dev.netgen.analyzer.testing.Packets.join;
import static dev.netgen.analyzer.testing.Packets.shorts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.testing.Envelopes;
import dev.netgen.analyzer.testing.Packets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every IP protocol is part of a flow; ICMP errors tell of the packet they quote. */
class ProtocolTest {
  private static final String A = "10.0.0.1";
  private static final String B = "10.0.0.2";
  private static final String A6 = "2001:db8::1";
  private static final String B6 = "2001:db8::2";

  private final DecodedPacket decoded = new DecodedPacket();
  private final PacketDecoder decoder = new PacketDecoder();

  private Reason decode(byte[] ip, int wire) {
    return decoder.decode(LinkTypes.RAW, ip, 0, ip.length, wire, decoded);
  }

  private Reason decode(byte[] ip) {
    return decode(ip, ip.length);
  }

  @TestFactory
  Stream<DynamicTest> protocolsWithoutPorts() {
    return IntStream.of(0, 1, 2, 4, 41, 47, 50, 58, 88, 89, 97, 103, 108, 112, 137, 200, 255)
        .mapToObj(
            protocol ->
                DynamicTest.dynamicTest(
                    "protocol " + protocol,
                    () -> {
                      assertThat(decode(Packets.ip(protocol, A, B, new byte[16]).ip()))
                          .isEqualTo(Reason.NONE);
                      assertThat(decoded.protocol).isEqualTo(protocol);
                      assertThat(decoded.sourcePort + decoded.destinationPort).isZero();
                      assertThat(decoded.payloadWire).isEqualTo(16);
                      assertThat(decoded.carriers).isZero();
                    }));
  }

  @Test
  void pingIsAFlowOfIcmp() {
    assertThat(decode(Packets.ip(1, A, B, bytes(8, 0, 0, 0, 0, 1, 0, 1)).ip()))
        .isEqualTo(Reason.NONE);
    assertThat(decoded.protocol).isEqualTo(1);
    assertThat(decode(Packets.ip(58, A6, B6, bytes(135, 0, 0, 0, 0, 0, 0, 0)).ip()))
        .isEqualTo(Reason.NONE);
    assertThat(decoded.protocol).isEqualTo(58);
  }

  @Test
  void udpLiteAndDccpHavePorts() {
    byte[] lite = join(shorts(1111, 2222, 8, 0), bytes(1, 2, 3));
    assertPorts(Packets.ip(136, A, B, lite).ip(), 136, 3);
    byte[] dccp = join(shorts(1111, 2222, 4 << 8, 0), new byte[8], bytes(1, 2));
    assertPorts(Packets.ip(33, A6, B6, dccp).ip(), 33, 2);
  }

  private void assertPorts(byte[] ip, int protocol, int payload) {
    assertThat(decode(ip)).isEqualTo(Reason.NONE);
    assertThat(decoded.protocol).isEqualTo(protocol);
    assertThat(decoded.sourcePort).isEqualTo(1111);
    assertThat(decoded.destinationPort).isEqualTo(2222);
    assertThat(decoded.payloadWire).isEqualTo(payload);
  }

  private static byte[] sctp(byte[]... chunks) {
    byte[] header = join(shorts(1111, 2222), bytes(0x80, 1, 2, 3), new byte[4]);
    return Packets.ip(132, A, B, join(header, join(chunks))).ip();
  }

  private static byte[] chunk(int type, byte[] value) {
    byte[] padded = Arrays.copyOf(value, (value.length + 3) & ~3);
    return join(bytes(type, 3), shorts(4 + value.length), padded);
  }

  @Test
  void sctpTellsItsChunksTagsAndData() {
    assertPorts(sctp(chunk(1, join(bytes(1, 2, 3, 4), new byte[12]))), 132, 0);
    assertThat(decoded.flags).isEqualTo(SctpChunks.INIT);
    assertThat(decoded.sequence).isEqualTo(0x80010203);
    assertThat(decoded.acknowledgement).isEqualTo(0x01020304);
    byte[] text = join(new byte[12], "hello".getBytes(StandardCharsets.US_ASCII));
    byte[] both = sctp(chunk(10, new byte[6]), chunk(0, text), chunk(0, new byte[14]));
    assertPorts(both, 132, 7);
    assertThat(decoded.flags).isEqualTo(SctpChunks.COOKIE_ECHO | SctpChunks.DATA);
    assertThat(both[decoded.payload]).isEqualTo((byte) 'h');
    assertPorts(sctp(chunk(64, new byte[18])), 132, 2);
    assertThat(decoded.flags).isEqualTo(SctpChunks.DATA);
    int[] types = {2, 3, 4, 5, 6, 7, 8, 9, 11, 14, 130};
    byte[][] all = IntStream.of(types).mapToObj(t -> chunk(t, bytes())).toArray(byte[][]::new);
    assertPorts(sctp(all), 132, 0);
    assertThat(decoded.flags)
        .isEqualTo(
            SctpChunks.INIT_ACK
                | SctpChunks.SACK
                | SctpChunks.HEARTBEAT
                | SctpChunks.HEARTBEAT_ACK
                | SctpChunks.ABORT
                | SctpChunks.SHUTDOWN
                | SctpChunks.SHUTDOWN_ACK
                | SctpChunks.ERROR
                | SctpChunks.COOKIE_ACK
                | SctpChunks.SHUTDOWN_COMPLETE
                | SctpChunks.OTHER);
  }

  private record Told(int type, int code, IcmpError error, String reason) {}

  @TestFactory
  Stream<DynamicTest> errorsQuote() {
    byte[] quoted = Packets.tcp(A, 1111, B, 2222).flags("S").seq(77).ip();
    return Stream.of(
            new Told(3, 0, IcmpError.UNREACHABLE, "icmp error: unreachable"),
            new Told(3, 1, IcmpError.UNREACHABLE, "icmp error: unreachable"),
            new Told(3, 2, IcmpError.REFUSED, "icmp error: refused"),
            new Told(3, 3, IcmpError.REFUSED, "icmp error: refused"),
            new Told(3, 4, IcmpError.TOO_BIG, "icmp error: too big"),
            new Told(3, 9, IcmpError.PROHIBITED, "icmp error: prohibited"),
            new Told(3, 13, IcmpError.PROHIBITED, "icmp error: prohibited"),
            new Told(4, 0, IcmpError.OTHER, "icmp error: other"),
            new Told(5, 1, IcmpError.OTHER, "icmp error: other"),
            new Told(11, 0, IcmpError.TIME_EXCEEDED, "icmp error: time exceeded"),
            new Told(12, 0, IcmpError.OTHER, "icmp error: other"))
        .map(e -> DynamicTest.dynamicTest(e.toString(), () -> assertQuotes(e, 1, B, A, quoted)));
  }

  @TestFactory
  Stream<DynamicTest> errorsOfIpv6Quote() {
    byte[] options = bytes(44, 0, 0, 0, 0, 0, 0, 0);
    byte[] fragment = bytes(6, 0, 0, 1, 0, 0, 0, 9);
    byte[] quoted =
        Packets.tcp(A6, 1111, B6, 2222).flags("S").seq(77).behind(60, join(options, fragment));
    return Stream.of(
            new Told(1, 0, IcmpError.UNREACHABLE, "icmp error: unreachable"),
            new Told(1, 1, IcmpError.PROHIBITED, "icmp error: prohibited"),
            new Told(1, 3, IcmpError.UNREACHABLE, "icmp error: unreachable"),
            new Told(1, 4, IcmpError.REFUSED, "icmp error: refused"),
            new Told(1, 6, IcmpError.PROHIBITED, "icmp error: prohibited"),
            new Told(2, 0, IcmpError.TOO_BIG, "icmp error: too big"),
            new Told(3, 1, IcmpError.TIME_EXCEEDED, "icmp error: time exceeded"),
            new Told(4, 0, IcmpError.OTHER, "icmp error: other"),
            new Told(4, 1, IcmpError.REFUSED, "icmp error: refused"),
            new Told(100, 0, IcmpError.OTHER, "icmp error: other"))
        .map(e -> DynamicTest.dynamicTest(e.toString(), () -> assertQuotes(e, 58, B6, A6, quoted)));
  }

  private void assertQuotes(Told e, int protocol, String from, String to, byte[] quoted) {
    byte[] body = join(bytes(e.type, e.code, 0, 0, 0, 0, 0, 0), quoted);
    byte[] packet = Packets.ip(protocol, from, to, body).ip();
    assertThat(decode(packet).name(0)).isEqualTo(e.reason);
    assertThat(decoded.icmpError).isEqualTo(e.error);
    assertThat(decoded.protocol).isEqualTo(6);
    assertThat(decoded.source().toString()).isEqualTo(to);
    assertThat(decoded.destination().toString()).isEqualTo(from);
    assertThat(decoded.sourcePort).isEqualTo(1111);
    assertThat(decoded.destinationPort).isEqualTo(2222);
    assertThat(decoded.sequence).isEqualTo(77);
    assertThat(decoded.payloadCaptured).isZero();
  }

  @Test
  void quotationsOfOtherProtocolsAndOnesThatCannotBeRead() {
    byte[] ping = Packets.ip(1, A, B, bytes(8, 0, 0, 0, 0, 1, 0, 1)).ip();
    assertThat(decode(Packets.unreachable(B, A, 1, ping).ip())).isEqualTo(Reason.ICMP_UNREACHABLE);
    assertThat(decoded.protocol).isEqualTo(1);
    assertThat(decoded.sourcePort).isZero();
    byte[] udp = Packets.udp(A, 1111, B, 2222).ip();
    byte[] authenticated =
        Packets.ip(51, A, B, Envelopes.ah(17, Arrays.copyOfRange(udp, 20, 28))).ip();
    assertThat(decode(Packets.unreachable(B, A, 3, authenticated).ip()))
        .isEqualTo(Reason.ICMP_REFUSED);
    assertThat(decoded.protocol).isEqualTo(17);
    assertThat(decoded.destinationPort).isEqualTo(2222);
    byte[] later = Packets.udp(A, 1111, B, 2222).fragment(100);
    byte[] later6 = Packets.udp(A6, 1, B6, 2).behind(44, bytes(17, 0, 1, 0, 0, 0, 0, 9));
    byte[][] unreadable = {later, Arrays.copyOf(udp, 23), Arrays.copyOf(udp, 19), {0x60}, {}};
    for (byte[] quoted : unreadable) {
      assertThat(decode(Packets.unreachable(B, A, 3, quoted).ip()))
          .isEqualTo(Reason.ICMP_UNREADABLE);
      assertThat(decoded.icmpError).isEqualTo(IcmpError.NONE);
    }
    assertThat(decode(Packets.unreachable(B6, A6, 4, later6).ip()))
        .isEqualTo(Reason.ICMP_UNREADABLE);
  }

  @Test
  void everyCutAndEveryMutationIsDecodedOrNamed() {
    byte[] udp6 = Packets.udp(A6, 1, B6, 2).behind(0, bytes(17, 0, 0, 0, 0, 0, 0, 0));
    byte[][] whole = {
      sctp(chunk(10, new byte[6]), chunk(0, new byte[20]), chunk(1, new byte[16])),
      Packets.unreachable(B6, A6, 4, udp6).ip(),
      Packets.unreachable(B, A, 4, Packets.tcp(A, 1, B, 2).ip()).ip(),
      Packets.ip(33, A, B, new byte[16]).ip(),
      Packets.ip(136, A, B, new byte[16]).ip()
    };
    Random random = new Random(12);
    for (byte[] packet : whole) {
      for (int length = 0; length <= packet.length; length++) {
        assertThat(decode(Arrays.copyOf(packet, length), packet.length)).isNotNull();
      }
      for (int round = 0; round < 20_000; round++) {
        byte[] changed = packet.clone();
        for (int i = 0; i <= random.nextInt(4); i++) {
          changed[20 + random.nextInt(changed.length - 20)] = (byte) random.nextInt();
        }
        decode(changed);
        assertThat(decoded.payloadCaptured).isBetween(0, decoded.payloadWire);
        assertThat(decoded.payload + decoded.payloadCaptured).isLessThanOrEqualTo(changed.length);
      }
    }
  }
}
