package dev.netgen.generator.docker.plan;

import com.google.common.collect.ImmutableList;

/**
 * One command.
 *
 * @param network which network it is about
 * @param container which container; empty for networks alone
 * @param options what follows, in the order of {@link PlanScript}
 * @param reasons the links it is for
 * @param grants who reaches whom by it that did not before
 * @param closes who no longer reaches whom
 * @param breaks links whose established connections may end with it
 */
record Step(
    Kind kind,
    String network,
    String container,
    ImmutableList<String> options,
    ImmutableList<String> reasons,
    ImmutableList<String> grants,
    ImmutableList<String> closes,
    ImmutableList<String> breaks) {

  /** Kinds of commands. */
  enum Kind {
    CREATE("create"),
    CONNECT("connect"),
    DISCONNECT("disconnect"),
    REMOVE("remove");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** One that changes nobody's reach. */
  static Step plain(Kind kind, String network, ImmutableList<String> options) {
    return new Step(
        kind,
        network,
        "",
        options,
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of());
  }
}
