package dev.netgen.generator.kubernetes;

import com.google.common.collect.ImmutableList;
import dev.netgen.generator.selector.PodSelection;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.target.Note;
import dev.netgen.model.decision.Silence;
import dev.netgen.model.enforcer.Enforcer;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.graph.ServiceAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a reader of the policies must be told besides. */
final class PolicyNotes {
  private final GenerationRequest request;
  private final Enforcer enforcer;
  private final LinkIndex links;
  private final List<Note> notes = new ArrayList<>();

  PolicyNotes(GenerationRequest request, LinkIndex links) {
    this.request = request;
    this.enforcer = request.enforcer();
    this.links = links;
  }

  ImmutableList<Note> all() {
    return ImmutableList.copyOf(notes);
  }

  void leftAlone(String namespace) {
    notes.add(Note.info("namespace " + namespace + " is left alone: nothing in it is isolated"));
  }

  /** A namespace of which nobody saw anything. */
  void unseen(String namespace, Collection<PeerId> workloads) {
    notes.add(
        Note.attention(
            "nothing of namespace "
                + namespace
                + " was observed, and nothing in it is isolated: "
                + whole(workloads)));
  }

  /** A decision that no workload of the graph is meant by. */
  void aboutNobody(Silence silence) {
    notes.add(
        Note.attention(
            "nobody in the graph is meant by the decision about "
                + silence.peer().map(PeerId::toString).or(silence::namespace).orElse("")));
  }

  void hostNetwork(PeerId workload, String named) {
    if (workload.workloadKind().filter("Service"::equals).isPresent()) {
      return;
    }
    notes.add(
        Note.info(
            workload
                + " uses its node's network: no policy can select it; others name it by "
                + named));
  }

  void nothingToSelectBy(PeerId workload) {
    boolean job =
        workload
            .workloadKind()
            .map(kind -> kind.equals("CronJob") || kind.equals("Job"))
            .orElse(false);
    notes.add(
        Note.attention(
            workload
                + " has no label a selector could rest on: it gets no policy"
                + (job
                    ? "; give its pod template one, a job's own labels change with each run"
                    : "")));
  }

  void notIsolated(PeerId workload, Direction direction, String obstacle) {
    notes.add(
        Note.attention(workload + " is not isolated in " + direction.word() + ": " + obstacle));
  }

  void noDefaultDeny(String namespace, Direction direction, String why, Collection<PeerId> who) {
    notes.add(
        Note.attention(
            "namespace "
                + namespace
                + " gets no default-deny for "
                + direction.word()
                + ": "
                + why
                + ": "
                + whole(who)));
  }

  /** What is odd about a workload that has a selector. */
  void workload(Peer peer, PodSelection selection) {
    if (!selection.alsoPicks().isEmpty()) {
      notes.add(
          Note.attention(
              "no stable label separates "
                  + peer.id()
                  + " from "
                  + RuleMaker.join(selection.alsoPicks())
                  + ": what is allowed to the first is allowed to all"));
    }
    if (!enforcer.ownerlessPods() && peer.id().workloadKind().filter("Pod"::equals).isPresent()) {
      notes.add(
          Note.attention(
              peer.id() + " is a pod without owner: " + enforcer + " does not isolate it"));
    }
    if (enforcer.seesServices()) {
      links.of(peer.id(), Direction.EGRESS).forEach(this::samePort);
    }
    links.of(peer.id(), Direction.INGRESS).stream()
        .filter(link -> link.from().equals(PeerId.INTERNET))
        .filter(link -> !peer.exposed().contains(link.port()))
        .forEach(
            link ->
                notes.add(
                    Note.attention(
                        link.key()
                            + " is allowed to everybody, though nothing declares the port")));
  }

  private void samePort(Link link) {
    if (link.to().kind() != PeerKind.KUBERNETES || request.graph().peer(link.to()).hostNetwork()) {
      return;
    }
    for (ServiceAddress service : ServiceAddress.of(request.evidence(), link.key())) {
      if (service.port().number() != link.port().number()) {
        notes.add(
            Note.attention(
                link.key()
                    + " is called at port "
                    + service.port().number()
                    + " of a Service: "
                    + enforcer
                    + " asks for the same number on both sides"));
      }
    }
  }

  private static String whole(Collection<PeerId> workloads) {
    return String.join(", ", workloads.stream().map(PeerId::toString).toList());
  }
}
