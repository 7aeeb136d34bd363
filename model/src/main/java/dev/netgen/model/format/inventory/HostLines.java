package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;

/**
 * A hosts file (hosts(5)) as a JSON list with one object per line: {@code address} and {@code
 * names}. Comments are left out, and lines that begin with no address.
 */
final class HostLines {
  private static final int LONGEST = 16 << 20;

  private HostLines() {}

  static String json(Reader text) throws IOException {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    BufferedReader lines = new BufferedReader(text);
    int read = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      read += line.length() + 1;
      if (read > LONGEST) {
        break;
      }
      int comment = line.indexOf('#');
      String[] words = (comment < 0 ? line : line.substring(0, comment)).strip().split("\\s+", -1);
      ObjectNode object = all.addObject().put("address", words[0]);
      ArrayNode names = object.putArray("names");
      for (int i = 1; i < words.length; i++) {
        names.add(words[i]);
      }
      if (words[0].isEmpty()) {
        all.remove(all.size() - 1);
      }
    }
    return all.toString();
  }
}
