package dev.netgen.generator.connectivity;

import dev.netgen.model.net.IpAddress;

/** Addresses of one family from one to another, both included. */
record AddressSpan(IpAddress first, IpAddress last) {

  /** {@code 10.0.0.0-10.255.255.255[External]}. */
  String name() {
    return first + "-" + last + "[External]";
  }
}
