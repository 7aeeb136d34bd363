package dev.netgen.analyzer.detect.remote;

import com.google.common.base.Splitter;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.model.graph.Encryption;
import java.util.List;
import java.util.Map;

/** SSH 2 (RFC 4253): identification lines, key exchange in clear, then encryption. */
public final class SshDetector implements Detector {
  @Override
  public Card card() {
    return Card.of("ssh", "SSH 2", "RFC 4253").tells(Ability.ROLES, Ability.ENCRYPTION);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (!client.mayStartWith("SSH-") && !server.mayStartWith("SSH-")) {
      return SshPackets.identified(client, server)
          ? judge(exchange)
          : Outcome.no("no identification line");
    }
    return judge(exchange);
  }

  private static Outcome judge(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    SshPackets one = SshPackets.read(client);
    SshPackets other = SshPackets.read(server);
    if (one != null && server.isEmpty() && exchange.server().complete()) {
      return oneDirection(one);
    }
    if (one == null || other == null) {
      boolean possible =
          (one != null || client.mayStartWith("SSH-"))
              && (other != null || server.mayStartWith("SSH-"));
      return possible
          ? Outcome.needMore("identification line of one side only")
          : Outcome.no("one side does not identify itself");
    }
    if (other.clientKex() && !one.clientKex()) {
      return Outcome.no("key exchange shows the roles the other way round");
    }
    if (!version2(one.banner()) || !version2(other.banner())) {
      return finding(Encryption.OPAQUE, "SSH before version 2: cipher not looked at", one, other);
    }
    if (!one.newKeys() || !other.newKeys()) {
      return finding(Encryption.OPAQUE, "SSH key exchange not seen to complete", one, other);
    }
    if (withoutCipher(one, other)) {
      return finding(Encryption.PLAINTEXT, "SSH with cipher none", one, other);
    }
    return finding(Encryption.ENCRYPTED, "SSH identification and new keys", one, other);
  }

  /**
   * A capture point that saw one direction. A client takes new keys only after it verified the
   * server's; a server offers them before.
   */
  private static Outcome oneDirection(SshPackets one) {
    boolean agreed = one.newKeys() && one.clientKex() && version2(one.banner());
    return Finding.of(
            "ssh",
            agreed ? Encryption.ENCRYPTED : Encryption.OPAQUE,
            agreed ? "SSH new keys, client's direction only" : "SSH identification, one direction")
        .withRolesShown(one.clientKex())
        .withFacts(Map.of(one.clientKex() ? "ssh.client" : "ssh.banner", one.banner()))
        .match();
  }

  private static boolean version2(String banner) {
    return banner.startsWith("SSH-2.0-") || banner.startsWith("SSH-1.99-");
  }

  /** Whether the first of the client's ciphers that the server knows is "none" (section 7.1). */
  private static boolean withoutCipher(SshPackets one, SshPackets other) {
    List<String> offered = Splitter.on(',').splitToList(one.ciphers());
    List<String> known = Splitter.on(',').splitToList(other.ciphers());
    return offered.stream().filter(known::contains).findFirst().orElse("").equals("none");
  }

  private static Outcome finding(
      Encryption encryption, String reason, SshPackets one, SshPackets other) {
    return Finding.of("ssh", encryption, reason)
        .withRolesShown(one.clientKex())
        .withFacts(Map.of("ssh.client", one.banner(), "ssh.server", other.banner()))
        .match();
  }
}
