package dev.netgen.capture.strip;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * {@code docker inspect} and {@code docker network inspect} (Docker Engine API, ContainerInspect
 * and NetworkInspect) without environment, arguments, mounts, logs and foreign labels.
 */
public final class DockerStripping {
  private static final AllowList CONTAINER =
      AllowList.of(
          "Id",
          "Name",
          "Created",
          "State Status",
          "State Running",
          "State Pid",
          "State StartedAt",
          "State FinishedAt",
          "Config Hostname",
          "Config ExposedPorts * {}",
          "Config Labels com.docker.compose.project",
          "Config Labels com.docker.compose.service",
          "Config Labels io.kubernetes.pod.name",
          "Config Labels io.kubernetes.pod.namespace",
          "Config Labels com.docker.compose.oneoff",
          "Config Labels com.docker.compose.container-number",
          "HostConfig NetworkMode",
          "HostConfig Links",
          "HostConfig Sysctls net.ipv4.ip_forward",
          "HostConfig PortBindings * HostIp",
          "HostConfig PortBindings * HostPort",
          "NetworkSettings Ports * HostIp",
          "NetworkSettings Ports * HostPort",
          "NetworkSettings IPAddress",
          "NetworkSettings GlobalIPv6Address",
          "NetworkSettings Networks * IPAMConfig IPv4Address",
          "NetworkSettings Networks * IPAMConfig IPv6Address",
          "NetworkSettings Networks * NetworkID",
          "NetworkSettings Networks * EndpointID",
          "NetworkSettings Networks * Gateway",
          "NetworkSettings Networks * IPAddress",
          "NetworkSettings Networks * IPPrefixLen",
          "NetworkSettings Networks * IPv6Gateway",
          "NetworkSettings Networks * GlobalIPv6Address",
          "NetworkSettings Networks * GlobalIPv6PrefixLen",
          "NetworkSettings Networks * MacAddress",
          "NetworkSettings Networks * Aliases",
          "NetworkSettings Networks * Links",
          "NetworkSettings Networks * GwPriority",
          "NetworkSettings Networks * DNSNames");

  private static final AllowList NETWORK =
      AllowList.of(
          "Name",
          "Id",
          "Created",
          "Scope",
          "Driver",
          "EnableIPv6",
          "Internal",
          "Attachable",
          "Ingress",
          "IPAM Driver",
          "IPAM Config Subnet",
          "IPAM Config IPRange",
          "IPAM Config Gateway",
          "Containers * Name",
          "Containers * EndpointID",
          "Containers * MacAddress",
          "Containers * IPv4Address",
          "Containers * IPv6Address",
          "Labels com.docker.compose.project",
          "Labels com.docker.compose.network",
          "Options com.docker.network.bridge.name",
          "Options com.docker.network.bridge.default_bridge",
          "Options com.docker.network.bridge.enable_icc",
          "Options com.docker.network.bridge.enable_ip_masquerade",
          "Options com.docker.network.bridge.host_binding_ipv4",
          "Options com.docker.network.driver.mtu",
          "Options com.docker.network.bridge.gateway_mode_ipv4",
          "Options com.docker.network.bridge.gateway_mode_ipv6",
          "Options com.docker.network.bridge.inhibit_ipv4",
          "Options com.docker.network.driver.mtu");

  private DockerStripping() {}

  /** One container, or an array of them. */
  public static JsonNode containers(JsonNode inspected) {
    return CONTAINER.strip(inspected);
  }

  /** One network, or an array of them. */
  public static JsonNode networks(JsonNode inspected) {
    return NETWORK.strip(inspected);
  }
}
