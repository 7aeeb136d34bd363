package dev.netgen.analyzer.fold;

import static dev.netgen.analyzer.fold.FlowMaker.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.graph.Encryption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What flows cut by the recording's borders add to their link. */
final class CutTest {
  private static final String CLIENT = "172.18.0.3";
  private static final String SERVER = "172.18.0.4 5432";

  private static FlowMaker whole(String protocol, Encryption encryption) {
    return tcp(CLIENT, SERVER).speaks(protocol, encryption);
  }

  private static FlowMaker cut(String protocol, Encryption encryption) {
    return tcp(CLIENT, SERVER).midStream().speaks(protocol, encryption);
  }

  private static FlowMaker openOpaque(double at) {
    return whole("", Encryption.OPAQUE).at(at).open();
  }

  static List<Arguments> flows() {
    FlowMaker upgraded = whole("postgresql", Encryption.UPGRADED);
    FlowMaker plain = whole("redis", Encryption.PLAINTEXT);
    FlowMaker https = whole("https", Encryption.ENCRYPTED);
    return List.of(
        row("postgresql upgraded", upgraded, cut("tls", Encryption.ENCRYPTED)),
        row("postgresql upgraded", upgraded, cut("", Encryption.OPAQUE)),
        row("redis plaintext", plain, cut("", Encryption.OPAQUE)),
        row("redis plaintext", plain, cut("", Encryption.NONE)),
        row("redis plaintext", plain, cut("redis", Encryption.PLAINTEXT)),
        row("redis+tls mixed", plain, cut("tls", Encryption.ENCRYPTED)),
        row("https+redis mixed", https, cut("redis", Encryption.PLAINTEXT)),
        row("https encrypted", https, cut("tls", Encryption.ENCRYPTED)),
        row("https encrypted", https, whole("tls", Encryption.ENCRYPTED)),
        row("tls encrypted", cut("tls", Encryption.ENCRYPTED), cut("", Encryption.OPAQUE)),
        row("- opaque", cut("", Encryption.OPAQUE), cut("", Encryption.NONE)),
        row("redis mixed", plain, whole("", Encryption.OPAQUE)),
        row("redis plaintext", plain, openOpaque(58)),
        row("redis mixed", plain, openOpaque(20)),
        row("redis plaintext", plain, whole("", Encryption.NONE)));
  }

  private static Arguments row(String expected, FlowMaker one, FlowMaker other) {
    return Arguments.of(expected, one, other);
  }

  @ParameterizedTest
  @MethodSource("flows")
  void addsOnlyWhatItProves(String expected, FlowMaker one, FlowMaker other) {
    World world =
        new World()
            .holds("docker:shop/backend", CLIENT)
            .holds("docker:shop/db", "172.18.0.4")
            .names("docker:shop/db", "db", "5432/tcp");
    assertThat(Scene.of(world).add(one, other).links())
        .containsExactly("docker:shop/backend -> docker:shop/db 5432/tcp " + expected);
  }

  @Test
  void anOpaqueFlowThatEndedCountsHoweverLate() {
    World world =
        new World().holds("docker:shop/backend", CLIENT).holds("docker:shop/db", "172.18.0.4");
    FlowMaker late = whole("", Encryption.OPAQUE).at(59);
    assertThat(Scene.of(world).add(whole("redis", Encryption.PLAINTEXT), late).links().toString())
        .contains("redis mixed");
  }
}
