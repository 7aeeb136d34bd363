package dev.netgen.generator.verify.docker;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.verify.docker.Aim.Kind;
import dev.netgen.generator.verify.docker.Arrival.Hook;
import dev.netgen.generator.verify.docker.Arrival.Hop;
import dev.netgen.generator.verify.docker.Deployment.Mode;
import dev.netgen.generator.verify.docker.Deployment.Network;
import dev.netgen.generator.verify.docker.Deployment.Publication;
import dev.netgen.generator.verify.docker.Deployment.Service;
import dev.netgen.model.net.Port;
import java.util.Optional;

/**
 * Published ports. The engine translates what comes for them in the kernel; with a userland proxy
 * it leaves what comes from networks of containers to docker-proxy, which answers on the host; and
 * without one translates that too, whereupon rules between networks see it.
 */
final class Published {
  private final Assumed engine;
  private final ImmutableListMultimap<Port, Entry> byHostPort;
  private final ImmutableListMultimap<String, Publication> byService;

  /** A published port that works: of which service, on which network. */
  record Entry(String service, Network network, Publication publication) {}

  Published(Deployment deployment, Assumed engine) {
    this.engine = engine;
    ImmutableListMultimap.Builder<Port, Entry> entries = ImmutableListMultimap.builder();
    ImmutableListMultimap.Builder<String, Publication> services = ImmutableListMultimap.builder();
    for (Service service : deployment.services().values()) {
      Optional<Network> on = deployment.publishing(service.name());
      if (service.mode() == Mode.OWN && on.isPresent()) {
        services.putAll(service.name(), service.published());
        service
            .published()
            .forEach(each -> entries.put(outer(each), new Entry(service.name(), on.get(), each)));
      }
    }
    this.byHostPort = entries.build();
    this.byService = services.build();
  }

  /** The host's port; where the engine chooses one, that of the container stands for it. */
  static Port outer(Publication each) {
    int number = each.host() == 0 ? each.container().number() : each.host();
    return new Port(number, each.container().transport());
  }

  /** What this service publishes with effect. */
  ImmutableList<Publication> of(String service) {
    return byService.get(service);
  }

  /** Services that publish with effect. */
  ImmutableSet<String> services() {
    return byService.keySet();
  }

  /** What is published at an address and port of the host. */
  Optional<Entry> at(Aim aim, Port port) {
    return byHostPort.get(port).stream().filter(entry -> covers(entry, aim)).findFirst();
  }

  private static boolean covers(Entry entry, Aim aim) {
    String bound = entry.publication().bound();
    boolean all = bound.isEmpty() || bound.equals("0.0.0.0") || bound.equals("::");
    if (!bound.isEmpty() && bound.contains(":") != aim.ipv6()) {
      return false;
    }
    return switch (aim.kind()) {
      case LOOPBACK -> all || entry.publication().local();
      case HOST -> all || meant(entry.publication(), aim.address());
      default -> all;
    };
  }

  private static boolean meant(Publication each, String address) {
    return address.isEmpty() ? !each.local() : each.bound().equals(address);
  }

  /** Whether the kernel translates, and not docker-proxy alone serves. */
  private boolean translates(Entry entry, boolean ipv6) {
    return !ipv6 || (engine.filtersIpv6() && entry.network().ipv6());
  }

  /** From the host itself, or a machine elsewhere. */
  Optional<Arrival> fromElsewhere(Place from, Entry entry, Aim aim) {
    boolean loopback6 = aim.kind() == Kind.LOOPBACK && aim.ipv6();
    boolean translated = translates(entry, aim.ipv6()) && !loopback6;
    if (!translated && !engine.proxy()) {
      return Optional.empty();
    }
    Port inside = entry.publication().container();
    Place to = new Place.Of(entry.service());
    Hop last =
        from == Place.HOST || !translated
            ? new Hop(Hook.OUTPUT, "", entry.network().name(), Place.HOST, to, inside, false)
            : new Hop(Hook.FORWARD, "", entry.network().name(), from, to, inside, aim.ipv6());
    ImmutableList.Builder<Hop> hops = ImmutableList.builder();
    if (!translated && from != Place.HOST) {
      hops.add(
          new Hop(Hook.INPUT, "", "", from, Place.HOST, outer(entry.publication()), aim.ipv6()));
    }
    return Optional.of(new Arrival(to, inside, hops.add(last).build()));
  }

  /** From a container whose packet comes to the host by this network. */
  Optional<Arrival> fromService(String service, Network in, Entry entry, Aim aim) {
    boolean translates = translates(entry, aim.ipv6());
    boolean same = in.name().equals(entry.network().name());
    boolean toProxy = !translates || (engine.proxy() && (same || skipsTranslation(in)));
    if (!toProxy) {
      return translated(service, in, entry, aim);
    }
    if (!engine.proxy()) {
      return Optional.empty();
    }
    Port inside = entry.publication().container();
    Place to = new Place.Of(entry.service());
    return Optional.of(
        new Arrival(
            to,
            inside,
            ImmutableList.of(
                new Hop(
                    Hook.INPUT,
                    in.name(),
                    "",
                    new Place.Of(service),
                    Place.HOST,
                    outer(entry.publication()),
                    aim.ipv6()),
                new Hop(Hook.OUTPUT, "", entry.network().name(), Place.HOST, to, inside, false))));
  }

  private Optional<Arrival> translated(String service, Network in, Entry entry, Aim aim) {
    boolean same = in.name().equals(entry.network().name());
    boolean talks = entry.network().talks() || !engine.filtersInside();
    if (filters(aim.ipv6()) && !(same && talks)) {
      return Optional.empty();
    }
    Port inside = entry.publication().container();
    Place to = new Place.Of(entry.service());
    return Optional.of(
        new Arrival(
            to,
            inside,
            ImmutableList.of(
                new Hop(
                    Hook.FORWARD,
                    in.name(),
                    entry.network().name(),
                    new Place.Of(service),
                    to,
                    inside,
                    aim.ipv6()))));
  }

  /** The engine has what comes from a network skip translation where it hides its members. */
  private static boolean skipsTranslation(Network in) {
    return in.masquerades() && !in.internal();
  }

  private boolean filters(boolean ipv6) {
    return ipv6 ? engine.filtersIpv6() : engine.filters();
  }
}
