package dev.netgen.model.format.inventory;

import static java.util.Comparator.naturalOrder;

import dev.netgen.model.net.IpAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All versions of one pod that were read: its latest description, and when it held what. */
final class PodHistory {
  private KubernetesPod latest;
  private final List<Hold> holds = new ArrayList<>(1);
  private int lastSource;

  PodHistory(KubernetesPod first, int source) {
    this.latest = first;
    this.lastSource = source;
    first.addresses().forEach(address -> open(address, first, first.times().start(), source));
    ended(first.times().end());
  }

  KubernetesPod latest() {
    return latest;
  }

  /** The source that showed it last, by number. */
  int lastSource() {
    return lastSource;
  }

  List<Hold> holds() {
    return holds;
  }

  /** Another version, later than those before. */
  void next(KubernetesPod version, Optional<Instant> seen, int source) {
    Instant change = moment(version, seen);
    boolean told = !version.addresses().isEmpty();
    for (Hold hold : holds) {
      if (version.addresses().contains(hold.address)) {
        hold.source = source;
      } else if (told && hold.isOpen()) {
        hold.close(change);
      }
    }
    for (IpAddress address : version.addresses()) {
      if (holds.stream().noneMatch(hold -> hold.address.equals(address) && hold.isOpen())) {
        reopen(address, version, change, source);
      }
    }
    latest = version;
    lastSource = source;
    ended(version.times().end());
  }

  /** Another version, earlier than the latest. */
  void former(KubernetesPod version, int source) {
    Instant change = latest.times().changed();
    boolean told = !version.addresses().isEmpty();
    for (Hold hold : holds) {
      if (told && !version.addresses().contains(hold.address) && hold.from.isBefore(change)) {
        hold.from = change;
      }
    }
    for (IpAddress address : version.addresses()) {
      if (holds.stream().noneMatch(hold -> hold.address.equals(address))) {
        PodTimes times = version.times();
        Hold hold = new Hold(address, times.start(), times.firm(), source);
        hold.close(change);
        holds.add(hold);
      }
    }
  }

  /** A hold that ended, as an earlier version foresaw, goes on where a later one still shows it. */
  private void reopen(IpAddress address, KubernetesPod version, Instant change, int source) {
    Optional<Hold> ended =
        holds.stream().filter(hold -> hold.address.equals(address)).reduce((a, b) -> b);
    if (ended.isPresent() && !ended.get().until.isBefore(change)) {
      ended.get().until = Instant.MAX;
    } else if (version.times().end().equals(Instant.MAX)) {
      boolean first = holds.isEmpty();
      open(address, version, first ? version.times().start() : change, source);
    }
  }

  /** When what this version shows anew became true: at its latest change, at most when seen. */
  private Instant moment(KubernetesPod version, Optional<Instant> seen) {
    Instant changed = version.times().changed();
    if (seen.isEmpty()) {
      return changed;
    }
    return changed.isAfter(latest.times().changed()) && changed.isBefore(seen.get())
        ? changed
        : seen.get();
  }

  private void open(IpAddress address, KubernetesPod pod, Instant from, int source) {
    Instant firm = holds.isEmpty() ? pod.times().firm() : from;
    holds.add(new Hold(address, from, firm, source));
  }

  /** It was deleted, or a complete list shows it no more: then at the latest. */
  void gone(Optional<Instant> seen) {
    Instant end = latest.times().end();
    Instant last = end.equals(Instant.MAX) ? latest.times().changed() : end;
    ended(seen.filter(time -> end.equals(Instant.MAX) || time.isBefore(end)).orElse(last));
  }

  private void ended(Instant end) {
    if (!end.equals(Instant.MAX)) {
      holds.stream().filter(Hold::isOpen).forEach(hold -> hold.close(end));
    }
  }

  /** The first instant at which it was there, as far as is known. */
  Instant from() {
    return holds.stream().map(hold -> hold.from).min(naturalOrder()).orElse(latest.times().start());
  }

  /** The first instant at which it was there no longer. */
  Instant until() {
    return holds.stream().map(hold -> hold.until).max(naturalOrder()).orElse(latest.times().end());
  }

  boolean isOpen() {
    return holds.stream().anyMatch(Hold::isOpen);
  }

  /** One address for a time. */
  static final class Hold {
    final IpAddress address;
    Instant from;
    final Instant firm;
    Instant until = Instant.MAX;
    int source;

    Hold(IpAddress address, Instant from, Instant firm, int source) {
      this.address = address;
      this.from = from;
      this.firm = firm;
      this.source = source;
    }

    boolean isOpen() {
      return until.equals(Instant.MAX);
    }

    void close(Instant end) {
      until = end.isBefore(from) ? from : end;
    }
  }
}
