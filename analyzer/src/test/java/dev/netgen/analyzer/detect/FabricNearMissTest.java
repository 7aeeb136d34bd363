package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.BaseEncoding;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.model.graph.Encryption;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * OpenFlow, Z39.50, JSON-RPC, SRT, MPEG's transport stream: forms the recordings lack, and near
 * misses. Datagrams of one side are divided by a slash.
 */
final class FabricNearMissTest {
  private static final String HELLO = "04000010 00000001 0001000800000010 ";
  private static final String ASK = "04050008 00000002 ";
  private static final String FEATURES =
      "04060020 00000002 000022a62c320340 00000000fe000000 000000004f000000 ";
  private static final String SEARCH =
      "b419 8302 00e0 8403 00e9a2 8504 04000000 8604 04000000 9f6e 00 00";
  private static final String FOUND = "b513 8302 00e0 8403 00e9a2 8504 04000000 8604 0400";
  private static final String BODY =
      "05dc 0000 2000 0000 0001 0b22 bd4c 0000 0000 0300 140a 0000 0000 0000 0000 0000 0000 ";
  private static final String CALL =
      "80000000 00000000 0000004f 00000000 00000004 0000 0002 73aa0434 0000" + BODY;
  private static final String TAKE =
      "80000000 00000000 0007a285 0b22bd4c 00000005 0000 4a17 73aa0434 0000" + BODY;
  private static final String BARE = "73aa0434 c0000001 001e91f1 3748a5ca 00112233";
  private static final String KEYED = "73aa0434 c8000002 001e91f1 3748a5ca 00112233";
  private static final String ID = "00000000 0000 0000 0000 000000000000 ";
  private static final String IDS = ID + ID + ID + "00000000 01000000 00000000 0500 ffff ffff ";
  private static final String RPC = "0400 2800 100000 00" + IDS + "0400 0000 00 00 01020304";
  private static final String RPC_TOLD = "0402 0800 100000 00" + IDS + "0400 0000 00 00 01020304";
  private static final String ALIVE = "80010000 00000000 000f6b84 0b22bd4c 00000000";

