package dev.netgen.generator.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.Transport;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.util.Iterator;

/**
 * A part of a policy's text, read strictly: a field that nobody asked about, or of another shape,
 * is a problem, because what is not understood cannot be proved.
 */
record PolicyNodes(JsonNode node, String where) {
  private static final ImmutableSet<String> HEAD =
      ImmutableSet.of("apiVersion", "kind", "metadata", "spec");

  /** Every document of these files, each of this kind. */
  static ImmutableList<PolicyNodes> documents(
      Iterable<GeneratedFile> files, String apiVersion, String kind) {
    ImmutableList.Builder<PolicyNodes> all = ImmutableList.builder();
    YAMLMapper yaml = new YAMLMapper();
    for (GeneratedFile file : files) {
      try (MappingIterator<JsonNode> documents =
          yaml.readerFor(JsonNode.class).readValues(file.content())) {
        while (documents.hasNextValue()) {
          PolicyNodes document = new PolicyNodes(documents.nextValue(), file.path());
          document.only(HEAD);
          if (!document.text("apiVersion").equals(apiVersion)
              || !document.text("kind").equals(kind)) {
            throw document.problem("expected a " + kind + " of " + apiVersion);
          }
          all.add(document);
        }
      } catch (IOException e) {
        throw ProblemException.input("not valid YAML", file.path(), "report this as a defect", e);
      }
    }
    return all.build();
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
