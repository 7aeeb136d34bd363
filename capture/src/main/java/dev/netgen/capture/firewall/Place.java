package dev.netgen.capture.firewall;

import dev.netgen.model.net.IpAddress;
import java.util.Optional;

/**
 * Where a container was found.
 *
 * @param bridge the interface of its network
 * @param address its address there
 * @param port the bridge's port that leads to it, where that could be told
 */
record Place(String bridge, IpAddress address, Optional<String> port) {}
