package dev.netgen.model.format.inventory;

import com.google.common.collect.ImmutableList;

/** The formats of one reading. To add one: one class, one test, one line here. */
final class InventoryFormats {
  private InventoryFormats() {}

  /** New instances, in the order in which they are asked whether an object is theirs. */
  static ImmutableList<InventoryFormat> forOneReading() {
    SwarmServices services = new SwarmServices();
    DockerContainers containers = new DockerContainers(services);
    // Descriptions of what runs come after, and so go before, those of what was declared.
    return ImmutableList.of(
        new DecisionsFormat(),
        new KubernetesFormat(),
        new HostsFile(containers),
        new ComposeFile(containers.names()),
        new DockerNetworks(containers, services),
        new DockerServices(services),
        containers,
        new HostAddresses(),
        new HostRoutes());
  }
}
