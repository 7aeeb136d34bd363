package dev.netgen.capture.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.netgen.model.recording.EngineProfile;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineProbeTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          20.10.24 | {}   | dockerd                                | {}                        | true false iptables
          20.10.24 | {}   | dockerd --userland-proxy=false         | {}                        | false false iptables
          20.10.24 | {}   | dockerd --experimental --ip6tables     | {}                        | true true iptables
          20.10.24 | {}   | dockerd --ip6tables false -D           | {}                        | true false iptables
          28.2.2   | {}   | dockerd                                | {"userland-proxy": false} | false true unknown
          28.2.2   | {"FirewallBackend":{"Driver":"iptables+firewalld"}} | dockerd | {}         | true true iptables
          29.0.0   | {"FirewallBackend":{"Driver":"nftables"}}           | dockerd | {}         | true true nftables
          20.10.24 | {}   | dockerd --iptables=false               | {}                        | true false unknown
          odd      | {}   | dockerd                                | {}                        | true unknown unknown
          20.10.24 | {}   |                                        | {}                        | unknown unknown iptables
          """)
  void profile(String version, String info, String command, String file, String expected)
      throws Exception {
    JsonNode config = JSON.readTree(file);
    Optional<DaemonSettings> settings =
        Optional.ofNullable(command)
            .map(line -> ImmutableList.copyOf(Splitter.on(' ').split(line)))
            .map(arguments -> DaemonSettings.of(arguments, config));
    EngineProfile profile = EngineProbe.of(version, JSON.readTree(info), settings, false, "true");
    assertThat(
            profile.userlandProxy() + " " + profile.ip6tables() + " " + profile.firewallBackend())
        .isEqualTo(expected);
  }
}