  @ParameterizedTest
  @CsvSource({
    HELLO + FEATURES + "," + HELLO + ASK + ", openflow, B",
    HELLO + "," + HELLO + ", openflow, UNKNOWN",
    HELLO + ", '', '', UNKNOWN",
    // a long greeting, another first message, an unknown type behind it, an unknown version
    "04000050 00000001" + "," + HELLO + ", '', UNKNOWN",
    ASK + "," + HELLO + ", '', UNKNOWN",
    HELLO + "04400008 00000002," + HELLO + ASK + ", '', UNKNOWN",
    "03000016 11e00000 0001 00c0010ac1020100c2020301,"
        + "03000016 11d00000 0001 00c0010ac1020100c2020301, '', UNKNOWN",
    "07000008 00000001," + HELLO + ", '', UNKNOWN",
    SEARCH + "," + FOUND + ", z3950, B",
    SEARCH + ", '', z3950, B",
    // another reply, an element of another tag, too long a one
    SEARCH + "," + SEARCH + ", '', UNKNOWN",
    "b419 8302 00e0 8703 00e9a2 8504 04000000 8604 04000000 9f6e 00 00, '', '', UNKNOWN",
    "b419 8309 00e0 8403 00e9a2 8504 04000000 8604 04000000 9f6e 00 00, '', '', UNKNOWN",
  })
  void streams(String client, String server, String protocol, Verdict.Side side) {
    Verdict verdict = new Classifier().classify(Flows.cut(hex(client), hex(server)));
    assertThat(verdict.protocol()).isEqualTo(protocol);
    assertThat(verdict.server()).isEqualTo(side);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"id\":0,\"method\":\"echo\",\"params\":[]}; {\"id\":0,\"result\":[],\"error\":null}; json-rpc",
        "{\"jsonrpc\":\"2.0\", \"method\" : \"a\", \"params\":{\"x\":\"}\"}, \"id\":1}; ''; json-rpc",
        "{\"id\":0,\"method\":\"a\",\"params\":[]}; {\"id\":1,\"method\":\"echo\",\"params\":[]}; json-rpc",
        // a line of a log, keys of an inner object or in a text, another answer
        "{\"id\":0,\"method\":\"GET\",\"path\":\"/\"}; ''; ''",
        "{\"a\":{\"id\":0,\"method\":\"a\",\"params\":[]}}; ''; ''",
        "{\"id\":\"\\\",\\\"method\\\":1,\\\"params\\\":\"}; ''; ''",
        "{\"id\":0,\"method\":\"a\",\"params\":[]}; {\"status\":\"ok\"}; ''",
        "[{\"id\":0,\"method\":\"a\",\"params\":[]}]; ''; ''",
      })
  void calls(String client, String server, String protocol) {
    Flow flow =
        Flows.flow(
            Flows.TCP,
            Flows.half(client.getBytes(StandardCharsets.US_ASCII), true, true),
            Flows.half(server.getBytes(StandardCharsets.US_ASCII), true, true),
            Flow.Initiator.A_BY_HANDSHAKE);
    assertThat(new Classifier().classify(flow).protocol()).isEqualTo(protocol);
  }

  @ParameterizedTest
  @CsvSource({
    CALL + "/" + BARE + "," + TAKE + ", srt, PLAINTEXT",
    CALL + "/" + KEYED + "," + TAKE + ", srt, ENCRYPTED",
    CALL + "/" + KEYED + "/" + BARE + "," + TAKE + ", srt, PLAINTEXT",
    CALL + "," + TAKE + "/" + KEYED + ", srt, ENCRYPTED",
    CALL
        + "/73aa0434 c8000002 001e91f1 3748a5ca 68656c6c6f2068656c6c6f2068656c6c6f2068656c6c6f20,"
        + TAKE
        + ", srt, OPAQUE",
    CALL + "/" + ALIVE + "," + TAKE + "/" + ALIVE + ", srt, OPAQUE",
    CALL + ", '', '', OPAQUE",
    CALL + "," + CALL + ", '', OPAQUE",
    "3210000d 00000001 00000000 01 62f22001 00001001, 3211000a 00000002 00000000 0180 08fe1000, gtp-c, PLAINTEXT",
    "30010000 00000000, 30020002 00000000 0e01, gtp-c, PLAINTEXT",
    "4820000f 00000000 00000100 01000300 62f220, 4821000e 00000001 00000100 02000200 1000, gtp-c, PLAINTEXT",
    "40010009 00000100 03000100 05, '', gtp-c, PLAINTEXT",
    "2005000d 00000100 003c0005 0001010101, 2006000d 00000100 003c0005 0001010102, pfcp, PLAINTEXT",
    "21320015 0000000000000000 00000100 003c0005 0001010101, '', pfcp, PLAINTEXT",
    // a length, a type, an element of another; who asks
    "3210000e 00000001 00000000 01 62f22001 00001001, '', '', OPAQUE",
    "32ff000d 00000001 00000000 01 62f22001 00001001, '', '', OPAQUE",
    "40010009 00000100 03000200 05, '', '', OPAQUE",
    "2005000c 00000100 003c0005 0001010101, '', '', OPAQUE",
    "2040000d 00000100 003c0005 0001010101, '', '', OPAQUE",
    RPC + "," + RPC_TOLD + ", dce-rpc, PLAINTEXT",
    RPC + ", '', dce-rpc, PLAINTEXT",
    "0400 2800 000000 00" + IDS + "0004 0000 00 00 01020304, '', dce-rpc, PLAINTEXT",
    "0400 2800 100000 00" + IDS + "0400 0000 0a 00 0102030405060708, '', dce-rpc, OPAQUE",
    RPC + "," + RPC + ", '', OPAQUE",
    // another length, type, representation
    RPC + "00, '', '', OPAQUE",
    "040b 2800 100000 00" + IDS + "0400 0000 00 00 01020304, '', '', OPAQUE",
    "0400 2800 200000 00" + IDS + "0400 0000 00 00 01020304, '', '', OPAQUE",
    "80020000 00000000 0000004f 00000000 00000004 0000 0002 73aa0434 0000"
        + BODY
        + ","
        + TAKE
        + ", '', OPAQUE",
  })
  void datagrams(String client, String server, String protocol, Encryption encryption) {
    Verdict verdict = new Classifier().classify(Flows.udp(split(client), split(server)));
    assertThat(verdict.protocol()).isEqualTo(protocol);
    assertThat(verdict.encryption()).isEqualTo(encryption);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 188, 0, mpeg-ts, PLAINTEXT",
    "1, 1316, 0, mpeg-ts, PLAINTEXT",
    "3, 188, 128, mpeg-ts, OPAQUE",
    "2, 188, 0, '', OPAQUE",
    "3, 187, 0, '', OPAQUE",
    "3, 189, 0, '', OPAQUE",
  })
  void packets(int count, int length, int flags, String protocol, Encryption encryption) {
    byte[] datagram = new byte[length];
    for (int at = 0; at < length; at += 188) {
      datagram[at] = 0x47;
      if (at + 3 < length) {
        datagram[at + 3] = (byte) (flags | 0x10);
      }
    }
    List<byte[]> sent = Stream.generate(() -> datagram).limit(count).toList();
    Verdict verdict = new Classifier().classify(Flows.udp(sent, List.of()));
    assertThat(verdict.protocol()).isEqualTo(protocol);
    assertThat(verdict.encryption()).isEqualTo(encryption);
  }

  private static List<byte[]> split(String hex) {
    return Stream.of(hex.split("/"))
        .filter(one -> !one.isBlank())
        .map(FabricNearMissTest::hex)
        .toList();
  }

  private static byte[] hex(String hex) {
    return BaseEncoding.base16().lowerCase().decode(hex.replace(" ", ""));
  }
}
