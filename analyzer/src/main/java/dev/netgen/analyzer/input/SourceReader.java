package dev.netgen.analyzer.input;

import dev.netgen.analyzer.decode.LinkTypes;
import dev.netgen.model.problem.ProblemException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The packets of one source: its files one after another, one open at a time. */
final class SourceReader implements Closeable {
  private static final int UNASSIGNED = -1;

  private final SourcePlan plan;
  private final PipelineOptions options;
  private final Ledger ledger;
  private final int bufferSize;
  private final int firstFile;

  /** Observer index by capture interface of the current file; or of the whole source. */
  private int[] observers = {UNASSIGNED};

  /** Observers by name, over all files of the source. */
  private final Map<String, Integer> byName = new HashMap<>();

  private @Nullable CaptureReader reader;
  private @Nullable DigestStream digest;
  private final boolean oneObserver;
  private Ledger.Tally tally;
  private int fileNumber = -1;
  private long frame;

  SourceReader(SourcePlan plan, PipelineOptions options, Ledger ledger, int bufferSize) {
    this.plan = plan;
    this.options = options;
    this.ledger = ledger;
    this.bufferSize = bufferSize;
    int first = -1;
    for (SourcePlan.File file : plan.files()) {
      int index = ledger.file(file, plan.recording());
      first = first < 0 ? index : first;
    }
    firstFile = first;
    tally = ledger.tally(first);
    oneObserver = plan.oneObserver();
    if (plan.oneObserver()) {
      put(0, ledger.observer(plan.name(), plan));
    }
  }

  private void put(int captureInterface, int observer) {
    int before = observers.length;
    if (captureInterface >= before) {
      observers = Arrays.copyOf(observers, 2 * captureInterface);
      Arrays.fill(observers, before, observers.length, UNASSIGNED);
    }
    observers[captureInterface] = observer;
  }

  /** Goes to the next packet, over the files' borders; false at the end of the source. */
  boolean next() {
    while (true) {
      CaptureReader current = reader;
      if (current == null) {
        if (!openNext()) {
          return false;
        }
      } else if (advance(current)) {
        frame++;
        tally.packets++;
        return true;
      } else {
        endFile(current);
      }
    }
  }

  /** The reader that holds the current packet. */
  CaptureReader packet() {
    if (reader == null) {
      throw new IllegalStateException("no packet");
    }
    return reader;
  }

  /** Index of the current packet's file. */
  int file() {
    return firstFile + fileNumber;
  }

  /** The current file's name for messages. */
  String where() {
    return plan.files().get(fileNumber).where();
  }

  /** Number of the current packet in its file, from 1. */
  long frame() {
    return frame;
  }

  /** Index of the observer that took the current packet. */
  int observer() {
    int number = oneObserver ? 0 : Math.max(0, packet().captureInterface);
    int known = number < observers.length ? observers[number] : UNASSIGNED;
    return known < 0 ? observerOf(number) : known;
  }

  private int observerOf(int captureInterface) {
    int observer = observerNamed(observerName(captureInterface));
    put(captureInterface, observer);
    return observer;
  }

  /** The same interface of the source's next file is the same observer. */
  private int observerNamed(String name) {
    return byName.computeIfAbsent(name, key -> ledger.observer(key, plan));
  }

  private String observerName(int number) {
    CaptureInterfaces interfaces = packet().interfaces();
    return packet() instanceof PcapReader || interfaces.size() <= number
        ? plan.name()
        : plan.name() + ":" + interfaces.get(number).name;
  }

  private boolean openNext() {
    if (fileNumber + 1 == plan.files().size()) {
      return false;
    }
    fileNumber++;
    frame = 0;
    tally = ledger.tally(file());
    openFile(plan.files().get(fileNumber));
    return true;
  }

