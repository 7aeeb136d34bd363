package dev.netgen.cli;

import dev.netgen.analyzer.Survey;
import dev.netgen.model.format.GraphYaml;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.inventory.AddressStory;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.report.GraphMermaid;
import dev.netgen.report.GraphText;
import dev.netgen.report.InventoryText;
import dev.netgen.report.ShownJson;
import dev.netgen.report.StoryText;
import dev.netgen.report.UnownedText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netgen show}: a graph, a recording or an inventory for people to look at. */
@Command(
    name = "show",
    description = {
      "Print a graph, what a recording shows, or what inventories tell, for people.",
      "Of an inventory: who is known, by which addresses and when, what sources disagree about, and"
          + " what could not be used. Of a recording: its graph, and addresses that are no"
          + " workload's by traffic, with the likely reason."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  netgen show recording/ -f mermaid",
      "  netgen show cluster.json",
      "  netgen show recording/ --explain 10.0.0.5@10:02:00"
    })
final class ShowCommand implements Callable<Integer> {
  /** How it is written. */
  enum Format {
    TEXT,
    MERMAID,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;
  @Mixin private AnalysisOptions options;

  @Parameters(
      arity = "1..*",
      paramLabel = "INPUT",
      description = "One graph.yaml, or recordings, capture files and inventories.")
  private List<Path> inputs = new ArrayList<>();

  @Option(
      names = {"-f", "--format"},
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "One of: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Format format;

  @Option(
      names = "--explain",
      paramLabel = "ADDRESS[@TIME]",
      converter = AskedAddress.Converter.class,
      description =
          "Tell step by step who an address is: at TIME (RFC 3339, or HH:MM:SS of the recording's"
              + " day in UTC), or at any time.")
  private @Nullable AskedAddress explain;

  @Override
  public Integer call() {
    ShownInputs shown = ShownInputs.of(inputs);
    String text = explain == null ? view(shown) : explained(shown, explain);
    spec.commandLine().getOut().print(text);
    return 0;
  }

  private String view(ShownInputs shown) {
    if (!shown.graph().isEmpty()) {
      Path file = shown.graph().get(0);
      options.refuseInventories(file);
      return graph(GraphYaml.read(file));
    }
    if (shown.recordings().isEmpty()) {
      return inventory(shown);
    }
    Survey survey = options.survey(shown.recordings(), shown.inventories());
    AccountLines.printLosses(survey.analysis(), spec.commandLine().getErr());
    CommunicationGraph graph = survey.analysis().graph();
    return switch (format) {
      case TEXT -> GraphText.write(graph) + UnownedText.write(survey.unowned(), survey.beyond());
      case MERMAID -> GraphMermaid.write(graph);
      case JSON -> new ShownJson().graph(graph).unowned(survey.unowned()).text();
    };
  }

  private String graph(CommunicationGraph graph) {
    return switch (format) {
      case TEXT -> GraphText.write(graph);
      case MERMAID -> GraphMermaid.write(graph);
      case JSON -> new ShownJson().graph(graph).text();
    };
  }

  private String inventory(ShownInputs shown) {
    Inventory inventory = options.inventoryFiles(shown.inventories()).read();
    return switch (format) {
      case TEXT -> InventoryText.write(inventory);
      case MERMAID -> throw noPicture(shown.inventories().get(0).toString());
      case JSON -> new ShownJson().inventory(inventory).text();
    };
  }

  private String explained(ShownInputs shown, AskedAddress asked) {
    if (!shown.graph().isEmpty()) {
      throw ProblemException.usage(
          "--explain needs a recording or an inventory",
          shown.graph().get(0) + " is a graph",
          "give what it was made from");
    }
    if (shown.recordings().isEmpty() && asked.moment().ofDay().isPresent()) {
      throw ProblemException.usage(
          "a time without a day, and no recording to take it from",
          "--explain " + asked.text(),
          "give the time as 2026-01-31T10:02:00Z");
    }
    List<AddressStory> stories = options.explain(shown, asked);
    return switch (format) {
      case TEXT -> StoryText.write(asked.text(), stories);
      case MERMAID -> throw noPicture("--explain");
      case JSON -> new ShownJson().explained(asked.text(), stories).text();
    };
  }

  private static ProblemException noPicture(String where) {
    return ProblemException.usage("no picture of this", where, "use --format text or json");
  }
}
