package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.BaseEncoding;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.model.graph.Encryption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * S7, BACnet, EtherNet/IP, TNS, TACACS+, libvirt, NAT-PMP, XDMCP: forms the recordings lack, and
 * near misses. Datagrams of one side are divided by a slash.
 */
final class PlantNearMissTest {
  private static final String ASK_ISO = "03000016 11e0000000 0100c0010ac1020100c2020301 ";
  private static final String GIVE_ISO = "03000016 11d0000100 0100c0010ac1020100c2020301 ";
  private static final String JOB = "03000019 02f080 3201000000010008 0000f0000001000100f0 ";
  private static final String DONE = "0300001b 02f080 320300000001000800000000 f0000001000100f0 ";
  private static final String REGISTER =
      "6500 0400 00000000 00000000 0000000000000000 00000000 01000000 ";
  private static final String REGISTERED =
      "6500 0400 04030201 00000000 0000000000000000 00000000 01000000 ";
  private static final String SEND =
      "6f00 0800 04030201 00000000 0000000000000002 00000000 0000000000000000 ";
  private static final String CONNECT =
      "00430000 01000000 013f012c0c412000ffff4f980000 0001 0021 0022 00000000 8181 "
          + "284445534352495054494f4e3d28434f4e4e4543545f444154413d2829292929 29 ";
  private static final String ACCEPT =
      "00200000 02000000 013f000020008000ffff0001000000 2041410000 00000000 ";
  private static final String ANO = "00300000 06000000 0000 deadbeef 0026 00000000 0001 00 ";
  private static final String SERVICE = "0002 0002 00000000 0004 0005 13000000 0001 0002 ";
  private static final String LOGIN = "c0010100 2e7ff261 0000000b ";
  private static final String BODY = "0101020100000003 616263 ";
  private static final String LET_IN = "c0010200 2e7ff261 00000006 53aa842f0a64";
  private static final String CALL =
      "0000001c 20008086 00000001 00000042 00000000 00000000 00000000 ";
  private static final String ANSWER =
      "0000001c 20008086 00000001 00000042 00000001 00000000 00000000 ";

  private static final String ASK_PROPERTY = "810a0011 0104 0275000c0c020000071946";
  private static final String PROPERTY =
      "810a001d 0100 30000c0c020000071946 3e7509004241436e6574344a3f";
  private static final String WHO_IS = "810b000c 0120ffff00ff 1008";
  private static final String PORT = "0002 0000 0fa0 0fa0 0000003c";
  private static final String PORT_GIVEN = "0082 0000 0000000f 0fa0 0fa0 0000003c";

  @ParameterizedTest
  @CsvSource({
    ASK_ISO + JOB + "," + GIVE_ISO + DONE + ", s7, PLAINTEXT",
    ASK_ISO + JOB + ", '', s7, PLAINTEXT",
    ASK_ISO + "03000012 02f080 7201000b000000000000000000, '', s7, OPAQUE",
    // not confirmed, another message, one shorter than it says, none yet
    ASK_ISO + JOB + "," + ASK_ISO + ", '', OPAQUE",
    ASK_ISO + "03000019 02f080 3101000000010008 0000f0000001000100f0," + GIVE_ISO + ", '', OPAQUE",
    ASK_ISO + "03000018 02f080 3201000000010008 0000f0000001000100," + GIVE_ISO + ", '', OPAQUE",
    ASK_ISO + "," + GIVE_ISO + ", '', OPAQUE",
    REGISTER + SEND + "," + REGISTERED + ", ethernet-ip, PLAINTEXT",
    REGISTER + ", '', ethernet-ip, PLAINTEXT",
    // a session not asked for anew, another version, context of another, options, an error
    "6500 0400 00000001 00000000 0000000000000000 00000000 01000000, '', '', OPAQUE",
    "6500 0400 00000000 00000000 0000000000000000 00000000 02000000, '', '', OPAQUE",
    REGISTER + ",6500 0400 04030201 00000000 0000000000000001 00000000 01000000, '', OPAQUE",
    "6500 0400 00000000 00000000 0000000000000000 00000001 01000000, '', '', OPAQUE",
    "6500 0400 00000000 00000001 0000000000000000 00000000 01000000, '', '', OPAQUE",
    "0400 0000 00000000 00000000 0000000000000001 00000000, '', '', OPAQUE",
    "0400 0000 00000000 00000000 0000000000000001 00000000,"
        + " 0400 0200 00000000 00000000 0000000000000001 00000000 0000, ethernet-ip, PLAINTEXT",
    "6300 0000 00000000 00000000 0000000000000001 00000000, '', ethernet-ip, PLAINTEXT",
    "6300 0000 00000000 00000000 0000000000000001 00000000 00, '', '', OPAQUE",
    CONNECT + ", 00200000 04000000 22000014, tns, PLAINTEXT",
    CONNECT + ", 00200000 05000000 0014, tns, PLAINTEXT",
    CONNECT + ", 00080000 0b000000, tns, OPAQUE",
    CONNECT + CONNECT + ", 00080000 0b000000 00200000 04000000 22000014, tns, PLAINTEXT",
    CONNECT + "," + ACCEPT + ", tns, OPAQUE",
    CONNECT + "00300000 06000000 0000 0102030405060708," + ACCEPT + ", tns, PLAINTEXT",
    CONNECT + ", '', tns, PLAINTEXT",
    CONNECT + ANO + "," + ACCEPT + ANO + SERVICE + "00, tns, PLAINTEXT",
    CONNECT + ANO + "," + ACCEPT + ANO + SERVICE + "11, tns, UPGRADED",
    CONNECT + ANO + "," + ACCEPT + ", tns, OPAQUE",
    CONNECT + ANO + "," + ACCEPT + ANO + "0002 0002 00, tns, OPAQUE",
    // another type, no bracket, an answer of an unknown type
    "00430000 06000000 013f012c0c412000ffff4f980000 0001 0021 0022 00000000 8181 28, '', '', OPAQUE",
    "00430000 01000000 013f012c0c412000ffff4f980000 0001 0021 0022 00000000 8181 44, '', '', OPAQUE",
    CONNECT + ", 00200000 08000000 22000014, '', OPAQUE",
    "00430000 01000000 003f012c0c412000ffff4f980000 0001 0021 0022 00000000 8181 2844, '', '', OPAQUE",
    CONNECT + ", 00200000 00000000 22000014, '', OPAQUE",
    LOGIN + BODY + "," + LET_IN + ", tacacs, PLAINTEXT",
    LOGIN + BODY + ", '', tacacs, PLAINTEXT",
    // not the first packet, an unknown type or flag, another session's answer, more than a packet
    "c0010300 2e7ff261 0000000b" + BODY + ", '', '', OPAQUE",
    "c0040100 2e7ff261 0000000b" + BODY + ", '', '', OPAQUE",
    "c0010102 2e7ff261 0000000b" + BODY + ", '', '', OPAQUE",
    LOGIN + BODY + ", c0010200 2e7ff262 00000006 53aa842f0a64, '', OPAQUE",
    LOGIN + BODY + "00, '', '', OPAQUE",
    CALL + CALL + "," + ANSWER + ANSWER + ", libvirt, PLAINTEXT",
    CALL + ", '', libvirt, PLAINTEXT",
    CALL
        + "00112233445566778899aabbccddeeff00112233445566778899aabb,"
        + ANSWER
        + ", libvirt, OPAQUE",
    "0000001c 20008186 00000001 00000042 00000000 00000000 00000000, '', '', OPAQUE",
    "0000001c 20008086 00000002 00000042 00000000 00000000 00000000, '', '', OPAQUE",
    CALL + "," + CALL + ", '', OPAQUE",
  })
  void streams(String client, String server, String protocol, Encryption encryption) {
    assertVerdict(Flows.cut(hex(client), hex(server)), protocol, encryption);
  }

