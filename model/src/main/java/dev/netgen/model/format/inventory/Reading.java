package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import dev.netgen.model.format.Fields;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.inventory.InventoryBuilder;
import dev.netgen.model.problem.ProblemException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** One reading of some files: hands each object to the format that recognises it. */
final class Reading {
  private final ImmutableList<InventoryFormat> formats = InventoryFormats.forOneReading();
  private final Unused unused = new Unused();
  private final Shape shape;

  Reading() {
    Shape all = Shape.of("kind");
    for (InventoryFormat format : formats) {
      all = all.or(format.shape());
    }
    this.shape = all;
  }

  void read(Path file, Source source) {
    OneSource one = new OneSource(source);
    formats.forEach(format -> format.begin(source));
    new InventoryText(file).read(parser -> new DocumentReader(parser, shape, one, unused).read());
    one.end();
  }

  Inventory inventory() {
    InventoryBuilder all = new InventoryBuilder().unused(unused.counts());
    formats.forEach(format -> format.addTo(all));
    return all.build();
  }

  /** What becomes of the objects of one source. */
  private final class OneSource implements DocumentReader.Handler {
    private final Source source;
    private final Set<InventoryFormat> listed = new HashSet<>();
    private boolean anything;
    private boolean empty;

    OneSource(Source source) {
      this.source = source;
    }

    @Override
    public void object(ObjectNode object, String where, boolean inList) {
      String name = where.isEmpty() ? source.name() : source.name() + " " + where;
      Fields fields = new Fields(object, name);
      Optional<InventoryFormat> format =
          formats.stream().filter(each -> each.recognises(fields)).findFirst();
      if (format.isEmpty()) {
        unused.count("inventory object of no known format");
        return;
      }
      anything = true;
      if (inList) {
        listed.add(format.get());
      }
      try {
        format.get().add(fields, source);
      } catch (ProblemException e) {
        unused.count(format.get().label() + " object not used: " + e.what());
      }
    }

    @Override
    public void emptyList() {
      empty = true;
    }

    @Override
    public void listWithoutItems(String where) {
      throw ProblemException.input(
          "Kubernetes list without items",
          source.name() + (where.isEmpty() ? "" : " " + where),
          "export it again with kubectl get -o json");
    }

    void end() {
      if (!anything && !empty) {
        throw ProblemException.input(
            "no inventory that is known",
            source.name(),
            "give the output of docker inspect, docker network inspect or kubectl get ... -A -o"
                + " json, or what README names besides");
      }
      for (InventoryFormat format : formats) {
        boolean nothing = empty && !anything && format.snapshots().equals(source.kind());
        format.end(source, listed.contains(format) || nothing);
      }
    }
  }
}
