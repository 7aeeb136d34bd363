package dev.netgen.analyzer.input;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files of one directory that are pieces of one capture, rotated by size or time, belong to one
 * observer; else a connection over the border of two would be two.
 *
 * <p>Pieces have names that are equal without their digits, the same format, link types and
 * interfaces, and times that follow one another without overlap and with at most ten minutes
 * between. Where such files overlap they may be several rotations at once (eth0-1, eth0-2, eth1-1,
 * ...): then one number of the name may tell them apart. Where that fails too, every file stands
 * alone.
 */
final class Rotations {
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern COMPRESSED = Pattern.compile("\\.(gz|zst)$");

  /** What only rotation makes: x.pcap3, x_00001_20261122030405.pcap, x-0001.pcap. */
  private static final Pattern ROTATED =
      Pattern.compile("(?<=\\.(pcap|pcapng|cap|dmp))[0-9]+$|_[0-9]{5}_[0-9]{14}|-[0-9]{4,}(?=\\.)");

  private static final long LONGEST_GAP = 600_000_000_000L;

  /** Packets of two processors may change places at the border. */
  private static final long DISORDER = 1_000_000L;

  private static final Comparator<CaptureProbe> IN_TIME =
      Comparator.comparingLong(CaptureProbe::first).thenComparing(CaptureProbe::path);

  private Rotations() {}

  /** The files in groups, each in the order of time; groups in the order of their first file. */
  static ImmutableList<ImmutableList<Path>> of(List<Path> files) {
    List<ImmutableList<Path>> groups = new ArrayList<>();
    for (List<Path> alike : by(files, Rotations::withoutDigits)) {
      List<CaptureProbe> probed = new ArrayList<>();
      for (Path file : alike) {
        if (alike.size() == 1 || CaptureProbe.of(file).map(probed::add).isEmpty()) {
          groups.add(ImmutableList.of(file));
        }
      }
      for (List<CaptureProbe> sameKind : by(probed, CaptureProbe::kind)) {
        groups.addAll(sequences(sameKind));
      }
    }
    groups.sort(Comparator.comparing(group -> group.get(0)));
    return ImmutableList.copyOf(groups);
  }

  private static <T> Collection<List<T>> by(List<T> all, Function<T, String> property) {
    Map<String, List<T>> parts = new LinkedHashMap<>();
    for (T one : all) {
      parts.computeIfAbsent(property.apply(one), key -> new ArrayList<>()).add(one);
    }
    return parts.values();
  }

  private static String name(Path file) {
    return COMPRESSED.matcher(String.valueOf(file.getFileName())).replaceAll("");
  }

  private static String withoutDigits(Path file) {
    return DIGITS.matcher(name(file)).replaceAll("");
  }

  private static List<ImmutableList<Path>> sequences(List<CaptureProbe> files) {
    if (follow(files)) {
      return pieces(files);
    }
    int numbers = files.stream().mapToInt(file -> numbers(file).size()).max().orElse(0);
    for (int i = 0; i < numbers; i++) {
      int position = i;
      Collection<List<CaptureProbe>> parts = by(files, file -> number(file, position));
      if (parts.size() < files.size() && parts.stream().allMatch(Rotations::follow)) {
        return parts.stream().flatMap(part -> pieces(part).stream()).toList();
      }
    }
    return files.stream().map(file -> ImmutableList.of(file.path())).toList();
  }

  private static List<String> numbers(CaptureProbe file) {
    List<String> numbers = new ArrayList<>();
    Matcher digits = DIGITS.matcher(name(file.path()));
    while (digits.find()) {
      numbers.add(digits.group());
    }
    return numbers;
  }

  private static String number(CaptureProbe file, int position) {
    List<String> numbers = numbers(file);
    return position < numbers.size() ? numbers.get(position) : "";
  }

  /**
   * Whether no two files overlap; where an end is not known, only a rotation's name is believed.
   */
  private static boolean follow(List<CaptureProbe> files) {
    boolean rotated = rotated(files);
    List<CaptureProbe> sorted = files.stream().sorted(IN_TIME).toList();
    for (int i = 1; i < sorted.size(); i++) {
      long end = sorted.get(i - 1).last();
      if (end < 0 ? !rotated : end > sorted.get(i).first() + DISORDER) {
        return false;
      }
    }
    return true;
  }

  private static boolean rotated(List<CaptureProbe> files) {
    return by(files, file -> ROTATED.matcher(name(file.path())).replaceAll("")).size() == 1;
  }

  /** Cuts where nothing was recorded for long; a rotation's name tells that it was recording. */
  private static List<ImmutableList<Path>> pieces(List<CaptureProbe> files) {
    boolean rotated = rotated(files);
    List<ImmutableList<Path>> pieces = new ArrayList<>();
    List<Path> piece = new ArrayList<>();
    long end = Long.MAX_VALUE;
    for (CaptureProbe file : files.stream().sorted(IN_TIME).toList()) {
      if (!piece.isEmpty() && !rotated && file.first() - end > LONGEST_GAP) {
        pieces.add(ImmutableList.copyOf(piece));
        piece.clear();
      }
      piece.add(file.path());
      end = file.last();
    }
    pieces.add(ImmutableList.copyOf(piece));
    return pieces;
  }
}
