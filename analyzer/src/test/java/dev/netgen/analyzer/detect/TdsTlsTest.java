package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.Bytes;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.model.graph.Encryption;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * TLS inside of TDS as MS-TDS section 2.2.6.5 lays it out: recorded TLS exchanges whose handshake
 * is put into PRELOGIN packets.
 */
final class TdsTlsTest {
  private static final byte[] ASKED =
      RecordedExchange.hex("12010014 00000000 00 000b 0000 01 000b 0001 ff 01");
  private static final byte[] AGREED =
      RecordedExchange.hex("04010014 00000000 00 000b 0000 01 000b 0001 ff 01");

  @ParameterizedTest
  @CsvSource({
    "tls-12, UPGRADED, 'PRELOGIN agreed, then TLS 1.2 handshake completed'",
    "tls-11, UPGRADED, 'PRELOGIN agreed, then TLS 1.1 handshake completed'",
    "tls-null, PLAINTEXT, 'PRELOGIN agreed, then TLS 1.2 with a NULL cipher suite: not encrypted'",
    "tls-anonymous, OPAQUE, 'PRELOGIN agreed, then TLS 1.2 with an anonymous suite: nobody was authenticated'",
  })
  void theSuiteInsideDecides(String name, Encryption encryption, String reason) {
    RecordedExchange inner = RecordedExchange.named(name);
    byte[] client = Bytes.concat(ASKED, packed(inner.said(true)));
    byte[] server = Bytes.concat(AGREED, packed(inner.said(false)));

    Verdict verdict =
        new Classifier()
            .classify(
                Flows.flow(
                    Flows.TCP,
                    Flows.half(client, true, true),
                    Flows.half(server, true, true),
                    Flow.Initiator.A_BY_HANDSHAKE));

    assertThat(verdict.protocol()).isEqualTo("mssql");
    assertThat(verdict.encryption()).as(verdict.reason()).isEqualTo(encryption);
    assertThat(verdict.reason()).isEqualTo(reason);
  }

  /** The records before the first of application data in packets, each of which holds one. */
  private static byte[] packed(byte[] records) {
    byte[] out = new byte[0];
    int at = 0;
    while (at + 5 <= records.length && records[at] != 0x17) {
      int length = 5 + ((records[at + 3] & 0xFF) << 8 | (records[at + 4] & 0xFF));
      int all = 8 + length;
      byte[] head = {0x12, 1, (byte) (all >> 8), (byte) all, 0, 0, 0, 0};
      out = Bytes.concat(out, head, Arrays.copyOfRange(records, at, at + length));
      at += length;
    }
    return Bytes.concat(out, Arrays.copyOfRange(records, at, records.length));
  }
}
