package dev.netgen.capture.firewall;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The ports of bridges that lead to a container's interfaces. Each interface of a container is one
 * end of a pair (veth(4)); its {@code iflink} is the index of the other end, which is here
 * (sysfs-class-net). Read through the container's process, whose sysfs shows its own namespace.
 */
final class Ports {
  private static final int MOST = 256;
  private static final int LENGTH = 64;

  private Ports() {}

  /** Names of ports by the hardware address of the interface behind them, in lower case. */
  static ImmutableMap<String, String> of(long pid) {
    Path sysfs = Path.of("/proc", Long.toString(pid), "root", "sys");
    if (!Files.isDirectory(sysfs, LinkOption.NOFOLLOW_LINKS)) {
      return ImmutableMap.of();
    }
    Map<String, String> ports = new LinkedHashMap<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(sysfs.resolve("class/net"))) {
      for (Path each : all) {
        if (ports.size() < MOST) {
          add(each, ports);
        }
      }
    } catch (IOException | RuntimeException e) {
      return ImmutableMap.of();
    }
    return ImmutableMap.copyOf(ports);
  }

  private static void add(Path each, Map<String, String> ports) throws IOException {
    String address = line(each.resolve("address")).toLowerCase(Locale.ROOT);
    String link = line(each.resolve("iflink"));
    String own = line(each.resolve("ifindex"));
    if (link.matches("[0-9]{1,9}") && !link.equals(own) && address.length() == 17) {
      NetworkInterface port = NetworkInterface.getByIndex(Integer.parseInt(link));
      if (port != null) {
        ports.put(address, port.getName());
      }
    }
  }

  private static String line(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LENGTH), StandardCharsets.US_ASCII).strip();
    }
  }
}
