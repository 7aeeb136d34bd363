package dev.netgen.cli;

import java.nio.file.Path;

/** Where the checkout and its samples are. */
final class Samples {
  static final Path ROOT = root();
  static final Path SHOP = ROOT.resolve("samples/shop/recording");
  static final Path SHOP_NEXT = ROOT.resolve("samples/shop/recording-next");
  static final Path KUBERNETES = ROOT.resolve("samples/shop-kubernetes/recording");

  private Samples() {}

  private static Path root() {
    Path root = Path.of("").toAbsolutePath().getParent();
    if (root == null) {
      throw new IllegalStateException("tests run in the folder of their module");
    }
    return root;
  }
}
