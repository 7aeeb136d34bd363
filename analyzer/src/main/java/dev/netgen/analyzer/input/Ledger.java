package dev.netgen.analyzer.input;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.recording.CaptureSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Observers, files and notes while a run goes on. */
final class Ledger {
  /** An observer under way. */
  static final class Watch {
    private final String name;
    private final SourcePlan plan;
    long packets;
    long firstNanos;
    long lastNanos;

    Watch(String name, SourcePlan plan) {
      this.name = name;
      this.plan = plan;
    }
  }

  /** A file under way. */
  static final class Tally {
    private final SourcePlan.File file;
    private final Optional<Path> recording;
    long packets;
    Optional<String> sha256 = Optional.empty();

    Tally(SourcePlan.File file, Optional<Path> recording) {
      this.file = file;
      this.recording = recording;
    }
  }

  private final List<Watch> observers = new ArrayList<>();
  private Watch[] watches = new Watch[0];
  private final List<Tally> files = new ArrayList<>();
  private final List<InputNote> notes = new ArrayList<>();
  private final NameHints hints = new NameHints();
  private final UndecodedLinks undecoded = new UndecodedLinks();
  private final Consumer<Observer> begins;

  /** A ledger that tells of each new observer. */
  Ledger(Consumer<Observer> begins) {
    this.begins = begins;
  }

  /** A new observer's index. */
  int observer(String name, SourcePlan plan) {
    int index = observers.size();
    observers.add(new Watch(name, plan));
    watches = observers.toArray(watches);
    begins.accept(observer(index));
    return index;
  }

  Watch watch(int observer) {
    return watches[observer];
  }

  /** A new file's index. */
  int file(SourcePlan.File file, Optional<Path> recording) {
    files.add(new Tally(file, recording));
    return files.size() - 1;
  }

  Tally tally(int file) {
    return files.get(file);
  }

  /** Files of link types that are not decoded. */
  UndecodedLinks undecoded() {
    return undecoded;
  }

  void note(InputNote.Kind kind, String where, long offset, long count, String text) {
    notes.add(new InputNote(kind, where, offset, count, text));
  }

  void hints(NameHints more) {
    hints.addAll(more);
  }

  ImmutableList<NameHint> hints() {
    return hints.all();
  }

  ImmutableList<Observer> observers() {
    ImmutableList.Builder<Observer> list = ImmutableList.builder();
    for (int i = 0; i < observers.size(); i++) {
      list.add(observer(i));
    }
    return list.build();
  }

  private Observer observer(int index) {
    Watch w = observers.get(index);
    Optional<CaptureSource> manifest = w.plan.manifest();
    return new Observer(
        index, w.name, w.plan.recording(), manifest, w.packets, w.firstNanos, w.lastNanos);
  }

  ImmutableList<PacketFile> files() {
    ImmutableList.Builder<PacketFile> list = ImmutableList.builder();
    for (int i = 0; i < files.size(); i++) {
      Tally t = files.get(i);
      list.add(new PacketFile(i, t.file.shown(), t.recording, t.packets, t.sha256));
    }
    return list.build();
  }

  ImmutableList<InputNote> notes() {
    return ImmutableList.copyOf(notes);
  }
}
