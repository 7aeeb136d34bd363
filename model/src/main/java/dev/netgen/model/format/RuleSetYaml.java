package dev.netgen.model.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.firewall.RuleSet;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.problem.ProblemException;
import java.nio.file.Path;
import java.util.TreeMap;

/**
 * The file {@code PROJECT.enforce.yaml} beside generated rules: {@code apiVersion: netgen/v1},
 * {@code kind: RuleSet}, then the fields of {@link RuleSet}. Reading is strict; every failure is a
 * problem of kind INPUT that names the file.
 */
public final class RuleSetYaml {
  /** What its name ends with. */
  public static final String SUFFIX = ".enforce.yaml";

  /** The value of {@code apiVersion}. */
  public static final String VERSION = "netgen/v1";

  /** The value of {@code kind}. */
  public static final String KIND = "RuleSet";

  private static final ImmutableSet<String> KNOWN =
      ImmutableSet.of("apiVersion", "kind", "project", "table", "bridges", "subnets", "services");
  private static final ImmutableSet<String> OF_SERVICE = ImmutableSet.of("name", "v4", "v6");

  private RuleSetYaml() {}

  /** Reads the file. */
  public static RuleSet read(Path file) {
    return of(Documents.yaml(file), file.toString());
  }

  /** From its text; {@code where} names it in problems. */
  public static RuleSet parse(String text, String where) {
    return of(Documents.yaml(where, text), where);
  }

  private static RuleSet of(JsonNode node, String where) {
    Fields root = Fields.of(node, where);
    root.only(KNOWN);
    if (!root.text("apiVersion").equals(VERSION) || !root.text("kind").equals(KIND)) {
      throw problem("is no " + KIND + " of " + VERSION, where);
    }
    TreeMap<String, RuleSet.Sets> services = new TreeMap<>();
    for (JsonNode service : root.list("services")) {
      Fields fields = Fields.of(service, where);
      fields.only(OF_SERVICE);
      RuleSet.Sets sets = new RuleSet.Sets(fields.text("v4"), fields.text("v6"));
      if (services.put(fields.text("name"), sets) != null) {
        throw problem("names a service twice", where);
      }
    }
    try {
      return new RuleSet(
          root.text("project"),
          root.text("table"),
          ImmutableSortedSet.copyOf(root.texts("bridges")),
          root.texts("subnets").stream()
              .map(text -> root.convert("subnets", text, Cidr::parse))
              .collect(ImmutableSortedSet.toImmutableSortedSet(Cidr::compareTo)),
          ImmutableSortedMap.copyOfSorted(services));
    } catch (IllegalArgumentException e) {
      throw problem(Fields.printable(String.valueOf(e.getMessage())), where);
    }
  }

  private static ProblemException problem(String what, String where) {
    return ProblemException.input(
        what, where, "make it anew by 'netgen generate -t nftables'; it is not edited");
  }
}
