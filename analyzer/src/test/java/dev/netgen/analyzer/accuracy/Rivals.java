package dev.netgen.analyzer.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks a rival about many captures at once: a tool may wait a second before it ends. */
final class Rivals {
  private static final int AT_ONCE = 32;

  private Rivals() {}

  static List<Rival.Answers> ask(Rival rival, List<CaptureFile> files, Path folder)
      throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<Rival.Answers>> asked = new ArrayList<>();
      for (CaptureFile file : files) {
        Path own = Files.createDirectories(folder.resolve("asked-" + asked.size()));
        asked.add(threads.submit(() -> rival.ask(file, own)));
      }
      List<Rival.Answers> answers = new ArrayList<>();
      for (Future<Rival.Answers> each : asked) {
        answers.add(each.get());
      }
      return answers;
    } catch (ExecutionException | InterruptedException e) {
      throw new IOException(rival.name(), e);
    } finally {
      threads.shutdownNow();
    }
  }
}
