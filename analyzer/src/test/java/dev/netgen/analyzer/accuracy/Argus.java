package dev.netgen.analyzer.accuracy;

import com.google.common.base.Splitter;
import dev.netgen.model.net.IpAddress;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Argus: {@code argus -r FILE -w OUT}, then {@code ra}, whose arrow has a ? where it is unsure. */
final class Argus implements Rival {
  private static final List<String> FIELDS =
      List.of("-s", "proto", "saddr", "sport", "dir", "daddr", "dport");

  @Override
  public String name() {
    return "argus";
  }

  /** Whether both programs are there. */
  static boolean present() {
    return on("argus") && on("ra");
  }

  private static boolean on(String program) {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/bin";
    return Splitter.on(':')
        .splitToStream(path)
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  @Override
  public Answers ask(CaptureFile file, Path folder) throws IOException {
    Path capture = folder.resolve("asked.pcap");
    Path records = folder.resolve("asked.argus");
    Path text = folder.resolve("asked.csv");
    file.write(capture);
    Files.deleteIfExists(records);
    run(List.of("argus", "-r", capture.toString(), "-w", records.toString()), Redirect.DISCARD);
    Answers answers = new Answers();
    if (!Files.exists(records)) {
      return answers;
    }
    List<String> ra = new ArrayList<>(List.of("ra", "-r", records.toString()));
    ra.addAll(List.of("-F", "/dev/null", "-n", "-n", "-c", ","));
    ra.addAll(FIELDS);
    run(ra, Redirect.to(text.toFile()));
    for (String line : Files.readAllLines(text)) {
      answer(Splitter.on(',').trimResults().splitToList(line), answers);
    }
    return answers;
  }

  private static void answer(List<String> field, Answers answers) {
    boolean tcp = field.get(0).equals("6");
    boolean ports =
        field.size() == 6 && field.get(2).matches("\\d+") && field.get(5).matches("\\d+");
    if (!ports || !(tcp || field.get(0).equals("17"))) {
      return;
    }
    Tuple tuple =
        new Tuple(
            tcp ? Headers.TCP : Headers.UDP,
            IpAddress.parse(field.get(1)),
            Integer.parseInt(field.get(2)),
            IpAddress.parse(field.get(4)),
            Integer.parseInt(field.get(5)));
    String arrow = field.get(3);
    boolean back = arrow.startsWith("<") && !arrow.endsWith(">");
    answers.add(
        tuple,
        arrow.contains("?") ? Optional.empty() : Optional.of(back ? tuple.reverse() : tuple));
  }

  private static void run(List<String> command, Redirect out) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectOutput(out).redirectError(Redirect.DISCARD).start();
    process.getOutputStream().close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
