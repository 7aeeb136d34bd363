package dev.netgen.capture;

import java.util.HashMap;
import java.util.Map;

/**
 * Names of capture files: the interface's name with everything but letters, digits, dot, dash and
 * underscore replaced; two interfaces never share a name, and an interface that comes back goes on
 * counting where it was.
 */
final class FileNames {
  private final Map<String, String> baseOfDevice = new HashMap<>();
  private final Map<String, String> deviceOfBase = new HashMap<>();

  /** The name's first part for this interface. */
  String base(String device) {
    return baseOfDevice.computeIfAbsent(device, this::unused);
  }

  private String unused(String device) {
    String plain = device.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^[.-]", "_");
    String base = plain;
    for (int i = 2; deviceOfBase.putIfAbsent(base, device) != null; i++) {
      base = plain + "_" + i;
    }
    return base;
  }
}
