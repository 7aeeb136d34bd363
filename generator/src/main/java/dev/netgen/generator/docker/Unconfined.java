package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.docker.YamlTree.Entry;
import dev.netgen.generator.docker.YamlTree.Mapping;
import dev.netgen.generator.docker.YamlTree.Scalar;
import dev.netgen.generator.docker.YamlTree.Sequence;
import dev.netgen.generator.target.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Services that a network does not confine, as their file gives them the host: by privileges
 * (capabilities(7)), or by the engine's socket, whose API starts containers on any network.
 */
public final class Unconfined {
  /** Those that let a process into other namespaces, or change the kernel under all of them. */
  private static final ImmutableSet<String> CAPABILITIES =
      ImmutableSet.of("ALL", "SYS_ADMIN", "SYS_MODULE", "SYS_RAWIO", "BPF");

  private static final String PTRACE = "SYS_PTRACE";

  /** Sockets of engines, and folders they lie in; a read-only mount lets connect all the same. */
  private static final Pattern SOCKET =
      Pattern.compile(
          "/|(/var)?/run/?|(/var)?/run/(docker|containerd|podman|crio)(/.*)?"
              + "|.*/(docker|containerd|podman|crio)\\.sock");

  private static final Pattern BIND = Pattern.compile("(?<source>/[^:]*):.*");

  private final ComposeFile file;

  Unconfined(ComposeFile file) {
    this.file = file;
  }

  /** One line for each; services on the host's network are told as such elsewhere. */
  List<Note> notes() {
    List<Note> notes = new ArrayList<>();
    if (!(file.root().get("services") instanceof Mapping services)) {
      return notes;
    }
    for (Entry entry : services.entries().values()) {
      String service = entry.key().text();
      if (entry.value() instanceof Mapping node && !file.onHost().contains(service)) {
        why(node).ifPresent(why -> notes.add(note("service " + service, why)));
      }
    }
    return notes;
  }

  private static Optional<String> why(Mapping service) {
    return why(
        service.get("privileged") instanceof Scalar word && word.truth(),
        service.get("pid") instanceof Scalar pid && pid.text().equals("host"),
        scalars(service.get("cap_add")).toList(),
        service.get("volumes") instanceof Sequence volumes
            ? volumes.items().stream().flatMap(Unconfined::source).toList()
            : List.of());
  }

  private static Stream<String> source(YamlTree volume) {
    return volume instanceof Mapping mapping
        ? scalars(mapping.get("source"))
        : scalars(volume).flatMap(text -> bound(text).stream());
  }

  /** The host's side of a bind mount in its short form; empty where it is none. */
  public static Optional<String> bound(String mount) {
    Matcher matcher = BIND.matcher(mount);
    return matcher.matches() ? Optional.of(matcher.group("source")) : Optional.empty();
  }

  /**
   * What a container has that no network holds, in words; empty where it has nothing such.
   *
   * @param seesAll whether it sees the host's processes
   * @param capabilities those added to the usual ones
   * @param mounted files and folders of the host
   */
  public static Optional<String> why(
      boolean privileged, boolean seesAll, List<String> capabilities, List<String> mounted) {
    if (privileged) {
      return Optional.of("all privileges on the host (privileged)");
    }
    return capabilities.stream()
        .map(text -> text.toUpperCase(Locale.ROOT))
        .map(text -> text.startsWith("CAP_") ? text.substring("CAP_".length()) : text)
        .filter(text -> CAPABILITIES.contains(text) || (seesAll && text.equals(PTRACE)))
        .map(text -> "the capability " + text + (text.equals(PTRACE) ? " and pid: host" : ""))
        .findFirst()
        .or(
            () ->
                mounted.stream()
                    .filter(source -> SOCKET.matcher(source).matches())
                    .findFirst()
                    .map(
                        source ->
                            "the engine's socket, or what it lies in, mounted (" + source + ")"));
  }

  /** The line about a service or container. */
  public static Note note(String who, String why) {
    return Note.attention(who + " has " + why + ": it can get around every network and rule");
  }

  private static Stream<String> scalars(@Nullable YamlTree tree) {
    if (tree instanceof Sequence list) {
      return list.items().stream().flatMap(Unconfined::scalars);
    }
    return tree instanceof Scalar scalar ? Stream.of(scalar.text()) : Stream.empty();
  }
}
