package dev.netgen.analyzer.resolve;

import dev.netgen.model.graph.PeerId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which texts of the wire may name an outside peer: lower-case host names (RFC 1123 section 2.1,
 * with the underscores container platforms use), never what reads as an address, a range or a peer
 * of another kind.
 */
final class HostNames {
  private static final String LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
  private static final Pattern ASKED =
      Pattern.compile("(?=.{1,253}$)(?:" + LABEL + "\\.)*(?=[0-9_-]*[a-z])" + LABEL);
  private static final Pattern QUALIFIED =
      Pattern.compile("(?=.{1,253}$)(?:" + LABEL + "\\.)+[a-z][a-z0-9-]{0,62}");

  private static final Pattern SERVICE = Pattern.compile("(?:_[0-9]+\\.)?_[a-z0-9-]+\\.(.+)");

  private HostNames() {}

  /** A name without the port and scheme in front that service bindings are asked with. */
  static String withoutService(String name) {
    Matcher service = SERVICE.matcher(name);
    return service.matches() ? service.group(1) : name;
  }

  /** Whether a look-up of this name may name what it found; one label is enough. */
  static boolean asked(String name) {
    return ASKED.matcher(name).matches() && !name.equals(PeerId.INTERNET.rest());
  }

  /** Whether a name that a client merely sent may name its server: it has several labels. */
  static boolean qualified(String name) {
    return QUALIFIED.matcher(name).matches();
  }
}
