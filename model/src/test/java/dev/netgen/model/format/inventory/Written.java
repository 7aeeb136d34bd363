package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.common.collect.ImmutableList;
import dev.netgen.model.inventory.Forward;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.net.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Inventories written to a folder and read back, told in lines. */
record Written(Path folder) {
  Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  Inventory read(String... texts) throws IOException {
    ImmutableList.Builder<Path> files = ImmutableList.builder();
    for (int i = 0; i < texts.length; i++) {
      files.add(file("file" + i, texts[i]));
    }
    return InventoryReader.read(files.build());
  }

  /** The documents of a YAML text. */
  static List<JsonNode> documents(String yaml) throws IOException {
    YAMLMapper mapper = new YAMLMapper();
    return mapper.readerFor(JsonNode.class).<JsonNode>readValues(yaml).readAll();
  }

  /** The documents as kubectl prints a list: fields sorted, so that the kind comes last. */
  static String jsonList(String yaml) throws IOException {
    return "{\"apiVersion\":\"v1\",\"items\":"
        + new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(documents(yaml))
        + ",\"kind\":\"List\",\"metadata\":{\"resourceVersion\":\"\"}}";
  }

  static Stream<String> forwards(Inventory inventory) {
    return inventory.forwards().stream().map(Written::line);
  }

  private static String line(Forward forward) {
    String to =
        forward.backends().stream()
            .map(backend -> backend.owner() + ":" + backend.port())
            .reduce((a, b) -> a + " " + b)
            .orElse("nowhere");
    String at = forward.address().map(IpAddress::toString).orElse("any");
    return forward.name() + ": " + at + " " + forward.port() + " -> " + to;
  }

  static Stream<String> claims(Inventory inventory) {
    return inventory.addresses().stream()
        .map(claim -> claim.address() + " " + claim.kind() + " " + claim.owner());
  }

  static Stream<String> intervals(Inventory inventory) {
    return inventory.addresses().stream()
        .map(
            claim ->
                claim.address()
                    + " "
                    + claim.instance()
                    + " "
                    + claim.from()
                    + " "
                    + (claim.until().equals(java.time.Instant.MAX) ? "on" : claim.until()));
  }
}
