package dev.netgen.capture.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardRulesTest {
  /** As {@code iptables -S} prints them for engine 20.10.24 with an internal network besides. */
  private static final String OF_ENGINE =
      """
      -P INPUT ACCEPT
      -P FORWARD DROP
      -P OUTPUT ACCEPT
      -N DOCKER
      -N DOCKER-ISOLATION-STAGE-1
      -N DOCKER-ISOLATION-STAGE-2
      -N DOCKER-USER
      -A FORWARD -j DOCKER-USER
      -A FORWARD -j DOCKER-ISOLATION-STAGE-1
      -A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
      -A FORWARD -o docker0 -j DOCKER
      -A FORWARD -i docker0 ! -o docker0 -j ACCEPT
      -A FORWARD -i docker0 -o docker0 -j ACCEPT
      -A FORWARD -i br-closed -o br-closed -j ACCEPT
      -A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT
      -A DOCKER-ISOLATION-STAGE-1 ! -s 10.0.0.0/28 -o br-closed -j DROP
      -A DOCKER-ISOLATION-STAGE-1 -i docker0 ! -o docker0 -j DOCKER-ISOLATION-STAGE-2
      -A DOCKER-USER -j RETURN
      """;

  @Test
  void theEnginesOwnRulesStayClosed() {
    assertThat(ForwardRules.judge(OF_ENGINE)).contains("false");
  }

  @ParameterizedTest
  @CsvSource({
    "-P FORWARD DROP, -P FORWARD ACCEPT, true",
    "-A DOCKER-USER -j RETURN, -A DOCKER-USER -i eth0 -j DROP, false",
    "-A DOCKER-USER -j RETURN, -A DOCKER-USER -i eth0 -j ACCEPT, unknown",
    "-A DOCKER-USER -j RETURN, -A DOCKER-USER -j MY-CHAIN, unknown",
    "-A FORWARD -o docker0 -j DOCKER, -A FORWARD -i eth0 -j ACCEPT, unknown",
    "-i docker0 ! -o docker0 -j ACCEPT, -i eth0 ! -o eth0 -j ACCEPT, unknown",
    "-i docker0 ! -o docker0 -j ACCEPT, -i docker0 ! -o eth0 -j ACCEPT, unknown",
    "-i docker0 -o docker0 -j ACCEPT, -i docker0 -o docker0 -j DROP, false",
    "-i br-closed -o br-closed -j ACCEPT, -i br-closed -o docker0 -j ACCEPT, unknown",
    "-A FORWARD -j DOCKER-ISOLATION-STAGE-1, -A FORWARD -j ts-forward, unknown",
    "-A FORWARD -j DOCKER-ISOLATION-STAGE-1, -A FORWARD -j ACCEPT, unknown"
  })
  void whatOthersPutThere(String line, String instead, String state) {
    assertThat(OF_ENGINE).contains(line);
    assertThat(ForwardRules.judge(OF_ENGINE.replace(line, instead))).contains(state);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-N DOCKER", "-P FORWARD DROP"})
  void rulesOfNobodySayNothing(String line) {
    assertThat(ForwardRules.judge(OF_ENGINE.replace(line + "\n", ""))).isEmpty();
    assertThat(ForwardRules.judge("")).isEmpty();
  }
}
