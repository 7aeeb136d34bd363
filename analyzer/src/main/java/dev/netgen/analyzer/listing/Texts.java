package dev.netgen.analyzer.listing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for texts that come again and again; beyond a bound a text has none and is spelt out. */
final class Texts {
  private static final int MOST = 1 << 14;
  private static final int SPELT = 0;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> texts = new ArrayList<>();

  void write(String text, RowBytes row) {
    Integer known = numbers.get(text);
    if (known == null && texts.size() < MOST) {
      texts.add(text);
      known = texts.size();
      numbers.put(text, known);
    }
    if (known == null) {
      row.number(SPELT);
      row.text(text);
    } else {
      row.number(known);
    }
  }

  String read(RowBytes row) {
    int number = (int) row.number();
    return number == SPELT ? row.text() : texts.get(number - 1);
  }
}