  @ParameterizedTest
  @CsvSource({
    JOB + JOB + "," + DONE + DONE + ", s7",
    JOB + "," + JOB + ", ''",
    JOB + ", '', ''",
    SEND + SEND + "," + SEND + ", ethernet-ip",
    SEND + ", '', ''",
    SEND + ",6f00 0800 04030202 00000000 0000000000000002 00000000 0000000000000000, ''",
    CALL + "," + ANSWER + ", libvirt",
    CALL + ", '', ''",
  })
  void underWay(String client, String server, String protocol) {
    Flow flow =
        Flows.flow(
            Flows.TCP,
            Flows.half(hex(client), false, true),
            Flows.half(hex(server), false, true),
            Flow.Initiator.UNKNOWN);
    assertThat(new Classifier().classify(flow).protocol()).isEqualTo(protocol);
  }

  @ParameterizedTest
  @CsvSource({
    ASK_PROPERTY + "," + PROPERTY + ", bacnet",
    WHO_IS + ", '', bacnet",
    "81020004, 81030004, bacnet",
    "810500060e10, 810000060000, bacnet",
    "8104 0014 0a140002bac0 0120ffff00ff 1008 0000, '', bacnet",
    // a length of another, an unknown function, another version of the network's packet
    "810a0012 0104 0275000c0c020000071946, '', ''",
    "810e0011 0104 0275000c0c020000071946, '', ''",
    "810a0011 0204 0275000c0c020000071946, '', ''",
    "8102000400, '', ''",
    ASK_PROPERTY + ", 00112233, ''",
    "6300 0000 00000000 00000000 0000000001000000 00000000,"
        + " 6300 0200 00000000 00000000 0000000001000000 00000000 0000, ethernet-ip",
    "0000 / " + PORT + ", 0080 0000 0000000f cb007107 /" + PORT_GIVEN + ", nat-pmp",
    PORT + ", 0082 0003 0000000f, nat-pmp",
    PORT + ", '', ''",
    PORT + ", 0082 0009 0000000f 0fa0 0fa0 0000003c, ''",
    "0003 0000 0fa0 0fa0 0000003c, 0083 0000 0000000f 0fa0 0fa0 0000003c, ''",
    "0001 0002 0001 00, 0001 0005 0006 000000000000, xdmcp",
    "0001 0002 0001 00, '', xdmcp",
    "0001 0005 0001 00, 0001 0002 0006 000000000000, xdmcp",
    "0001 0005 0001 00, 0001 0005 0006 000000000000, ''",
    "0001 0002 0002 00, '', ''",
    "0002 0002 0001 00, '', ''",
    "0001 000f 0001 00, '', ''",
  })
  void datagrams(String client, String server, String protocol) {
    Encryption encryption = protocol.isEmpty() ? Encryption.OPAQUE : Encryption.PLAINTEXT;
    assertVerdict(Flows.udp(split(client), split(server)), protocol, encryption);
  }

  private static void assertVerdict(Flow flow, String protocol, Encryption encryption) {
    Verdict verdict = new Classifier().classify(flow);
    assertThat(verdict.protocol()).isEqualTo(protocol);
    assertThat(verdict.encryption()).isEqualTo(encryption);
  }

  private static List<byte[]> split(String hex) {
    return Stream.of(hex.split("/"))
        .filter(one -> !one.isBlank())
        .map(PlantNearMissTest::hex)
        .toList();
  }

  private static byte[] hex(String hex) {
    return BaseEncoding.base16().lowerCase().decode(hex.replace(" ", ""));
  }
}
