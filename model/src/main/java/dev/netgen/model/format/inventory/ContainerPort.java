package dev.netgen.model.format.inventory;

import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.util.Optional;

/**
 * A port that a container declares (core/v1 ContainerPort).
 *
 * @param name its name; empty for none
 * @param port the pod's own port
 * @param hostPort the port of the node that leads to it; zero for none
 * @param hostAddress the one address of the node at which it does; empty for all
 */
record ContainerPort(String name, Port port, int hostPort, Optional<IpAddress> hostAddress) {
  @Override
  public String toString() {
    return name.isEmpty() ? port.toString() : name + ":" + port;
  }
}
