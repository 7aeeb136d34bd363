package dev.netgen.generator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.common.collect.ImmutableMap;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.netgen.generator.target.GeneratedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The schemas of Cilium's and Calico's kinds, by target; see {@code schemas/README.md}. */
public final class CrdSchemas {
  /** Targets and the schema of what they write. */
  static final ImmutableMap<String, String> OF =
      ImmutableMap.of(
          "cilium", "ciliumnetworkpolicy",
          "calico", "calico-networkpolicy",
          "calico-staged", "calico-stagednetworkpolicy",
          "calico-staged-kubernetes", "calico-stagedkubernetesnetworkpolicy");

  private static final Path ROOT = Path.of("src/test/resources/schemas");

  private CrdSchemas() {}

  /** Fails unless the file is valid. */
  public static void check(String target, GeneratedFile file) {
    assertThat(errors(target, file.content())).as(file.content()).isEmpty();
  }

  /** What the target's schema has against the text. */
  public static String errors(String target, String text) {
    try {
      String name = Objects.requireNonNull(OF.get(target));
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(Files.readString(ROOT.resolve(name + ".schema.json")));
      String json = new ObjectMapper().writeValueAsString(new YAMLMapper().readTree(text));
      return String.join(
          "; ", schema.validate(json, InputFormat.JSON).stream().map(Object::toString).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
