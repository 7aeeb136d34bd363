package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.BaseEncoding;
import dev.netgen.analyzer.flow.Flow;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is left of an exchange that was joined late, and by chance looks like another protocol's.
 */
final class CutMidStreamTest {
  private static String name(byte[] client, byte[] server) {
    return new Classifier()
        .classify(
            Flows.flow(
                Flows.TCP,
                Flows.half(client, false, true),
                Flows.half(server, false, true),
                Flow.Initiator.UNKNOWN))
        .protocol();
  }

  private static byte[] text(String text) {
    return text.replace('~', '\n').replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] hex(String hex) {
    return BaseEncoding.base16().lowerCase().decode(hex == null ? "" : hex.replace(" ", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "QUIT~; +OK~; redis",
        "INFO~; -NOAUTH Authentication required.~; redis",
        "QUIT~; -SMTPUTF8~250 CHUNKING~; ''",
        "GET /~; -Length: 4~~this is too much.~; ''",
        "~QUIT~; -1VDxRD3Ui5~+OK Capability list follows~; ''",
        "PING~; PONG~; nats",
        "PING~PING~; PONG~PONG~+OK~; nats",
        "PING~PING~; PONG~+PONG~; ''",
        "PING~CLIENT REPLY OFF~; PONG~; ''",
      })
  void lines(String client, String server, String protocol) {
    assertThat(name(text(client), text(server))).isEqualTo(protocol);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        // requests of ZooKeeper are numbered from 1, and none is of type 0
        "0000000800000001 0000000b; 00000010 00000001 0000000000000005 00000000; zookeeper",
        "00000200000000000000000000; 00010000000000000000000000000000 00000000; ''",
        "0000000800000000 0000000b; 00000010 00000000 0000000000000005 00000000; ''",
        // one header of DCE/RPC of one side
        "050000000000000002e00200 0000000000000000 00504c41494e; ; ''",
        "0500 0003 10000000 1800 0000 01000000 0000000000000000"
            + " 0500 0003 10000000 1800 0000 02000000 0000000000000000; ; dce-rpc",
      })
  void frames(String client, String server, String protocol) {
    assertThat(name(hex(client), hex(server))).isEqualTo(protocol);
  }
}
