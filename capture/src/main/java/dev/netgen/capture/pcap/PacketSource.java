package dev.netgen.capture.pcap;

import com.google.common.collect.ImmutableList;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapDumper;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapStat;

/**
 * One interface being recorded: libpcap takes and writes the frames natively on a thread of its
 * own, into files that follow one another on the same handle, so that none is lost between them.
 *
 * <p>Another single thread calls {@link #tick} several times a second: it flushes, counts and asks
 * for the next file. Implementation note: a loop is broken only between two frames and the kernel's
 * ring stays as it is, so breaking it to change files loses nothing.
 */
public final class PacketSource implements Closeable {
  /** How long the kernel may keep a frame to itself. */
  public static final Duration DRAIN = Duration.ofMillis(2L * PacketHandles.TIMEOUT_MILLIS);

  private static final long MASK = 0xFFFF_FFFFL;

  private final String device;
  private final PcapHandle handle;
  private final long rotateBytes;
  private final List<PacketFile> files = new ArrayList<>();
  private final CountDownLatch finished = new CountDownLatch(1);

  private @Nullable Path directory;
  private String base = "";
  private int number;
  private int linkType;
  private volatile @Nullable PcapDumper dumper;
  private volatile boolean stopping;
  private volatile boolean rotating;
  private volatile @Nullable String failure;
  private volatile String filter;
  private final AtomicReference<@Nullable String> nextFilter = new AtomicReference<>();
  private int tallied;
  private long droppedByKernel;
  private long droppedByInterface;
  private long lastKernel;
  private long lastInterface;

  private PacketSource(String device, PcapHandle handle, SourceOptions options) {
    this.device = device;
    this.handle = handle;
    this.filter = options.filter();
    this.rotateBytes = options.rotateBytes();
  }

  /**
   * Opens the interface; frames are buffered by the kernel from now on. A ProblemException says
   * what is missing: libpcap, the permission, the interface; or that the filter is wrong.
   */
  public static PacketSource open(String device, SourceOptions options) {
    return new PacketSource(device, PacketHandles.open(device, options), options);
  }

  /** The interface's name. */
  public String device() {
    return device;
  }

  /** The capture filter that applies now, or empty. */
  public String filter() {
    return filter;
  }

  /**
   * Takes only what matches this filter, soon and between two frames; {@link #filter} tells when.
   */
  public void refilter(String newFilter) {
    nextFilter.set(newFilter);
    breakLoop();
  }

  /** Starts writing {@code directory/BASE-NNNN.pcap} from this number on. */
  public void start(Path directory, String base, int firstNumber) throws IOException {
    this.directory = directory;
    this.base = base;
    this.number = firstNumber - 1;
    PacketFile first = nextFile();
    flush();
    linkType = first.tally().linkType();
    Thread thread = new Thread(this::pump, "capture " + device);
    thread.setDaemon(true);
    thread.start();
  }

  private PacketFile nextFile() throws IOException {
    Path place = directory;
    if (place == null) {
      throw new IllegalStateException("not started");
    }
    PacketFile file = PacketFile.numbered(place, base, ++number);
    try {
      dumper = handle.dumpOpen(file.path().toString());
    } catch (PcapNativeException | NotOpenException e) {
      throw new IOException("cannot write " + file.path() + ": " + e.getMessage(), e);
    }
    synchronized (files) {
      files.add(file);
    }
    return file;
  }

  private void pump() {
    try {
      while (!stopping) {
        loopOnce();
        refilter();
        if (rotating && !stopping) {
          closeDumper();
          nextFile();
          rotating = false;
        }
      }
    } catch (PcapNativeException | NotOpenException | IOException e) {
      failure = String.valueOf(e.getMessage()).replaceFirst("^Error occurred: ", "");
    } finally {
      closeDumper();
      finished.countDown();
    }
  }

  private void refilter() throws PcapNativeException, NotOpenException {
    String next = nextFilter.getAndSet(null);
    if (next != null && !stopping) {
      handle.setFilter(next, BpfCompileMode.OPTIMIZE);
      filter = next;
    }
  }

  private void loopOnce() throws PcapNativeException, NotOpenException {
    PcapDumper current = dumper;
    if (current == null) {
      throw new IllegalStateException("no file is open");
    }
    try {
      handle.loop(-1, current);
    } catch (InterruptedException e) {
      // breakLoop was called: to stop, or to change files
    }
  }

  /** Writes out what is buffered, counts it, and asks for the next file when it is time. */
  public void tick() throws IOException {
    flush();
    count();
    boolean full;
    synchronized (files) {
      full = files.get(files.size() - 1).tally().size() >= rotateBytes;
    }
    if (full && !rotating && !ended()) {
      rotating = true;
      breakLoop();
    }
  }

  private void flush() throws IOException {
    PcapDumper current = dumper;
    if (current == null) {
      return;
    }
    try {
      current.flush();
    } catch (PcapNativeException e) {
      throw new IOException("cannot write the capture file of " + device + " (disk full?)", e);
    } catch (NotOpenException e) {
      // the other thread is changing files, which flushes as well
    }
  }

  private void count() throws IOException {
    List<PacketFile> open;
    synchronized (files) {
      open = List.copyOf(files.subList(tallied, files.size()));
      tallied = files.size() - 1;
    }
    for (PacketFile file : open) {
      file.tally().advance();
    }
    readStatistics();
  }

  /** libpcap's counters have 32 bits: add up the differences. */
  private void readStatistics() {
    try {
      PcapStat stats = handle.getStats();
      droppedByKernel += (stats.getNumPacketsDropped() - lastKernel) & MASK;
      lastKernel = stats.getNumPacketsDropped();
      droppedByInterface += (stats.getNumPacketsDroppedByIf() - lastInterface) & MASK;
      lastInterface = stats.getNumPacketsDroppedByIf();
    } catch (PcapNativeException | NotOpenException e) {
      // the interface is gone: the last counts stand
    }
  }

  /** Whether writing ended, by itself or by {@link #close}. */
  public boolean ended() {
    return finished.getCount() == 0;
  }

  /** Why writing ended by itself, such as the interface disappearing. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** The link-layer header type of the files (LINKTYPE_ registry). */
  public int linkType() {
    return linkType;
  }

  /** Names of the files so far, in order. */
  public ImmutableList<String> files() {
    synchronized (files) {
      return files.stream().map(PacketFile::name).collect(ImmutableList.toImmutableList());
    }
  }

  /** Counts as of the last {@link #tick}. */
  public SourceCounts counts() {
    long received = 0;
    long truncated = 0;
    long bytes = 0;
    synchronized (files) {
      for (PacketFile file : files) {
        received += file.tally().frames();
        truncated += file.tally().truncated();
        bytes += file.tally().size();
      }
    }
    return new SourceCounts(received, droppedByKernel, droppedByInterface, truncated, bytes);
  }

  private void breakLoop() {
    try {
      handle.breakLoop();
    } catch (NotOpenException e) {
      // closed meanwhile
    }
  }

  /**
   * Ends writing, counts, and frees the handle. Frames of the last {@link #DRAIN} may still be with
   * the kernel: wait as long before, if they matter.
   */
  @Override
  public void close() throws IOException {
    stopping = true;
    try {
      if (directory != null) {
        do {
          breakLoop();
        } while (!finished.await(PacketHandles.TIMEOUT_MILLIS, TimeUnit.MILLISECONDS));
        count();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      handle.close();
    }
  }

  private void closeDumper() {
    PcapDumper current = dumper;
    if (current != null) {
      current.close();
    }
  }
}
