package dev.netgen.capture.firewall;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.capture.CaptureObserver;
import dev.netgen.capture.StopLatch;
import dev.netgen.capture.docker.DockerEngine;
import dev.netgen.capture.docker.DockerEvents;
import dev.netgen.capture.docker.DockerEvents.Event;
import dev.netgen.capture.docker.EngineProbe;
import dev.netgen.capture.host.Interfaces;
import dev.netgen.capture.host.Processes;
import dev.netgen.model.firewall.RuleSet;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.recording.EngineProfile;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Generated rules in force for an engine's containers, failing closed: an address is in no set
 * before its container is verified, and in none from the moment its end is known. When events may
 * have been missed, everything is looked at anew and the sets are replaced in one transaction; what
 * starts until then is closed.
 */
public final class Enforcement {
  private static final long POLL_MILLIS = 200;
  private static final Duration NOW = Duration.ZERO;
  private static final long LOOK_NANOS = 5_000_000_000L;

  private final RuleSet rules;
  private final boolean check;
  private final DockerEngine engine;
  private final CaptureObserver observer;
  private final Members members;
  private final Loader loader;
  private final Set<String> waiting = new LinkedHashSet<>();
  private Counted before = Counted.NOTHING;
  private boolean held = true;

  /**
   * Of these rules.
   *
   * @param check whether they count only
   */
  public Enforcement(
      RuleSet rules,
      RuleTexts texts,
      boolean check,
      DockerEngine engine,
      Nft nft,
      CaptureObserver observer) {
    this.rules = rules;
    this.check = check;
    this.engine = engine;
    this.observer = observer;
    this.members = new Members(engine, rules, observer::note);
    this.loader = new Loader(nft, rules, texts, check);
  }

  /** Takes rules away without asking any engine; whether there were any. */
  public static boolean remove(RuleSet rules, Nft nft) {
    return new Loader(nft, rules, new RuleTexts("", "", ""), false).remove();
  }

  /** Loads the rules, filled with the containers that run now. */
  public void load() {
    try {
      require();
      members.refresh();
      requireHere();
      before = new Counted(loader.counters(), loader.refused(names()));
      told(loader.load(members.world()));
    } catch (IOException e) {
      throw unanswered(e);
    }
  }

  /** Loads the rules and keeps the sets as the containers are, until asked to stop. */
  public void watch(StopLatch stop) {
    try (DockerEvents events = DockerEvents.subscribe(engine)) {
      load();
      long looked = System.nanoTime();
      while (stop.await(NOW).isEmpty()) {
        Optional<Event> event = events.poll(waiting.isEmpty() ? POLL_MILLIS : 0);
        if (event.isPresent()) {
          follow(event.get());
        } else {
          verifyNext();
        }
        if (System.nanoTime() - looked > LOOK_NANOS) {
          look();
          looked = System.nanoTime();
        }
      }
    } catch (IOException e) {
      throw unanswered(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether every container is governed as the rules have it, and was all the time. */
  public boolean held() {
    return held && members.complete();
  }

  /** What the rules counted since they were loaded here. */
  public Counted counted() {
    return new Counted(loader.counters(), loader.refused(names()));
  }

  /** What those counted that these replaced. */
  public Counted before() {
    return before;
  }

  private Map<String, String> names() {
    Map<String, String> names = new TreeMap<>();
    for (Member member : members.all()) {
      for (Place place : member.places()) {
        names.put(place.address().toString(), "service " + member.service());
      }
    }
    return names;
  }

  private void told(boolean ports) {
    observer.note(
        rules.table()
            + " is loaded: "
            + members.all().size()
            + " containers are verified"
            + (ports ? ", each at its port" : ""));
    if (!ports && !check) {
      observer.note(
          "this kernel takes no rules for ports of bridges: that an address went to another"
              + " container is known by events alone, a moment late");
    }
  }

  /** What ends goes at once; what begins waits until no end is left to tell. */
  private void follow(Event event) {
    try {
      if (event.isLost()) {
        observer.note("events may have been missed: looking at everything anew");
        members.refresh();
      } else if (event.type().equals("container")) {
        container(event);
      } else if (!event.container().isEmpty()) {
        members.forget(event.container());
        waiting.add(event.container());
      } else {
        members.refreshNetworks();
      }
    } catch (IOException e) {
      unanswered();
    }
    fill();
  }

  private void container(Event event) {
    switch (event.action()) {
      case "die", "destroy" -> members.forget(event.id());
      case "start" -> waiting.add(event.id());
      default -> {
        // create and rename change no address
      }
    }
  }

  private void verifyNext() {
    Optional<String> next = waiting.stream().findFirst();
    if (next.isPresent()) {
      waiting.remove(next.get());
      try {
        members.verify(next.get());
      } catch (IOException e) {
        unanswered();
      }
      fill();
    }
  }

  private void fill() {
    if (!loader.fill(members.world())) {
      takenAway();
    }
  }

  private void takenAway() {
    held = false;
    observer.note("somebody took " + rules.table() + " or a part of it away: loaded again");
  }

  private void unanswered() {
    observer.note("the engine does not answer: what is new stays closed");
  }

  /** Others may change the firewall, too. */
  private void look() {
    if (!bridgeFrames()) {
      held = false;
      observer.note("frames inside a bridge no longer pass the firewall: the rules do not hold");
    }
    if (!loader.present()) {
      loader.load(members.world());
      takenAway();
    }
    try {
      waiting.addAll(members.audit());
    } catch (IOException e) {
      // told when its events end; they are waited for anew
    }
    fill();
  }

  private void require() throws IOException {
    EngineProfile profile = EngineProbe.profile(engine);
    if (!bridgeFrames()) {
      throw ProblemException.environment(
          "frames inside a bridge do not pass the firewall, no rules can hold",
          "net.bridge.bridge-nf-call-iptables, -ip6tables",
          "load br_netfilter and set both to 1");
    }
    if (profile.firewallBackend().equals("unknown")) {
      throw ProblemException.environment(
          "the engine does not tell that it keeps firewall rules",
          engine.address(),
          "run beside its dockerd, with iptables not switched off");
    }
  }

  private static boolean bridgeFrames() {
    return Processes.setting("net/bridge/bridge-nf-call-iptables").equals("1")
        && Processes.setting("net/bridge/bridge-nf-call-ip6tables").equals("1");
  }

  /** Rules on another machine, or in another network namespace than the bridges', hold nothing. */
  private void requireHere() throws IOException {
    if (!engine.address().startsWith("unix:")) {
      throw ProblemException.usage(
          "rules are loaded on this machine, and this engine may be on another",
          engine.address(),
          "run beside its dockerd and name its socket, such as unix:///run/docker.sock");
    }
    ImmutableSortedSet<String> bridges = members.bridges();
    Set<String> here = Interfaces.names();
    boolean elsewhere = !bridges.isEmpty() && Collections.disjoint(bridges, here);
    boolean partly =
        bridges.stream().anyMatch(each -> rules.bridges().contains(each) && !here.contains(each));
    if (elsewhere || partly) {
      throw ProblemException.environment(
          "the engine's bridges are not in this network namespace",
          String.join(", ", bridges),
          "run where its dockerd runs");
    }
  }

  private ProblemException unanswered(IOException e) {
    return ProblemException.environment(
        "the engine does not answer", engine.address(), "see whether it runs", e);
  }
}
