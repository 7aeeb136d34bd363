package dev.netgen.analyzer.detect.remote;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.model.graph.Encryption;
import java.util.Map;
import java.util.TreeMap;

/** SSH 2 (RFC 4253) and 1: identification lines, key exchange in clear, then encryption. */
public final class SshDetector implements Detector {
  /** A server may send one packet under new keys unasked, of its extensions (RFC 8308). */
  private static final int LONGEST_EXTENSIONS = 768;

  private static final String UNFINISHED = "SSH key exchange not seen to complete";

  @Override
  public Card card() {
    return Card.of("ssh", "SSH 1 and 2", "RFC 4253").tells(Ability.ROLES, Ability.ENCRYPTION);
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
      return clientAlone(one);
    }
    if (other != null && client.isEmpty() && exchange.client().complete()) {
      return serverAlone(other);
    }
    if (one == null || other == null) {
      boolean possible =
          (one != null || client.mayStartWith("SSH-"))
              && (other != null || server.mayStartWith("SSH-"));
      return possible
          ? Outcome.needMore("identification line of one side only")
          : Outcome.no("one side does not identify itself");
    }
    if ((other.clientKex() && !one.clientKex()) || (one.serverKex() && !other.serverKex())) {
      return Outcome.no("key exchange shows the roles the other way round");
    }
    return one.version2() && other.version2()
        ? version2(one, other, exchange.whole() ? Encryption.NONE : Encryption.OPAQUE)
        : version1(one, other);
  }

  /**
   * Version 2.
   *
   * @param unfinished the verdict where neither side took new keys: what was said was all about
   *     keys
   */
  private static Outcome version2(SshPackets one, SshPackets other, Encryption unfinished) {
    Map<String, String> facts = banners(one, other);
    boolean shown = one.clientKex() || other.serverKex();
    SshAlgorithms client = one.algorithms();
    SshAlgorithms server = other.algorithms();
    boolean either = one.newKeys() || other.newKeys();
    if (client == null || server == null) {
      return found(either ? Encryption.OPAQUE : unfinished, UNFINISHED, facts, shown);
    }
    SshAlgorithms.addTo(facts, client, server);
    if (!one.newKeys() || !other.newKeys()) {
      return found(either ? Encryption.OPAQUE : unfinished, UNFINISHED, facts, shown);
    }
    if (SshAlgorithms.withoutCipher(client, server)) {
      return found(Encryption.PLAINTEXT, "SSH with cipher none", facts, shown);
    }
    return one.readable() || other.readable() || !SshAlgorithms.agree(client, server)
        ? found(Encryption.OPAQUE, "SSH new keys, readable data behind them", facts, shown)
        : found(Encryption.ENCRYPTED, "SSH identification and new keys", facts, shown);
  }

  private static Outcome version1(SshPackets one, SshPackets other) {
    Ssh1 client = Ssh1.read(one.rest());
    Ssh1 server = Ssh1.read(other.rest());
    if (!one.version1() || !other.version1()) {
      return found(Encryption.OPAQUE, "SSH versions that do not fit", banners(one, other), false);
    }
    if (client.type() == Ssh1.PUBLIC_KEY || server.type() == Ssh1.SESSION_KEY) {
      return Outcome.no("key exchange shows the roles the other way round");
    }
    Map<String, String> facts = banners(one, other);
    boolean agreed = client.type() == Ssh1.SESSION_KEY && server.type() == Ssh1.PUBLIC_KEY;
    if (!agreed || !client.goesOn() || !server.goesOn()) {
      return found(Encryption.OPAQUE, "SSH 1 key exchange not seen to complete", facts, agreed);
    }
    facts.put("ssh.cipher", client.cipherName());
    boolean bare = client.cipher() == 0;
    return found(
        bare ? Encryption.PLAINTEXT : Encryption.ENCRYPTED,
        bare ? "SSH 1 with cipher none" : "SSH 1 session key, both sides go on",
        facts,
        true);
  }

  /** A client takes new keys, or goes on behind its session key, only after the server agreed. */
  private static Outcome clientAlone(SshPackets one) {
    Ssh1 first = Ssh1.read(one.rest());
    if (one.serverKex() || (one.version1() && first.type() == Ssh1.PUBLIC_KEY)) {
      return Outcome.no("key exchange shows the roles the other way round");
    }
    SshAlgorithms offer = one.algorithms();
    boolean client = one.clientKex() || (one.version1() && first.type() == Ssh1.SESSION_KEY);
    boolean agreed =
        one.clientKex()
            ? one.newKeys() && offer != null && !offer.offersNone() && !one.readable()
            : client && first.goesOn() && first.cipher() != 0;
    return found(
        agreed ? Encryption.ENCRYPTED : Encryption.OPAQUE,
        agreed ? "SSH new keys, client's direction only" : "SSH identification, one direction",
        Map.of(client ? "ssh.client" : "ssh.banner", one.banner()),
        client);
  }

  /** A server offers new keys before the client agreed, but does not go on by itself. */
  private static Outcome serverAlone(SshPackets other) {
    Ssh1 first = Ssh1.read(other.rest());
    boolean old = other.version1() && first.type() == Ssh1.PUBLIC_KEY;
    if (!other.serverKex() && !old) {
      return Outcome.needMore("identification line of one side only");
    }
    SshAlgorithms offer = other.algorithms();
    boolean agreed =
        old
            ? first.goesOn() && first.cipher() != 0
            : other.behind() > LONGEST_EXTENSIONS
                && offer != null
                && !offer.offersNone()
                && !other.readable();
    return found(
        agreed ? Encryption.ENCRYPTED : Encryption.OPAQUE,
        agreed
            ? "SSH new keys, server's direction only"
            : "SSH key exchange, server's direction only",
        Map.of("ssh.server", other.banner()),
        true);
  }

  private static Map<String, String> banners(SshPackets one, SshPackets other) {
    return new TreeMap<>(Map.of("ssh.client", one.banner(), "ssh.server", other.banner()));
  }

  private static Outcome found(
      Encryption encryption, String reason, Map<String, String> facts, boolean rolesShown) {
    return Finding.of("ssh", encryption, reason)
        .withRolesShown(rolesShown)
        .withFacts(facts)
        .match();
  }
}
