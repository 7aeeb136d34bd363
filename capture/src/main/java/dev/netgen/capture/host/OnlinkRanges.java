package dev.netgen.capture.host;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.net.Cidr;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * The ranges whose traffic an interface sees whole. For a bridge without a physical port these are
 * all its on-link ranges; for every other interface only host routes (/32, /128), because the
 * addresses of a wider range also talk to each other behind the next switch.
 */
public final class OnlinkRanges {
  private static final Path CLASS_NET = Path.of("/sys/class/net");

  private OnlinkRanges() {}

  /** The ranges of this interface now. */
  public static ImmutableSortedSet<Cidr> of(String device) {
    ImmutableSortedSet<Cidr> routes = OnlinkRoutes.of(device);
    if (isClosedBridge(device)) {
      return routes;
    }
    return routes.stream()
        .filter(range -> range.prefix() == range.base().bits())
        .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
  }

  private static boolean isClosedBridge(String device) {
    Path place = CLASS_NET.resolve(device);
    if (!Files.isDirectory(place.resolve("bridge")) || !isOfThisNamespace(device)) {
      return false;
    }
    try (DirectoryStream<Path> ports = Files.newDirectoryStream(place.resolve("brif"))) {
      for (Path port : ports) {
        if (Files.exists(CLASS_NET.resolve(String.valueOf(port.getFileName())).resolve("device"))) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** /sys shows the namespace it was mounted in, which need not be this one. */
  private static boolean isOfThisNamespace(String device) {
    try {
      NetworkInterface here = NetworkInterface.getByName(device);
      String index = Interfaces.firstLine(CLASS_NET.resolve(device).resolve("ifindex"));
      return here != null && index.equals(Integer.toString(here.getIndex()));
    } catch (SocketException e) {
      return false;
    }
  }
}
