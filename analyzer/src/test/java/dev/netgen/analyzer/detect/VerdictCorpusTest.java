package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import dev.netgen.analyzer.flow.DatagramTap;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.input.PacketPipeline;
import dev.netgen.analyzer.input.PipelineOptions;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Other projects' captures with known truth, where they are present: {@code NETGEN_CORPUS}, or
 * {@code shared/corpus} beside the checkout.
 */
final class VerdictCorpusTest {
  private static final Set<Encryption> PROTECTED =
      EnumSet.of(Encryption.ENCRYPTED, Encryption.UPGRADED);

  /** The corpus' families that have a detector, and the names they are given here. */
  private static final Map<String, Set<String>> NAMES =
      Map.ofEntries(
          Map.entry("starttls-irc", Set.of("irc")),
          Map.entry("starttls-xmpp", Set.of("xmpp")),
          Map.entry("starttls-ldap", Set.of("ldap")),
          Map.entry("socks", Set.of("socks")),
          Map.entry("rdp", Set.of("rdp")),
          Map.entry("rfb", Set.of("rfb")),
          Map.entry("radius", Set.of("radius")),
          Map.entry("smb", Set.of("smb")),
          Map.entry("irc", Set.of("irc")),
          Map.entry("dnp3", Set.of("dnp3")),
          Map.entry("ntlm", Set.of("dce-rpc", "ldap")),
          Map.entry("gssapi;krb;ldap", Set.of("ldap")),
          Map.entry("ldap;ntlm", Set.of("ldap")),
          Map.entry("ldap", Set.of("ldap")),
          Map.entry("krb", Set.of("kerberos", "smb")),
          Map.entry("starttls-ftp", Set.of("ftp")),
          Map.entry("ftp", Set.of("ftp")),
          Map.entry("starttls-pop3", Set.of("pop3")),
          Map.entry("pop3", Set.of("pop3")),
          Map.entry("starttls-smtp", Set.of("smtp")),
          Map.entry("smtp", Set.of("smtp")),
          Map.entry("http", Set.of("http", "websocket")),
          Map.entry("websocket", Set.of("websocket")),
          Map.entry("redis", Set.of("redis")),
          Map.entry("dns", Set.of("dns", "mdns", "llmnr", "netbios-ns")),
          Map.entry("ntp", Set.of("ntp")),
          Map.entry("dhcp", Set.of("dhcp")),
          Map.entry("ayiya", Set.of("ayiya")),
          Map.entry("postgres", Set.of("postgresql")),
          Map.entry("starttls-postgres", Set.of("postgresql")),
          Map.entry("tls", Set.of("tls", "https", "postgresql")),
          Map.entry("dtls", Set.of("dtls")),
          Map.entry("quic", Set.of("quic")),
          Map.entry("ssh", Set.of("ssh")),
          Map.entry("mysql", Set.of("mysql")),
          Map.entry("starttls-mysql", Set.of("mysql")),
          Map.entry("mqtt", Set.of("mqtt")));

  /**
   * Where the corpus' word is about something else: a TLS session with a NULL cipher suite, and an
   * SSH session on port 80 that is listed as HTTP.
   */
  private static final Set<String> DISPUTED =
      Set.of("captures/globus-url-copy.pcap", "captures/ssh/ssh-on-port-80.pcap");

  private record Truth(String capture, String conversation, boolean encrypted, String family) {
    static Truth of(String line) {
      List<String> c = Splitter.on('\t').splitToList(line);
      String conversation = key(c.get(1), c.get(2) + " " + c.get(3), c.get(4) + " " + c.get(5));
      return new Truth(c.get(0), conversation, c.get(6).equals("encrypted"), c.get(7));
    }
  }

  private static String key(String transport, String one, String other) {
    return transport + " " + (one.compareTo(other) < 0 ? one + " " + other : other + " " + one);
  }

  @Test
  void noCleartextFlowIsCalledEncryptedAndKnownProtocolsAreNamed() throws IOException {
    Path flows = corpus().resolve("flows");
    assumeTrue(Files.isDirectory(flows), "no corpus beside the checkout");
    List<String> wrong = new ArrayList<>();
    Map<String, int[]> named = new HashMap<>();
    Map<String, Map<String, Verdict>> verdicts = new HashMap<>();
    for (String line : Files.readAllLines(flows.resolve("truth.tsv")).stream().skip(1).toList()) {
      Truth truth = Truth.of(line);
      Map<String, Verdict> capture =
          verdicts.computeIfAbsent(truth.capture(), name -> verdicts(flows.resolve(name)));
      // The table calls some conversations of datagrams TCP.
      Verdict verdict =
          capture.getOrDefault(
              truth.conversation(), capture.get(truth.conversation().replace("tcp ", "udp ")));
      if (verdict != null && verdict.encryption() != Encryption.NONE) {
        judge(truth, verdict, wrong, named);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(named.keySet()).containsAll(NAMES.keySet());
    named.forEach(
        (family, counts) ->
            assertThat(100 * counts[0])
                .as("%s: %d of %d named", family, counts[0], counts[1])
                .isGreaterThanOrEqualTo(75 * counts[1]));
  }

  private static void judge(
      Truth truth, Verdict verdict, List<String> wrong, Map<String, int[]> named) {
    boolean falseProtection = !truth.encrypted() && PROTECTED.contains(verdict.encryption());
    boolean falseClear = truth.encrypted() && verdict.encryption() == Encryption.PLAINTEXT;
    if ((falseProtection || falseClear) && !DISPUTED.contains(truth.capture())) {
      wrong.add(truth + " " + verdict);
    }
    Set<String> names = NAMES.get(truth.family());
    if (names != null) {
      int[] counts = named.computeIfAbsent(truth.family(), family -> new int[2]);
      counts[0] += names.contains(verdict.protocol()) ? 1 : 0;
      counts[1]++;
    }
  }

  /** The verdict of each conversation's flow with most payload. */
  private static Map<String, Verdict> verdicts(Path capture) {
    Map<String, Flow> flows = new HashMap<>();
    try {
      PacketPipeline.run(
          List.of(capture),
          PipelineOptions.defaults(),
          flow -> flows.merge(key(flow), flow, (a, b) -> a.bytes() >= b.bytes() ? a : b),
          DatagramTap.none());
    } catch (ProblemException e) {
      return Map.of(); // a link type that is not read is the decoder's matter
    }
    Map<String, Verdict> verdicts = new HashMap<>();
    flows.forEach((key, flow) -> verdicts.put(key, new Classifier().classify(flow)));
    return verdicts;
  }

  private static String key(Flow flow) {
    return key(
        flow.protocol() == Flows.UDP ? "udp" : "tcp",
        flow.addressA() + " " + flow.portA(),
        flow.addressB() + " " + flow.portB());
  }

  private static Path corpus() {
    String given = System.getenv("NETGEN_CORPUS");
    return given == null ? Path.of("..", "..", "shared", "corpus") : Path.of(given);
  }
}
