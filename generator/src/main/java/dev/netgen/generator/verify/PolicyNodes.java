package dev.netgen.generator.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.model.format.Documents;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.Transport;
import dev.netgen.model.problem.ProblemException;
import java.util.Iterator;

/**
 * A part of a policy's text, read strictly: a field that nobody asked about, or of another shape,
 * is a problem, because what is not understood cannot be proved.
 */
record PolicyNodes(JsonNode node, String where) {
  private static final ImmutableSet<String> HEAD =
      ImmutableSet.of("apiVersion", "kind", "metadata", "spec");

  /** The documents of these files, one each, each of this kind. */
  static ImmutableList<PolicyNodes> documents(
      Iterable<GeneratedFile> files, String apiVersion, String kind) {
    return ImmutableList.copyOf(files).parallelStream()
        .map(file -> new PolicyNodes(Documents.yaml(file.path(), file.content()), file.path()))
        .map(document -> document.only(HEAD).ofKind(apiVersion, kind))
        .collect(ImmutableList.toImmutableList());
  }

  private PolicyNodes ofKind(String apiVersion, String kind) {
    if (!text("apiVersion").equals(apiVersion) || !text("kind").equals(kind)) {
      throw problem("expected a " + kind + " of " + apiVersion);
    }
    return this;
  }

  /** Refuses fields other than these, and what is no mapping. */
  PolicyNodes only(ImmutableSet<String> known) {
    if (!node.isObject()) {
      throw problem("expected a mapping");
    }
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw problem("unknown field " + name);
      }
    }
    return this;
  }

  boolean has(String field) {
    return node.has(field);
  }

  PolicyNodes at(String field) {
    if (!has(field)) {
      throw problem("no " + field);
    }
    return new PolicyNodes(node.path(field), where);
  }

  /** The elements of a list; none where the field is missing. */
  ImmutableList<PolicyNodes> list(String field) {
    ImmutableList.Builder<PolicyNodes> all = ImmutableList.builder();
    if (has(field)) {
      if (!node.path(field).isArray()) {
        throw problem(field + " is no list");
      }
      node.path(field).forEach(each -> all.add(new PolicyNodes(each, where)));
    }
    return all.build();
  }

  String text(String field) {
    return at(field).text();
  }

  String text() {
    if (!node.isTextual()) {
      throw problem("expected a text");
    }
    return node.asText();
  }

  Cidr cidr() {
    try {
      return Cidr.parse(text());
    } catch (IllegalArgumentException e) {
      throw problem(String.valueOf(e.getMessage()));
    }
  }

  Transport transport() {
    return switch (text()) {
      case "TCP" -> Transport.TCP;
      case "UDP" -> Transport.UDP;
      case "SCTP" -> Transport.SCTP;
      default -> throw problem("protocol is none of TCP, UDP, SCTP");
    };
  }

  ProblemException problem(String what) {
    return ProblemException.input(what, where, "report this as a defect");
  }
}
