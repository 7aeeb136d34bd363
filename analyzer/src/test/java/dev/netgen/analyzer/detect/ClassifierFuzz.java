package dev.netgen.analyzer.detect;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.names.DnsMessage;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.Half;
import dev.netgen.analyzer.fuzz.Effort;
import dev.netgen.analyzer.fuzz.FuzzTarget;
import dev.netgen.analyzer.fuzz.Script;
import dev.netgen.analyzer.testing.Packets;
import dev.netgen.model.graph.Encryption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Any first bytes of both sides: the verdict keeps its bounds, and is the same whichever side was
 * seen first.
 *
 * <pre>
 * | protocol 8 | datagrams' length 4, from start, complete of both 4 | bytes of the client 16 | client, then server
 * </pre>
 */
public final class ClassifierFuzz implements FuzzTarget {
  private static final int[] PROTOCOLS = {6, 17, 50, 132};
  private static final int TCP = 6;
  private static final int MOST_DATAGRAMS = 16;
  private static final int LENGTH_STEP = 8;
  private static final int MOST_FACTS = 24;
  private static final int MOST_SEED = 2048;
  private static final int MOST_VALUE = 256;
  private static final int MOST_REASON = 1024;
  private static final Effort EFFORT = new Effort(4 << 20, 1 << 13);

  @Override
  public String label() {
    return "classifier";
  }

  @Override
  public void run(byte[] input) {
    Script script = new Script(input);
    int protocol = PROTOCOLS[script.u8() % PROTOCOLS.length];
    int bits = script.u8();
    int split = script.u16();
    byte[] said = script.rest();
    int first = Math.min(split, said.length);
    byte[] client = java.util.Arrays.copyOf(said, first);
    byte[] server = java.util.Arrays.copyOfRange(said, first, said.length);
    int each = protocol == TCP ? 0 : LENGTH_STEP * (bits >>> 4) * (bits >>> 4);
    Half up = Flows.half(client, (bits & 1) != 0, (bits & 2) != 0, ends(protocol, client, each));
    Half down = Flows.half(server, (bits & 4) != 0, (bits & 8) != 0, ends(protocol, server, each));
    Flow flow = Flows.flow(protocol, up, down, Flow.Initiator.A_BY_HANDSHAKE);
    Classifier classifier = new Classifier();
    EFFORT.within(input.length, () -> check(classifier.classify(flow), classifier, flow));
    DnsMessage.parse(said);
  }

  /** Where datagrams of this length end; of length 0, all bytes are one. */
  private static int[] ends(int protocol, byte[] bytes, int each) {
    if (protocol == TCP || bytes.length == 0) {
      return new int[0];
    }
    int step = each == 0 ? bytes.length : Math.max(each, bytes.length / MOST_DATAGRAMS + 1);
    int count = (bytes.length + step - 1) / step;
    int[] ends = new int[count];
    for (int i = 0; i < count; i++) {
      ends[i] = Math.min(bytes.length, (i + 1) * step);
    }
    return ends;
  }

  private static void check(Verdict verdict, Classifier classifier, Flow flow) {
    check(verdict.encryption() != Encryption.MIXED, "mixed of one flow");
    check(verdict.facts().size() <= MOST_FACTS, "facts");
    verdict.facts().forEach((key, value) -> check(isText(value, MOST_VALUE), key));
    check(isText(verdict.reason(), MOST_REASON), "reason");
    check(isText(verdict.protocol(), MOST_VALUE), "protocol");
    Verdict other = classifier.classify(Flows.swapped(flow));
    Verdict mirrored =
        new Verdict(
            other.protocol(),
            other.encryption(),
            other.reason(),
            mirrored(other.server()),
            other.notes(),
            other.facts());
    check(mirrored.equals(verdict), verdict + "\nseen from the other side " + mirrored);
  }

  private static Verdict.Side mirrored(Verdict.Side side) {
    return switch (side) {
      case A -> Verdict.Side.B;
      case B -> Verdict.Side.A;
      case UNKNOWN -> Verdict.Side.UNKNOWN;
    };
  }

  private static boolean isText(String text, int most) {
    return text.length() <= most && text.chars().allMatch(c -> c >= ' ' && c < 0x7F);
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  @Override
  public ImmutableList<byte[]> seeds() {
    ImmutableList.Builder<byte[]> all = ImmutableList.builder();
    for (String name : names()) {
      RecordedExchange exchange = RecordedExchange.named(name);
      all.add(seed(0, exchange.said(true), exchange.said(false)));
      all.add(seed(1, exchange.said(true), exchange.said(false)));
    }
    recorded(all);
    all.add(seed(0, text("GET / HTTP/1.1\r\nHost: a\r\n\r\n"), text("HTTP/1.1 200 OK\r\n\r\n")));
    all.add(seed(0, text("*1\r\n$4\r\nPING\r\n"), text("+PONG\r\n")));
    all.add(seed(0, text("SSH-2.0-a\r\n"), text("SSH-2.0-b\r\n")));
    all.add(seed(0, text("AMQP\0\0\t\1"), new byte[] {1, 0, 0, 0, 0, 0, 4, 0, 10, 0, 10}));
    all.add(seed(1, text("<34>1 2003-10-11T22:14:15Z host app - - - hi"), text("")));
    all.add(seed(1, text("a.b:1|c"), text("")));
    return all.build();
  }

  /** One flow of each protocol of the recorded scenarios. */
  private static void recorded(ImmutableList.Builder<byte[]> all) {
    Set<String> seen = new HashSet<>();
    try {
      for (String scenario : ProtocolRecordingsTest.scenarios()) {
        for (Flow flow : ProtocolRecordingsTest.flows(scenario)) {
          int index = flow.protocol() == TCP ? 0 : 1;
          if (seen.add(index + new Classifier().classify(flow).protocol())) {
            all.add(seed(index, head(flow.aToB()), head(flow.bToA())));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] head(Half half) {
    return java.util.Arrays.copyOf(half.prefix(), Math.min(MOST_SEED, half.prefix().length));
  }

  private static List<String> names() {
    Path folder = Path.of("src/test/resources/dev/netgen/analyzer/detect/exchanges");
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString().split("[.]", 2)[0]).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] seed(int protocol, byte[] client, byte[] server) {
    byte[] head = {(byte) protocol, 15, (byte) (client.length >> 8), (byte) client.length};
    return Packets.join(head, client, server);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
