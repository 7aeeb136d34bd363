package dev.netgen.analyzer.input;

import dev.netgen.analyzer.decode.LinkTypes;
import dev.netgen.model.problem.ProblemException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
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
  private final List<Integer> observers = new ArrayList<>();

  private @Nullable CaptureReader reader;
  private @Nullable DigestStream digest;
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
    if (plan.oneObserver()) {
      observers.add(ledger.observer(plan.name(), plan));
    }
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
        ledger.tally(file()).packets++;
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
    int number = plan.oneObserver() ? 0 : Math.max(0, packet().captureInterface);
    while (observers.size() <= number) {
      observers.add(UNASSIGNED);
    }
    int known = observers.get(number);
    if (known < 0) {
      known = ledger.observer(observerName(number), plan);
      observers.set(number, known);
    }
    return known;
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
    SourcePlan.File file = plan.files().get(fileNumber);
    try {
      InputStream stream = stream(file);
      reader = open(stream, file);
      if (reader == null) {
        tooShort(file);
        stream.close();
      }
    } catch (ZipException e) {
      throw ProblemException.input(
          "damaged gzip header", file.where(), "give the capture uncompressed", e);
    } catch (IOException e) {
      throw InputPlanner.unreadable(file.path(), e);
    }
    if (reader instanceof PcapReader) {
      if (plan.alone() && !LinkTypes.known(reader.linkType)) {
        throw CaptureOpener.unknownLinkType(reader.linkType, file.where());
      }
      if (!plan.oneObserver()) {
        observers.add(ledger.observer(plan.name(), plan));
      }
    }
    return true;
  }

  private @Nullable CaptureReader open(InputStream stream, SourcePlan.File file)
      throws IOException {
    try {
      return CaptureOpener.open(stream, file.where(), bufferSize);
    } catch (EOFException e) {
      return null; // compressed data that ends before the file header
    }
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
    finishDigest(file);
  }

  private boolean advance(CaptureReader current) {
    SourcePlan.File file = plan.files().get(fileNumber);
    try {
      return current.next();
    } catch (EOFException e) {
      return current.cut(current.in.offset(), "compressed data");
    } catch (ZipException e) {
      return current.damaged(current.in.offset(), "compressed data is damaged");
    } catch (IOException e) {
      throw InputPlanner.unreadable(file.path(), e);
    }
  }

  private void endFile(CaptureReader ended) {
    SourcePlan.File file = plan.files().get(fileNumber);
    FileNotes.write(ledger, file.where(), ended);
    finishDigest(file);
    close();
    if (!plan.oneObserver()) {
      observers.clear();
    }
  }

  private void finishDigest(SourcePlan.File file) {
    if (digest != null) {
      try {
        byte[] value = digest.drain();
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
    reader = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw InputPlanner.unreadable(plan.files().get(fileNumber).path(), e);
      }
    }
  }
}
