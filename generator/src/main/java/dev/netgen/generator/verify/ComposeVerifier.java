package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.proof.Proof;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Proves Compose networks against the graph. Two services can talk exactly when they share a
 * network whose members may talk; a port is published only on a network that is not internal.
 */
public final class ComposeVerifier implements Verifier {
  /** A topology to prove, and the file it came from. */
  private record View(String file, ComposeTopology topology, boolean knowsPorts) {}

  @Override
  public String target() {
    return "compose";
  }

  @Override
  public Proof prove(GenerationRequest request, ImmutableList<GeneratedFile> files) {
    List<View> views = views(request, files);
    List<LinkKey> allowed = new ArrayList<>();
    List<Proof.Denial> denied = new ArrayList<>();
    List<Proof.Denial> unjudged = new ArrayList<>();
    for (LinkKey link : request.graph().links().keySet()) {
      if (isDocker(link.from()) || isDocker(link.to())) {
        Optional<String> blocker = blocker(request, link);
        List<String> reasons = new ArrayList<>();
        views.forEach(view -> refusal(view, link).ifPresent(reasons::add));
        if (blocker.isPresent()) {
          unjudged.add(new Proof.Denial(link, blocker.get()));
        } else if (reasons.isEmpty()) {
          allowed.add(link);
        } else {
          denied.add(new Proof.Denial(link, String.join("; ", reasons)));
        }
      }
    }
    TreeSet<Proof.Grant> granted =
        new TreeSet<>(
            Comparator.comparing(Proof.Grant::from)
                .thenComparing(Proof.Grant::to)
                .thenComparing(Proof.Grant::ports)
                .thenComparing(Proof.Grant::reason));
    views.forEach(view -> granted.addAll(new ComposeGrants(request, view.topology()).granted()));
    return new Proof(
        target(),
        ImmutableList.copyOf(allowed),
        ImmutableList.copyOf(denied),
        ImmutableList.copyOf(granted),
        ImmutableList.copyOf(unjudged),
        new ComposeGrants(request, views.get(0).topology()).reachability());
  }

  private static List<View> views(GenerationRequest request, ImmutableList<GeneratedFile> files) {
    List<View> views = new ArrayList<>();
    for (GeneratedFile file : files) {
      if (file.path().contains("override")) {
        request
            .compose()
            .ifPresent(
                user ->
                    views.add(
                        new View(
                            file.path(),
                            ComposeReader.complete(user.name(), user.text())
                                .overriddenBy(
                                    ComposeReader.fragment(file.path(), file.content()),
                                    ComposeReader.replacedNetworks(file.content())),
                            true)));
      } else {
        boolean whole = request.compose().isPresent();
        views.add(
            new View(file.path(), ComposeReader.complete(file.path(), file.content()), whole));
      }
    }
    if (views.isEmpty()) {
      throw ProblemException.input(
          "no Compose file to prove", "compose", "report this as a defect");
    }
    return views;
  }

  static boolean isDocker(PeerId id) {
    return id.kind() == PeerKind.DOCKER;
  }

  private static Optional<String> blocker(GenerationRequest request, LinkKey link) {
    for (PeerId end : List.of(link.from(), link.to())) {
      if (end.kind() == PeerKind.UNRESOLVED && !request.decided(link)) {
        return Optional.of(end + " belongs to nobody known");
      }
      if (end.kind() == PeerKind.KUBERNETES) {
        return Optional.of(end + " is of another platform");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> refusal(View view, LinkKey link) {
    ComposeTopology topology = view.topology();
    for (PeerId end : List.of(link.from(), link.to())) {
      if (isDocker(end) && !topology.names().contains(end.shortName())) {
        return Optional.of(view.file() + " has no service for " + end);
      }
    }
    String from = link.from().shortName();
    String to = link.to().shortName();
    if (isDocker(link.from()) && isDocker(link.to())) {
      boolean meet = from.equals(to) || !topology.shared(from, to).isEmpty();
      return refuse(meet, view, from + " and " + to + " share no network");
    }
    if (isDocker(link.from())) {
      return refuse(
          !topology.waysOut(from).isEmpty(), view, from + " is on internal networks only");
    }
    boolean published =
        view.knowsPorts() ? topology.publishes(to, link.port()) : !topology.waysOut(to).isEmpty();
    return refuse(
        published, view, to + " does not publish " + link.port() + " on a network that leads out");
  }

  private static Optional<String> refuse(boolean fine, View view, String reason) {
    return fine ? Optional.empty() : Optional.of(view.file() + ": " + reason);
  }
}
