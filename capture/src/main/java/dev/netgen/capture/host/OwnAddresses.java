package dev.netgen.capture.host;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;

/** The addresses that an interface of this network namespace has. */
public final class OwnAddresses {
  private OwnAddresses() {}

  /** Each as a range of its own (/32, /128); empty where there are none, or no such interface. */
  public static ImmutableSortedSet<Cidr> of(String device) {
    try {
      NetworkInterface found = NetworkInterface.getByName(device);
      return found == null
          ? ImmutableSortedSet.of()
          : found.getInterfaceAddresses().stream()
              .map(InterfaceAddress::getAddress)
              .map(OwnAddresses::range)
              .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
    } catch (SocketException e) {
      return ImmutableSortedSet.of();
    }
  }

  private static Cidr range(InetAddress address) {
    return Cidr.of(IpAddress.parse(AddressList.text(address)));
  }
}
