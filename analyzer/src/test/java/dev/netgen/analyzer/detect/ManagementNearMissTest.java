package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.Half;
import dev.netgen.model.graph.Encryption;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * IPMI, RTPS, KNXnet/IP: datagrams the recordings lack, and near misses. Those of one side are
 * divided by a slash.
 */
final class ManagementNearMissTest {
  private static final int UDP = 17;

  private static final String ASKED = "0600ff07 00 00000000 00000000 09 2018c881 0038 8e04 b5";
  private static final String TOLD =
      "0600ff07 00 00000000 00000000 10 811c6320 0038 00 01 97 05 03 00 00 00 00 08";
  private static final String OPEN = "0600ff07 06 10 00000000 00000000 0800 00000000 a4a3a2a0 / ";
  private static final String OPENED = "0600ff07 06 11 00000000 00000000 0800 00000000 02000000 / ";
  private static final String CIPHER =
      "40681737c6f4e74585e3e60f1ce2bf3c6a9ab0ec380882e183e505869edf2b1b";
  private static final String SEALED = "0600ff07 06 c0 02000000 03000000 2000" + CIPHER;
  private static final String BARE = "0600ff07 06 00 02000000 03000000 0800 2018c881 043b 04 3c";
  private static final String PING = "0600ff06 000011be 80 00 00 00";

  private static final String RTPS = "52545053 02 01 0110 0011223344556677 8899aabb ";
  private static final String DATA = "09 01 0800 0013e4046b889515 ";
  private static final String KNX_ASK = "0610 0205 001a 08010a1400028ac108010a1400028ac104040200";
  private static final String KNX_TOLD = "0610 0206 0014 010008010a1400030e5704041102";

  @ParameterizedTest
  @CsvSource({
    ASKED + "," + TOLD + ", ipmi, PLAINTEXT",
    ASKED + ", '', ipmi, PLAINTEXT",
    PING + ", 0600ff06 000011be 40 00 00 10 000011be000000008100000000000000, ipmi, PLAINTEXT",
    OPEN + BARE + "," + OPENED + BARE + ", ipmi, PLAINTEXT",
    OPEN + SEALED + "," + OPENED + SEALED + ", ipmi, UPGRADED",
    OPEN + SEALED + "," + OPENED + BARE + ", ipmi, PLAINTEXT",
    OPEN + SEALED + ", '', ipmi, OPAQUE",
    SEALED + "," + SEALED + ", ipmi, OPAQUE",
    // a sum that is none, a length of another, blocks that are none, an unknown payload, version
    "0600ff07 00 00000000 00000000 09 2018c981 0038 8e04 b5, '', '', OPAQUE",
    "0600ff07 00 00000000 00000000 19 2018c881 0038 8e04 b5, '', '', OPAQUE",
    "0600ff07 06 c0 02000000 03000000 1f00" + CIPHER + ", '', '', OPAQUE",
    "0600ff07 06 c0 00000000 03000000 2000" + CIPHER + ", '', '', OPAQUE",
    "0600ff07 06 3f 00000000 00000000 0800 0000000000000000, '', '', OPAQUE",
    "0500ff07 00 00000000 00000000 09 2018c881 0038 8e04 b5, '', '', OPAQUE",
    "0600ff06 000011bf 80 00 00 00, '', '', OPAQUE",
    ASKED + "," + ASKED + ", '', OPAQUE",
    RTPS + DATA + ", '', rtps, PLAINTEXT",
    RTPS + DATA + "," + RTPS + DATA + ", rtps, PLAINTEXT",
    RTPS + "33 01 0000 , '', rtps, OPAQUE",
    RTPS + DATA + "30 01 0400 00112233, '', rtps, OPAQUE",
    RTPS + DATA + ", 00112233, '', OPAQUE",
    "52545058 02 01 0110 0011223344556677 8899aabb " + DATA + ", '', '', OPAQUE",
    "52545053 03 01 0110 0011223344556677 8899aabb " + DATA + ", '', '', OPAQUE",
    KNX_ASK + "," + KNX_TOLD + ", knx, PLAINTEXT",
    "0610 0530 0011 2900bcc012020a03010081, '', knx, PLAINTEXT",
    "0610 0950 000a 00010000, '', knx, OPAQUE",
    "0610 0205 001b 08010a1400028ac108010a1400028ac104040200, '', '', OPAQUE",
    "0610 0605 001a 08010a1400028ac108010a1400028ac104040200, '', '', OPAQUE",
    "0620 0205 001a 08010a1400028ac108010a1400028ac104040200, '', '', OPAQUE",
    KNX_ASK + ", 00112233, '', OPAQUE",
  })
  void named(String client, String server, String protocol, Encryption encryption) {
    Verdict verdict = new Classifier().classify(Flows.udp(datagrams(client), datagrams(server)));
    assertThat(verdict.protocol()).isEqualTo(protocol);
    assertThat(verdict.encryption()).isEqualTo(encryption);
  }

  private static List<byte[]> datagrams(String hex) {
    return Stream.of(hex.split("/"))
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .map(RecordedExchange::hex)
        .toList();
  }

  /** Keys may be agreed on and used behind what was kept; version 1.5 has none. */
  @ParameterizedTest
  @CsvSource({
    ASKED + ", OPAQUE",
    OPEN + ", OPAQUE",
    OPEN + BARE + ", PLAINTEXT",
    "0600ff07 00 01000000 02000000 09 2018c881 0038 8e04 b5, PLAINTEXT",
  })
  void cutBeforeASession(String client, Encryption encryption) {
    List<byte[]> kept = datagrams(client);
    int[] ends = new int[kept.size()];
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < ends.length; i++) {
      bytes.writeBytes(kept.get(i));
      ends[i] = bytes.size();
    }
    Half asked = Flows.half(bytes.toByteArray(), true, false, ends);
    Half told = Flows.half(new byte[0], true, true, new int[0]);
    Flow flow = Flows.flow(UDP, asked, told, Flow.Initiator.A_BY_FIRST_PACKET);
    assertThat(new Classifier().classify(flow).encryption()).isEqualTo(encryption);
  }
}
