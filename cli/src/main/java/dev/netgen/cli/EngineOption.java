package dev.netgen.cli;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.engine.EngineFacts;
import dev.netgen.model.format.EngineYaml;
import dev.netgen.model.format.RecordingYaml;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that tells what is known of the Docker engine that enforces networks. */
final class EngineOption {
  @Option(
      names = "--engine",
      paramLabel = "FILE",
      description =
          "What the Docker engine is known to do: a recording made on it, or a file with the"
              + " section engine: of one; default: the recordings given as input.")
  private @Nullable Path engine;

  /** What may be recordings made on the engine's host: the inputs, and what was given besides. */
  List<Path> recordings(List<Path> inputs) {
    if (engine == null) {
      return inputs;
    }
    Path folder = engine.toAbsolutePath().getParent();
    Path recording = folder != null && engine.endsWith(RecordingYaml.FILE_NAME) ? folder : engine;
    return ImmutableList.<Path>builder().addAll(inputs).add(recording).build();
  }

  /** What is known: from the file, else from recordings among the inputs. */
  EngineFacts facts(List<Path> inputs) {
    return engine == null ? EngineYaml.ofInputs(inputs) : EngineYaml.read(engine);
  }
}
