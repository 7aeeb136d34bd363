package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calico's selector language (Calico reference, "Selectors") as far as netgen writes it: {@code
 * all()}, {@code key == 'value'} and {@code key not in { 'value' }}, joined by {@code &&}. A label
 * that is missing satisfies {@code not in}.
 */
final class CalicoSelectors {
  private static final String SPACE = "[ ]*+";
  private static final String VALUE = "'([^']*+)'";
  private static final Pattern KEY = Pattern.compile(SPACE + "([A-Za-z0-9_./-]++)" + SPACE);
  private static final Pattern EQUAL = Pattern.compile("==" + SPACE + VALUE + SPACE);
  private static final Pattern NOT_IN = Pattern.compile("not in" + SPACE + "\\{" + SPACE);
  private static final Pattern ELEMENT = Pattern.compile(VALUE + SPACE + "([,}])" + SPACE);
  private static final Pattern AND = Pattern.compile("&&");

  private final PolicyNodes node;
  private final Matcher text;
  private int at;

  private CalicoSelectors(PolicyNodes node) {
    this.node = node;
    this.text = KEY.matcher(node.text());
  }

  static LabelQuery query(PolicyNodes node) {
    return node.text().equals("all()") ? LabelQuery.ANY : new CalicoSelectors(node).query();
  }

  private LabelQuery query() {
    Map<String, String> labels = new LinkedHashMap<>();
    ImmutableList.Builder<LabelQuery.Requirement> requirements = ImmutableList.builder();
    do {
      String key = need(KEY);
      if (next(EQUAL)) {
        if (labels.containsKey(key)) {
          throw node.problem("a label is compared twice");
        }
        labels.put(key, String.valueOf(text.group(1)));
      } else {
        need(NOT_IN);
        requirements.add(new LabelQuery.Requirement(key, LabelQuery.Operator.NOT_IN, elements()));
      }
    } while (next(AND));
    if (at != node.text().length()) {
      throw node.problem("not a selector of Calico");
    }
    return new LabelQuery(ImmutableMap.copyOf(labels), requirements.build());
  }

  private ImmutableSet<String> elements() {
    Set<String> elements = new HashSet<>();
    do {
      elements.add(need(ELEMENT));
    } while (",".equals(text.group(2)));
    return ImmutableSet.copyOf(elements);
  }

  private boolean next(Pattern wanted) {
    text.usePattern(wanted).region(at, node.text().length());
    if (!text.lookingAt()) {
      return false;
    }
    at = text.end();
    return true;
  }

  private String need(Pattern wanted) {
    if (!next(wanted)) {
      throw node.problem("not a selector of Calico");
    }
    return text.groupCount() > 0 ? String.valueOf(text.group(1)) : "";
  }
}
