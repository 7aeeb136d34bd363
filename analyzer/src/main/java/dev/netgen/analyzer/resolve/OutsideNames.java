package dev.netgen.analyzer.resolve;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.net.IpAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * The name of an outside server as its client knows it: asked for before, else sent in the request.
 * An encrypted ClientHello's outer name is not the server's and is not used.
 */
public final class OutsideNames {
  private static final String SNI = "tls.sni";
  private static final String ENCRYPTED_HELLO = "tls.ech";
  private static final String HTTP_HOST = "http.host";

  private final NameTable names;

  /** Names by this table. */
  public OutsideNames(NameTable names) {
    this.names = names;
  }

  /**
   * The server's end named as this client knows it at this time; unchanged if it is not outside.
   *
   * @param nanos when the conversation began, as far as packets show: an answer after that, or one
   *     no longer good then, names nothing
   */
  public Endpoint name(
      Party client, Endpoint server, long nanos, ImmutableSortedMap<String, String> facts) {
    if (!server.party().stranger() || server.translated()) {
      return server;
    }
    String sni = facts.containsKey(ENCRYPTED_HELLO) ? "" : hostName(facts.getOrDefault(SNI, ""));
    String host = hostName(withoutPort(facts.getOrDefault(HTTP_HOST, "")));
    Optional<String> asked =
        server
            .party()
            .address()
            .flatMap(address -> asked(client, address, nanos, sni.isEmpty() ? host : sni));
    if (asked.isPresent()) {
      return server.named(asked.get(), NameBasis.DNS);
    }
    if (!sni.isEmpty()) {
      return server.named(sni, NameBasis.SNI);
    }
    return host.isEmpty() ? server : server.named(host, NameBasis.HTTP_HOST);
  }

  private Optional<String> asked(Party client, IpAddress address, long nanos, String sent) {
    return names
        .at(client.resolverKey(), address, nanos, sent)
        .or(() -> names.at(client.ownerKey(), address, nanos, sent));
  }

  /**
   * As what this client asked for a server that has a name, besides that name: with search domains,
   * or as an alias.
   */
  public ImmutableSortedSet<String> askedAs(Party client, Endpoint server) {
    return server.name().isEmpty()
        ? ImmutableSortedSet.of()
        : ImmutableSortedSet.<String>naturalOrder()
            .addAll(names.raw(client.resolverKey(), server.name()))
            .addAll(names.raw(client.ownerKey(), server.name()))
            .build();
  }

  private String hostName(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    String bare = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    return HostNames.qualified(bare) && !names.cluster().inside(bare) ? bare : "";
  }

  private static String withoutPort(String host) {
    int colon = host.indexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
  }
}
