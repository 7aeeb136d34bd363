package dev.netgen.model.graph;

import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import java.util.Optional;

/**
 * The stable name of a peer, {@code kind:rest}. Ordered by the text.
 *
 * <p>The rest is printable ASCII without space, quote, backslash or control characters; factories
 * replace anything else by {@code _}, so that a hostile name from outside cannot break out of a
 * document it is printed in.
 */
public record PeerId(PeerKind kind, String rest) implements Comparable<PeerId> {
  /** The peer that stands for clients from the internet by declared exposure. */
  public static final PeerId INTERNET = new PeerId(PeerKind.OUTSIDE, "internet");

  private static final int MAX_LENGTH = 1024;

  /** Checks the characters, the length and the parts that the kind asks for. */
  public PeerId {
    if (rest.isEmpty() || rest.length() > MAX_LENGTH || !isClean(rest) || !hasPartsOf(kind, rest)) {
      throw new IllegalArgumentException(
          "\"" + clean(rest) + "\" is not a name of a peer of kind " + kind.prefix());
    }
  }

  private static boolean hasPartsOf(PeerKind kind, String rest) {
    int slashes = 0;
    boolean named = rest.charAt(rest.length() - 1) != '/';
    for (int at = rest.indexOf('/'), from = 0; at >= 0; at = rest.indexOf('/', from)) {
      named &= at > from;
      from = at + 1;
      slashes++;
    }
    return switch (kind) {
      case DOCKER -> named && slashes <= 1;
      case KUBERNETES -> named && slashes == 2;
      case OUTSIDE -> slashes == 0 || Cidr.parse(rest).prefix() >= 0;
      case UNRESOLVED -> IpAddress.parse(rest).bits() > 0;
      case NODE -> true;
    };
  }

  /** {@code docker:project/service}. */
  public static PeerId dockerService(String project, String service) {
    return new PeerId(PeerKind.DOCKER, part(project) + "/" + part(service));
  }

  /** {@code docker:container}. */
  public static PeerId dockerContainer(String name) {
    return new PeerId(PeerKind.DOCKER, part(name));
  }

  /** {@code k8s:namespace/Kind/name}. */
  public static PeerId kubernetes(String namespace, String kind, String name) {
    return new PeerId(PeerKind.KUBERNETES, part(namespace) + "/" + part(kind) + "/" + part(name));
  }

  /** {@code node:name}. */
  public static PeerId node(String name) {
    return new PeerId(PeerKind.NODE, part(name));
  }

  /** {@code outside:name} by a DNS name, lower-cased, without the final dot. */
  public static PeerId outsideName(String name) {
    String lower = name.toLowerCase(java.util.Locale.ROOT);
    return new PeerId(
        PeerKind.OUTSIDE,
        part(lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower));
  }

  /** {@code outside:cidr}. */
  public static PeerId outsideRange(Cidr range) {
    return new PeerId(PeerKind.OUTSIDE, range.toString());
  }

  /** {@code unresolved:address}. */
  public static PeerId unresolved(IpAddress address) {
    return new PeerId(PeerKind.UNRESOLVED, address.toString());
  }

  /** Parses {@code kind:rest}; throws IllegalArgumentException that names the text. */
  public static PeerId parse(String text) {
    int colon = text.indexOf(':');
    String prefix = colon < 0 ? text : text.substring(0, colon);
    for (PeerKind kind : PeerKind.values()) {
      if (colon > 0 && kind.prefix().equals(prefix)) {
        return new PeerId(kind, text.substring(colon + 1));
      }
    }
    throw new IllegalArgumentException(
        "\""
            + clean(text)
            + "\" is not a peer id like docker:shop/backend or k8s:shop/Deployment/cart");
  }

  /** The range of an {@code outside:cidr} peer. */
  public Optional<Cidr> range() {
    if (kind != PeerKind.OUTSIDE || rest.indexOf('/') < 0) {
      return Optional.empty();
    }
    return Optional.of(Cidr.parse(rest));
  }

  /** The Kubernetes namespace ({@code k8s:[cluster:]namespace/Kind/name}), else empty. */
  public Optional<String> namespace() {
    return kubernetesPart(0).map(text -> text.substring(text.indexOf(':') + 1));
  }

  /** The Kubernetes kind of the owner, such as {@code Deployment}; else empty. */
  public Optional<String> workloadKind() {
    return kubernetesPart(1);
  }

  /** The last part: the service, container, workload, node or outside name. */
  public String shortName() {
    boolean path = kind == PeerKind.DOCKER || kind == PeerKind.KUBERNETES;
    return path ? rest.substring(rest.lastIndexOf('/') + 1) : rest;
  }

  /** The Compose project of {@code docker:project/service}, else empty. */
  public Optional<String> composeProject() {
    int slash = rest.indexOf('/');
    return kind == PeerKind.DOCKER && slash > 0
        ? Optional.of(rest.substring(0, slash))
        : Optional.empty();
  }

  /** One of the three parts that ids of this kind have. */
  private Optional<String> kubernetesPart(int index) {
    int first = rest.indexOf('/');
    int last = rest.lastIndexOf('/');
    if (kind != PeerKind.KUBERNETES || rest.indexOf('/', first + 1) != last || first == last) {
      return Optional.empty();
    }
    return switch (index) {
      case 0 -> Optional.of(rest.substring(0, first));
      case 1 -> Optional.of(rest.substring(first + 1, last));
      default -> Optional.of(rest.substring(last + 1));
    };
  }

  private static String part(String text) {
    String cleaned = clean(text).replace('/', '_');
    if (cleaned.isEmpty()) {
      return "_";
    }
    return cleaned.length() <= 253 ? cleaned : cleaned.substring(0, 253);
  }

  private static String clean(String text) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), MAX_LENGTH));
    for (int i = 0; i < text.length() && i < MAX_LENGTH; i++) {
      char c = text.charAt(i);
      out.append(isSafe(c) ? c : '_');
    }
    return out.toString();
  }

  private static boolean isClean(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isSafe(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSafe(char c) {
    return c > ' ' && c < 127 && c != '"' && c != '\\' && c != '\'' && c != '`' && c != '#';
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof PeerId that && kind == that.kind && rest.equals(that.rest));
  }

  @Override
  public int hashCode() {
    return rest.hashCode();
  }

  @Override
  public int compareTo(PeerId other) {
    int byKind = kind == other.kind ? 0 : kind.prefix().compareTo(other.kind.prefix());
    return byKind != 0 ? byKind : rest.compareTo(other.rest);
  }

  @Override
  public String toString() {
    return kind.prefix() + ":" + rest;
  }
}
