package dev.netgen.generator.docker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.netgen.generator.GraphSketch;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Running containers that no network holds. */
class UnconfinedContainersTest {
  private static ObjectNode host(DumpSketch dump, String name) {
    ObjectNode node = dump.container(name);
    dump.on(name, "flat");
    return node.withObject("HostConfig");
  }

  @Test
  void whoIsHeldByNoNetworkIsTold() {
    DumpSketch dump = DockerTargetTest.dump();
    GraphSketch graph = DockerTargetTest.graph();
    for (String name : List.of("priv", "cap", "sock", "bind", "held")) {
      dump.on(name, "flat");
      graph.service("docker:" + name);
    }
    for (String name : List.of("cap", "sock", "bind", "held")) {
      graph.link("docker:priv", "docker:" + name, "80/tcp");
    }
    dump.container("held").withObject("HostConfig").putArray("CapAdd").add("NET_ADMIN");
    dump.on("held", "flat");
    host(dump, "priv").put("Privileged", true);
    host(dump, "cap").putArray("CapAdd").add("CAP_SYS_ADMIN");
    host(dump, "sock").putArray("Binds").add("/run/docker.sock:/run/docker.sock:ro");
    ObjectNode bind = dump.container("bind");
    bind.putArray("Mounts").addObject().put("Type", "bind").put("Source", "/");
    dump.on("bind", "flat");
    assertThat(new DockerTarget().emit(dump.request(graph)).notes().toString())
        .contains(
            "container priv has all privileges on the host (privileged): it can get around",
            "container cap has the capability SYS_ADMIN",
            "container sock has the engine's socket, or what it lies in, mounted (/run/",
            "container bind has the engine's socket, or what it lies in, mounted (/)")
        .doesNotContain("container held has the");
  }
}
