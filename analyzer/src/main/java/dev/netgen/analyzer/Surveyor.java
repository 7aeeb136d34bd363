package dev.netgen.analyzer;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.Classifier;
import dev.netgen.analyzer.settle.Settled;
import dev.netgen.analyzer.survey.AddressTraffic;
import dev.netgen.analyzer.survey.UnownedAddresses;
import dev.netgen.model.inventory.AddressStory;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** Analyses that tell of addresses besides. Inputs and problems are those of {@link Analyzer}. */
public final class Surveyor {
  private Surveyor() {}

  /** Tells each conversation together with the inventory that applies where it was seen. */
  private static final class Watch implements ObjIntConsumer<Settled> {
    private final BiConsumer<Settled, Inventory> next;
    private @Nullable Run run;

    Watch(BiConsumer<Settled, Inventory> next) {
      this.next = next;
    }

    @Override
    public void accept(Settled settled, int group) {
      Run under = run;
      if (under != null) {
        int observer = settled.conversation().first().flow().observer();
        next.accept(settled, under.inventory(observer));
      }
    }
  }

  private static Run run(
      List<Path> inventoryFiles, AnalyzerOptions options, BiConsumer<Settled, Inventory> next) {
    Watch watch = new Watch(next);
    Run run = new Run(Analyzer.shared(inventoryFiles), options, new Classifier(), watch);
    watch.run = run;
    return run;
  }

  /**
   * The analysis, and the addresses in packets that are no workload's.
   *
   * @throws ProblemException when an input or an inventory cannot be used
   */
  public static Survey survey(
      List<Path> inputs, List<Path> inventoryFiles, AnalyzerOptions options) {
    UnownedAddresses unowned = new UnownedAddresses();
    Run run = run(inventoryFiles, options, unowned::take);
    Analysis analysis = run.finish(Analyzer.read(inputs, options, run));
    return new Survey(analysis, unowned.all(), unowned.beyond());
  }

  /**
   * How an address is resolved in each of the inputs: one story for each recording, and one for all
   * plain captures.
   *
   * @throws ProblemException when an input or an inventory cannot be used
   */
  public static ImmutableList<AddressStory> explain(
      List<Path> inputs,
      List<Path> inventoryFiles,
      AnalyzerOptions options,
      IpAddress address,
      Moment moment) {
    AddressTraffic traffic = new AddressTraffic(address);
    Run run = run(inventoryFiles, options, (settled, inventory) -> traffic.take(settled));
    run.finish(Analyzer.read(inputs, options, run));
    return run.stories(address, moment, traffic.lines());
  }
}
