package dev.netgen.model.format.inventory;

import java.time.Instant;
import java.util.Optional;

/**
 * One file of an inventory.
 *
 * @param name the file, for messages
 * @param time when its content was true, for snapshots of a recording; empty when unknown
 * @param cluster what the Kubernetes cluster is called where there are several; else empty
 * @param kind what a recording's file name says it is, such as {@code docker-networks}; used only
 *     where the content says nothing because there is none; else empty
 * @param host the machine it was recorded on; empty when unknown
 */
record Source(String name, Optional<Instant> time, String cluster, String kind, String host) {

  /** The first instant at which its content was true, as far as is known. */
  Instant since() {
    return time.orElse(Instant.EPOCH);
  }
}
