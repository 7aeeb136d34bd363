package dev.netgen.analyzer.accuracy;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.flow.SettledFlow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs netgen over labelled captures, as they are or transformed, and judges what it says. */
final class Measurement {
  static final String RECORDED = "as recorded";
  private static final int PARTNERS = 12;

  private final ImmutableList<LabelledCapture> captures;
  private final Path folder;
  private final ImmutableList<Rival> rivals;
  private final List<Part> parts = new ArrayList<>();

  /** One readable packet file, its labels with both ports, and its conversations. */
  private record Part(
      String suite, String name, CaptureFile file, ImmutableList<Label> labels, Traces traces) {
    String capture() {
      return labels.get(0).capture();
    }
  }

  /**
   * Prepares captures.
   *
   * @param folder where transformed captures may be written
   * @param rivals whom to ask besides
   */
  Measurement(List<LabelledCapture> captures, Path folder, List<Rival> rivals) throws IOException {
    this.captures = ImmutableList.copyOf(captures);
    this.folder = folder;
    this.rivals = ImmutableList.copyOf(rivals);
    for (LabelledCapture capture : captures) {
      for (Path file : OwnSuite.files(capture.inputs())) {
        part(capture, file).ifPresent(parts::add);
      }
    }
  }

  private static Optional<Part> part(LabelledCapture capture, Path path) {
    try {
      CaptureFile file = CaptureFile.read(path);
      Traces traces = Traces.of(List.of(file));
      ImmutableList<Label> labels =
          labels(capture, traces).stream()
              .filter(traces::has)
              .collect(ImmutableList.toImmutableList());
      String name = capture.name() + "/" + path.getFileName();
      return labels.isEmpty()
          ? Optional.empty()
          : Optional.of(new Part(capture.suite(), name, file, labels, traces));
    } catch (IOException damaged) {
      return Optional.empty();
    }
  }

  /**
   * Labels that stand for several conversations become those. Ends that in truth talked in both
   * directions are left out.
   */
  private static ImmutableList<Label> labels(LabelledCapture capture, Traces traces) {
    Set<Label> labels = new LinkedHashSet<>();
    for (Label label : capture.labels()) {
      ImmutableList<Label> each =
          label.clientPort() == Label.ANY ? traces.each(label) : ImmutableList.of();
      labels.addAll(each.isEmpty() ? List.of(label) : each);
    }
    return labels.stream()
        .filter(label -> label.reversed().map(reverse -> !labels.contains(reverse)).orElse(true))
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * The captures as they are, recordings with their inventories. What is found under the server's
   * own address need not be found under the translated one too.
   */
  Measured recorded() throws IOException {
    ImmutableList.Builder<Judged> judged = ImmutableList.builder();
    int mistaken = 0;
    for (LabelledCapture capture : captures) {
      Traces traces = Traces.of(readable(capture));
      List<SettledFlow> rows = Rows.of(capture.inputs());
      ImmutableList<Label> labels = labels(capture, traces);
      Set<Label> found =
          labels.stream()
              .filter(label -> Judge.direction(label, rows).outcome() != Outcome.MISSING)
              .map(Label::anyServer)
              .collect(Collectors.toSet());
      for (Label label : labels) {
        Judged said = judge(capture.suite(), label, rows);
        if (traces.contradict(label)) {
          mistaken++;
        } else if (said.found() || !found.contains(label.anyServer())) {
          judged.add(said);
        }
      }
    }
    return new Measured(RECORDED, judged.build(), 0, mistaken, 0, asked(parts));
  }

  /** Damaged files are left out: what is said of them is judged as it stands. */
  private static List<CaptureFile> readable(LabelledCapture capture) throws IOException {
    List<CaptureFile> files = new ArrayList<>();
    for (Path file : OwnSuite.files(capture.inputs())) {
      CaptureFile.readable(file).ifPresent(files::add);
    }
    return files;
  }

  private static Judged judge(String suite, Label label, List<SettledFlow> rows) {
    return new Judged(
        suite,
        label,
        Judge.direction(label, rows),
        label.protection().map(truth -> Judge.verdict(label, rows)),
        Families.known(label.family())
            ? Optional.of(Judge.application(label, rows))
            : Optional.empty());
  }

  /** Every packet file by itself, transformed; only labels whose packets are not in tunnels. */
  Measured after(Metamorphosis metamorphosis) throws IOException {
    ImmutableList.Builder<Judged> judged = ImmutableList.builder();
    List<Part> transformed = new ArrayList<>();
    int gone = 0;
    int untouched = 0;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      ImmutableList<CaptureFile> seen = metamorphosis.apply(subject(i, metamorphosis.name()));
      if (seen.isEmpty()) {
        untouched++;
        continue;
      }
      List<SettledFlow> rows = Rows.of(written(seen));
      Traces left = metamorphosis.lossy() ? Traces.of(seen) : part.traces();
      for (Label label : part.labels()) {
        if (left.has(label)) {
          judged.add(judge(part.suite(), label, rows));
        } else {
          gone++;
        }
      }
      transformed.add(new Part(part.suite(), part.name(), seen.get(0), part.labels(), left));
    }
    return new Measured(
        metamorphosis.name(), judged.build(), gone, 0, untouched, asked(transformed));
  }

  private Subject subject(int index, String metamorphosis) {
    Part part = parts.get(index);
    Random random = new Random((part.name() + metamorphosis).hashCode());
    return new Subject(part.file(), part.labels(), partner(index), random);
  }

  private Optional<CaptureFile> partner(int index) {
    Part part = parts.get(index);
    return IntStream.rangeClosed(1, PARTNERS)
        .mapToObj(i -> parts.get((index + i) % parts.size()))
        .filter(other -> other.file().linkType() == part.file().linkType())
        .filter(other -> !other.capture().equals(part.capture()))
        .filter(
            other ->
                Collections.disjoint(other.traces().conversations(), part.traces().conversations()))
        .map(Part::file)
        .findFirst();
  }

  private List<Path> written(List<CaptureFile> files) throws IOException {
    List<Path> paths = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      Path path = folder.resolve("observer-" + i + ".pcap");
      files.get(i).write(path);
      paths.add(path);
    }
    return paths;
  }

  private ImmutableList<Rival.Score> asked(List<Part> about) throws IOException {
    ImmutableList.Builder<Rival.Score> scores = ImmutableList.builder();
    for (Rival rival : rivals) {
      List<CaptureFile> files = about.stream().map(Part::file).toList();
      List<Rival.Answers> answers = Rivals.ask(rival, files, folder);
      Tally tally = new Tally();
      for (int i = 0; i < files.size(); i++) {
        Part part = about.get(i);
        Rival.Answers said = answers.get(i);
        part.labels().stream()
            .filter(label -> label.trust() == Label.Trust.YES && part.traces().has(label))
            .forEach(label -> tally.add(said.of(label)));
      }
      scores.add(new Rival.Score(rival.name(), tally));
    }
    return scores.build();
  }
}
