package dev.netgen.analyzer.input;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The interfaces one capture file describes, over all its sections, and what they report. */
final class CaptureInterfaces {
  /** Most interfaces of a file; a bound against hostile files. */
  static final int MAX = 4096;

  /**
   * One interface. What its statistics blocks report are totals since the section's capture began:
   * the last of a section counts, and sections are added up.
   */
  static final class Entry {
    final String name;
    final int linkType;
    long reportedByInterface;
    long reportedByKernel;
    long droppedBetween;
    private long earlierByInterface;
    private long earlierByKernel;

    Entry(String name, int linkType) {
      this.name = name;
      this.linkType = linkType;
    }

    long droppedByInterface() {
      return earlierByInterface + reportedByInterface;
    }

    long droppedByKernel() {
      return earlierByKernel + reportedByKernel;
    }

    private void sectionEnds() {
      earlierByInterface += reportedByInterface;
      earlierByKernel += reportedByKernel;
      reportedByInterface = 0;
      reportedByKernel = 0;
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Integer> byIdentity = new HashMap<>();

  /**
   * The index of the interface with this name (or, without one, this position in its section) and
   * link type, new or known from an earlier section; -1 when there are too many.
   */
  int index(String name, int position, int linkType) {
    String identity = (name.isEmpty() ? "#" + position : "=" + name) + " " + linkType;
    Integer known = byIdentity.get(identity);
    if (known != null) {
      return known;
    }
    if (entries.size() == MAX) {
      return -1;
    }
    byIdentity.put(identity, entries.size());
    entries.add(new Entry(name.isEmpty() ? "interface " + position : name, linkType));
    return entries.size() - 1;
  }

  /** A section is over: its last reports stand. */
  void sectionEnds() {
    entries.forEach(Entry::sectionEnds);
  }

  Entry get(int index) {
    return entries.get(index);
  }

  int size() {
    return entries.size();
  }

  List<Entry> all() {
    return entries;
  }
}