  private void openFile(SourcePlan.File file) {
    try {
      InputStream stream = stream(file);
      reader = open(stream, file);
      if (reader == null) {
        finishDigest(file);
        stream.close();
      }
    } catch (IOException e) {
      throw InputPlanner.unreadable(file.path(), e);
    }
    if (reader instanceof PcapReader) {
      if (plan.alone() && !LinkTypes.known(reader.linkType)) {
        ledger.undecoded().met(file.where(), reader.linkType);
      }
      if (!plan.oneObserver()) {
        put(0, observerNamed(plan.name()));
      }
    }
  }

  /** Null, with a note, where a file that was not named itself is no capture. */
  private @Nullable CaptureReader open(InputStream stream, SourcePlan.File file)
      throws IOException {
    CaptureReader opened = null;
    try {
      opened = CaptureOpener.open(stream, name(file), bufferSize);
      if (opened == null) {
        tooShort(file);
      }
    } catch (EOFException e) {
      tooShort(file); // compressed data that ends before the file header
    } catch (ZipException e) {
      unusable(
          ProblemException.input(
              "compressed data damaged at its beginning",
              name(file),
              "give the capture uncompressed",
              e));
    } catch (ProblemException e) {
      unusable(e);
    }
    return opened;
  }

  private void unusable(ProblemException problem) {
    if (plan.alone() || problem.kind() != ProblemException.Kind.INPUT) {
      throw problem;
    }
    ledger.note(InputNote.Kind.DAMAGED, where(), -1, 0, "not used: " + problem.getMessage());
  }

  /** A note's text holds no directory; its place does. */
  private String name(SourcePlan.File file) {
    Path last = file.path().getFileName();
    return plan.alone() || last == null ? file.where() : last.toString();
  }

  private InputStream stream(SourcePlan.File file) throws IOException {
    InputStream stream;
    if (file.standardInput()) {
      stream =
          options
              .standardInput()
              .orElseThrow(
                  () ->
                      ProblemException.usage(
                          "no standard input here", "-", "give a file or a directory"));
    } else {
      stream = Files.newInputStream(file.path());
    }
    if (options.digests()) {
      digest = new DigestStream(stream);
      return digest;
    }
    return stream;
  }

  private void tooShort(SourcePlan.File file) {
    boolean empty = !file.standardInput() && file.path().toFile().length() == 0;
    String text = empty ? "empty file" : "file cut short inside its file header";
    if (plan.alone()) {
      throw ProblemException.input(
          text, file.where(), "give a pcap or pcapng file that holds packets");
    }
    ledger.note(empty ? InputNote.Kind.EMPTY : InputNote.Kind.CUT, file.where(), 0, 0, text);
  }

  private boolean advance(CaptureReader current) {
    if (current.next()) {
      return true;
    }
    try {
      current.in.throwFailure();
    } catch (EOFException e) {
      current.cut(current.in.offset(), "compressed data");
    } catch (ZipException e) {
      current.damaged(current.in.offset(), "compressed data is damaged");
    } catch (IOException e) {
      throw InputPlanner.unreadable(plan.files().get(fileNumber).path(), e);
    }
    return false;
  }

  private void endFile(CaptureReader ended) {
    SourcePlan.File file = plan.files().get(fileNumber);
    FileNotes.write(ledger, file.where(), ended);
    finishDigest(file);
    close();
    if (!plan.oneObserver()) {
      Arrays.fill(observers, UNASSIGNED);
    }
  }

  private void finishDigest(SourcePlan.File file) {
    if (digest != null) {
      try {
        byte[] value = digest.finish();
        ledger.tally(file()).sha256 = Optional.of(HexFormat.of().formatHex(value));
      } catch (IOException e) {
        throw InputPlanner.unreadable(file.path(), e);
      }
      digest = null;
    }
  }

  @Override
  public void close() {
    CaptureReader open = reader;
    DigestStream digested = digest;
    reader = null;
    digest = null;
    try {
      if (open != null) {
        open.close();
      }
      if (digested != null) {
        digested.abandon();
      }
    } catch (IOException e) {
      throw InputPlanner.unreadable(plan.files().get(fileNumber).path(), e);
    }
  }
}
