package dev.netgen.generator.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.generator.GraphSketch;
import dev.netgen.generator.target.GenerationRequest.ComposeSource;
import dev.netgen.generator.target.Note;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What gives a service the host is told; what merely looks like it is not. */
final class UnconfinedTest {
  private static List<String> notes(String service) {
    String file = "services:\n  a: {image: x}\n  s: {image: y, " + service + "}\n";
    return new Unconfined(ComposeFile.read(new ComposeSource("c.yml", file)))
        .notes().stream().map(Note::text).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          privileged: true                                    | all privileges on the host (privileged)
          cap_add: [net_raw, sys_admin]                       | the capability SYS_ADMIN
          cap_add: [CAP_SYS_MODULE]                           | the capability SYS_MODULE
          cap_add: [ALL]                                      | the capability ALL
          pid: host, cap_add: [SYS_PTRACE]                    | the capability SYS_PTRACE and pid: host
          volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"] | mounted (/var/run/docker.sock)
          volumes: ["/run/containerd/containerd.sock:/c.sock"] | mounted (/run/containerd/containerd.sock)
          volumes: [{type: bind, source: /run, target: /r}]   | mounted (/run)
          volumes: ["v:/v", "/:/host:ro,rslave"]              | mounted (/)
          volumes: ["/home/u/.docker/run/docker.sock:/d"]     | mounted (/home/u/.docker/run/docker.sock)
          network_mode: none, privileged: yes                 | all privileges on the host (privileged)
          """)
  void whatGetsAround(String service, String why) {
    assertThat(notes(service)).hasSize(1);
    assertThat(notes(service).get(0))
        .startsWith("service s has ")
        .contains(why)
        .endsWith(": it can get around every network and rule");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          privileged: false
          cap_add: [NET_ADMIN]
          cap_add: [SYS_PTRACE]
          pid: host
          cap_drop: [ALL]
          volumes: ["/run/app:/run"]
          volumes: ["/"]
          volumes: ["run:/var/run", "./docker.sock:/x", {type: tmpfs, target: /run}]
          volumes: ["/var/lib/docker.sock.d:/x", "/runner:/x"]
          volumes: [{type: volume, source: docker.sock, target: /run/docker.sock}]
          network_mode: host, privileged: true
          """)
  void whatDoesNot(String service) {
    assertThat(notes(service)).isEmpty();
  }

  @Test
  void oneLineForEachTarget() {
    String file =
        """
        services:
          a: {image: x, privileged: true}
          b: {image: y}
          c: {image: z}
        """;
    GraphSketch sketch =
        new GraphSketch()
            .service("docker:p/a")
            .service("docker:p/b")
            .service("docker:p/c")
            .link("docker:p/a", "docker:p/b", "80/tcp")
            .compose(file);
    assertThat(ComposeTargetTest.emit(sketch).notes().toString())
        .containsOnlyOnce("service a has all privileges on the host");
  }
}
