package dev.netgen.capture.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;

/**
 * The addresses of the interfaces of this network namespace, as {@code ip -json address} (iproute2)
 * prints them: of interfaces that have any besides loopback and link-local ones, and of those only
 * name, family, address, prefix length and scope.
 */
public final class AddressList {
  private AddressList() {}

  /** The list, sorted by interface and address; SocketException where the kernel tells none. */
  public static JsonNode json() throws SocketException {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    List<NetworkInterface> interfaces =
        NetworkInterface.networkInterfaces()
            .sorted(Comparator.comparing(NetworkInterface::getName))
            .toList();
    for (NetworkInterface each : interfaces) {
      ArrayNode addresses = addresses(each.getInterfaceAddresses());
      if (!addresses.isEmpty()) {
        ObjectNode entry = list.addObject();
        entry.put("ifname", each.getName());
        entry.set("addr_info", addresses);
      }
    }
    return list;
  }

  static ArrayNode addresses(List<InterfaceAddress> of) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    of.stream()
        .filter(each -> isGlobal(each.getAddress()))
        .sorted(Comparator.comparing(each -> text(each.getAddress())))
        .forEach(
            each ->
                list.addObject()
                    .put("family", each.getAddress() instanceof Inet4Address ? "inet" : "inet6")
                    .put("local", text(each.getAddress()))
                    .put("prefixlen", each.getNetworkPrefixLength())
                    .put("scope", "global"));
    return list;
  }

  private static boolean isGlobal(InetAddress address) {
    return !address.isLoopbackAddress()
        && !address.isLinkLocalAddress()
        && !address.isAnyLocalAddress();
  }

  /** Without the interface that Java adds to an IPv6 address. */
  static String text(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }
}
