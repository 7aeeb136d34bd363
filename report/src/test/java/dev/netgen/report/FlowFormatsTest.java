package dev.netgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import dev.netgen.model.flow.SettledFlow;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.net.IpAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The three ways to write flows, byte for byte, with names that want to do harm. */
final class FlowFormatsTest {
  private static final long NANOS = 1_700_000_000_000_000_042L;

  private static final List<SettledFlow> FLOWS =
      List.of(
          flow("a.pcap", 6, "10.0.0.1", 40_001, "10.0.0.2", 443, "established", ""),
          flow("b\tc\n\u001b[31m\\.pcap", 58, "fe80::1", -1, "ff02::1", -1, "one-way", "vlan:5"),
          flow("b\u202e.pcap", 17, "2001:db8::1", 5353, "2001:db8::2", 53, "scan", "vxlan:7"));

  private static SettledFlow flow(
      String capture,
      int protocol,
      String client,
      int clientPort,
      String server,
      int serverPort,
      String state,
      String encapsulation) {
    return new SettledFlow(
        capture,
        protocol,
        IpAddress.parse(client),
        clientPort,
        IpAddress.parse(server),
        serverPort,
        state,
        "handshake",
        clientPort < 0 ? "" : "https",
        clientPort < 0 ? Encryption.NONE : Encryption.ENCRYPTED,
        "TLS 1.3 handshake completed",
        12,
        3_000_000_000L,
        517,
        4_000_000_000L,
        NANOS,
        NANOS + 1_000_000_000L,
        7,
        "host",
        clientPort < 0 ? 1 : 2,
        encapsulation,
        state.equals("scan") ? ImmutableList.of(3L, 17L) : ImmutableList.of());
  }

  private static String write(FlowFormat format, List<SettledFlow> flows) {
    TextBytes out = new TextBytes();
    format.begin(out);
    flows.forEach(flow -> format.row(flow, out));
    format.end(out);
    return out.toString();
  }

  @Test
  void tsv() {
    String text = write(new FlowsTsv(), FLOWS);
    Golden.assertSame("flows.tsv", text);
    assertThat(text.lines())
        .hasSize(FLOWS.size() + 1)
        .allSatisfy(line -> assertThat(line.split("\t", -1)).hasSize(21));
  }

  @Test
  void json() throws Exception {
    String text = write(new FlowsJson(), FLOWS);
    Golden.assertSame("flows.json", text);
    JsonNode document = new ObjectMapper().readTree(text);
    assertThat(document).hasSize(3);
    assertThat(document.get(1).get("capture").asText()).isEqualTo(FLOWS.get(1).capture());
    assertThat(document.get(1).has("client_port")).isFalse();
    assertThat(write(new FlowsJson(), List.of())).isEqualTo("[]\n");
  }

  @Test
  void table() {
    String text = write(new FlowsTable(), FLOWS);
    Golden.assertSame("flows.txt", text);
    assertThat(text).doesNotContain("\u001b");
  }
}
