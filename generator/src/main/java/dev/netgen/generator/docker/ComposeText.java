package dev.netgen.generator.docker;

import dev.netgen.generator.docker.NetworkPlan.Network;
import dev.netgen.generator.docker.YamlTree.Entry;
import dev.netgen.generator.docker.YamlTree.Mapping;
import dev.netgen.generator.docker.YamlTree.Scalar;
import dev.netgen.generator.docker.YamlTree.Sequence;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.YamlWriter;
import java.util.Collection;
import java.util.Optional;

/** Writes a plan as Compose files. */
final class ComposeText {
  private final String project;
  private final NetworkPlan plan;
  private final Publishing publishing;
  private final Attachments attachments;
  private final YamlWriter yaml = new YamlWriter();
  private final YamlTreeWriter tree = new YamlTreeWriter(yaml);

  ComposeText(DockerPlan plan, Attachments attachments) {
    this.project = plan.project().name();
    this.plan = plan.networks();
    this.publishing = plan.talk().publishing();
    this.attachments = attachments;
  }

  /**
   * The user's file with its networks replaced, for docker-compose 1.29 and later. The project's
   * name, which 1.29 takes for a mistake, is in the command.
   */
  GeneratedFile complete(ComposeFile file) {
    yaml.comment(
            0, file.name() + " with its networks replaced by those that were seen to be needed.")
        .comment(0, "Paths in it are relative to DIR, the directory of that file:")
        .comment(
            0,
            "docker-compose -p "
                + project
                + " --project-directory DIR -f docker-compose.netgen.yaml "
                + up(file));
    for (Entry entry : file.root().entries().values()) {
      String key = entry.key().text();
      if (key.equals("services") && entry.value() instanceof Mapping services) {
        yaml.line(0, "services:");
        services.entries().values().forEach(service -> service(file, service));
      } else if (!key.equals("networks") && !key.equals("name")) {
        tree.entry(0, entry);
      }
    }
    networks();
    return file("docker-compose.netgen.yaml");
  }

  /** Compose leaves a guest in the network namespace of a container that is gone. */
  private static String up(ComposeFile file) {
    return file.guests().isEmpty() ? "up -d" : "up -d --force-recreate";
  }

  /** An override that replaces each service's networks, for Docker Compose 2.24.4 and later. */
  GeneratedFile override(ComposeFile file) {
    yaml.comment(
            0,
            "The networks that were seen to be needed, in place of those of " + file.name() + ".")
        .comment(
            0, "For Docker Compose 2.24.4 or later; docker-compose 1.29 does not know !override.")
        .comment(
            0,
            "docker compose -p "
                + project
                + " -f THAT-FILE -f compose.netgen.override.yaml "
                + up(file));
    yaml.line(0, "services:");
    for (String service : file.services().keySet()) {
      yaml.line(1, YamlWriter.quoted(service) + ":").line(2, "networks: !override");
      memberships(3, service);
      publishing.changed(service).ifPresent(entry -> overridden(service, entry));
      attachments.sysctls(service).ifPresent(entry -> tree.entry(2, entry));
    }
    networks();
    return file("compose.netgen.override.yaml");
  }

  /** Networks and memberships alone, where there is no file to start from. */
  GeneratedFile memberships(Collection<String> services) {
    yaml.comment(0, "The networks that were seen to be needed, and which service is on which.")
        .comment(0, "Not a whole Compose file: give yours by --compose to have it rewritten.");
    yaml.line(0, "services:");
    for (String service : services) {
      yaml.line(1, YamlWriter.quoted(service) + ":").line(2, "networks:");
      memberships(3, service);
      attachments.sysctls(service).ifPresent(entry -> tree.entry(2, entry));
    }
    networks();
    return file("networks.netgen.yaml");
  }

  private void service(ComposeFile file, Entry entry) {
    String name = entry.key().text();
    if (!file.services().containsKey(name) || !(entry.value() instanceof Mapping node)) {
      tree.entry(1, entry);
      return;
    }
    tree.open(1, entry.key());
    boolean replaced = attachments.sysctls(name).isPresent();
    Optional<Entry> ports = publishing.changed(name);
    for (Entry setting : node.entries().values()) {
      String key = setting.key().text();
      if (key.equals("ports") && ports.isPresent()) {
        publishing.told(name).ifPresent(told -> yaml.comment(2, told));
        ports.filter(left -> !isEmpty(left)).ifPresent(left -> tree.entry(2, olden(left)));
      } else if (key.equals("ports")) {
        tree.entry(2, olden(setting));
      } else if (!key.equals("networks") && !(replaced && key.equals("sysctls"))) {
        tree.entry(2, setting);
      }
    }
    tree.entry(2, new Entry(new Scalar("networks", true), attachments.networks(name)));
    attachments.sysctls(name).ifPresent(sysctls -> tree.entry(2, sysctls));
  }

  private static Entry olden(Entry ports) {
    return ports.value() instanceof Sequence list
        ? new Entry(
            ports.key(), Sequence.of(list.items().stream().map(PublishedPort::olden).toList()))
        : ports;
  }

  private void overridden(String service, Entry ports) {
    publishing.told(service).ifPresent(told -> yaml.comment(2, told));
    if (isEmpty(ports)) {
      yaml.line(2, "ports: !reset []");
    } else {
      yaml.line(2, "ports: !override");
      tree.items(3, ports);
    }
  }

  private static boolean isEmpty(Entry ports) {
    return ports.value() instanceof Sequence list && list.items().isEmpty();
  }

  private void memberships(int depth, String service) {
    if (attachments.networks(service) instanceof Mapping mapping) {
      mapping.entries().values().forEach(entry -> tree.entry(depth, entry));
    }
  }

  private void networks() {
    yaml.line(0, "networks:" + (plan.networks().isEmpty() ? " {}" : ""));
    for (Network network : plan.networks()) {
      network.reasons().forEach(reason -> yaml.comment(1, reason));
      yaml.line(1, network.name() + ":");
      if (network.internal()) {
        yaml.line(2, "internal: true");
      }
      if (network.subnet6().isPresent()) {
        yaml.line(2, "enable_ipv6: true");
      }
      yaml.line(2, "driver_opts:").line(3, NetworkPlan.BRIDGE_OPTION + ": " + network.bridge());
      if (!network.internal() && !network.masquerade()) {
        yaml.line(3, "com.docker.network.bridge.enable_ip_masquerade: \"false\"");
      }
      network
          .options()
          .forEach((option, value) -> yaml.line(3, option + ": " + YamlWriter.quoted(value)));
      yaml.line(2, "ipam:").line(3, "config:").line(4, "- subnet: " + network.subnet());
      network.subnet6().ifPresent(subnet -> yaml.line(4, "- subnet: " + subnet));
    }
  }

  private GeneratedFile file(String name) {
    return new GeneratedFile("compose/" + name, yaml.text());
  }
}
