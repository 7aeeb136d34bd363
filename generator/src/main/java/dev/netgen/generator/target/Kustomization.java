package dev.netgen.generator.target;

import java.util.Collection;

/**
 * {@code kustomization.yaml} of a set, as a component that an overlay adds to what it deploys
 * (kustomize reference, {@code kustomize.config.k8s.io/v1alpha1}).
 */
public final class Kustomization {
  private static final String NAME = "/kustomization.yaml";

  private Kustomization() {}

  /** The file beside this target's files, which it lists. */
  public static GeneratedFile of(String target, Collection<GeneratedFile> files) {
    YamlWriter yaml =
        new YamlWriter()
            .line(0, "apiVersion: kustomize.config.k8s.io/v1alpha1")
            .line(0, "kind: Component")
            .line(0, "resources:" + (files.isEmpty() ? " []" : ""));
    files.stream()
        .sorted()
        .map(file -> file.path().substring(target.length() + 1))
        .forEach(path -> yaml.line(1, "- " + YamlWriter.quoted(path)));
    return new GeneratedFile(target + NAME, yaml.text());
  }
}
