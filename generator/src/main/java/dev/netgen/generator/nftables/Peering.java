package dev.netgen.generator.nftables;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.net.Cidr;

/** The other end of an {@link Entry}, as a rule can tell it. A closed set. */
sealed interface Peering {
  /** A service of the project. */
  record Service(String name) implements Peering {}

  /** The host itself. */
  record Host() implements Peering {}

  /** Outside addresses, exactly. */
  record Ranges(ImmutableSortedSet<Cidr> ranges) implements Peering {}

  /** As a server, any public address; as a client, anybody outside. */
  record Anybody() implements Peering {}

  /** Any address outside, private ones too. */
  record Everywhere() implements Peering {}
}
