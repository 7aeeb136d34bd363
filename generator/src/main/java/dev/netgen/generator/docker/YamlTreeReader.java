package dev.netgen.generator.docker;

import dev.netgen.generator.docker.YamlTree.Entry;
import dev.netgen.generator.docker.YamlTree.Mapping;
import dev.netgen.generator.docker.YamlTree.Scalar;
import dev.netgen.generator.docker.YamlTree.Sequence;
import dev.netgen.generator.target.YamlWriter;
import dev.netgen.model.problem.ProblemException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentEndEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.events.StreamStartEvent;

/**
 * Reads one YAML document strictly and within bounds: text length, depth, and number of nodes after
 * aliases are expanded. Aliases and merge keys ({@code <<}) are resolved; duplicate keys, keys that
 * are not scalars, explicit tags and further documents are refused.
 */
final class YamlTreeReader {
  private static final int MAX_LENGTH = 1 << 20;
  private static final int MAX_DEPTH = 40;
  private static final long MAX_SIZE = 200_000;
  private static final int MAX_KEY = 500;
  private static final String CORE = "tag:yaml.org,2002:";

  private final String name;
  private final Iterator<Event> events;
  private final Map<String, YamlTree> anchors = new HashMap<>();
  private int line = 1;

  private YamlTreeReader(String name, Iterator<Event> events) {
    this.name = name;
    this.events = events;
  }

  /**
   * The document.
   *
   * @param name how the user named the file, for messages
   * @throws ProblemException of kind INPUT that names the line
   */
  static YamlTree read(String name, String text) {
    if (text.length() > MAX_LENGTH) {
      throw ProblemException.input(
          "too long", name, "at most " + MAX_LENGTH + " characters are read");
    }
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_LENGTH);
    YamlTreeReader reader =
        new YamlTreeReader(name, new Yaml(options).parse(new StringReader(text)).iterator());
    try {
      return reader.document();
    } catch (MarkedYAMLException e) {
      int at = e.getProblemMark() == null ? reader.line : e.getProblemMark().getLine() + 1;
      throw ProblemException.input("not YAML", name + " line " + at, "correct it there", e);
    } catch (YAMLException e) {
      throw ProblemException.input("not YAML", name, "it holds characters YAML does not allow", e);
    }
  }

  private YamlTree document() {
    Event event = next();
    if (event instanceof StreamStartEvent) {
      event = next();
    }
    if (!(event instanceof DocumentStartEvent)) {
      throw problem("empty file", "give a Compose file with services");
    }
    YamlTree tree = node(next(), 0);
    if (!(next() instanceof DocumentEndEvent) || next() instanceof DocumentStartEvent) {
      throw problem("more than one document", "give a Compose file of one document");
    }
    return tree;
  }

  private Event next() {
    Event event = events.next();
    line = event.getStartMark() == null ? line : event.getStartMark().getLine() + 1;
    return event;
  }

  private YamlTree node(Event event, int depth) {
    if (depth > MAX_DEPTH) {
      throw problem("nested too deeply", "at most " + MAX_DEPTH + " levels are read");
    }
    if (event instanceof AliasEvent alias) {
      return aliased(alias);
    }
    YamlTree tree;
    if (event instanceof ScalarEvent scalar) {
      tree = scalar(scalar);
    } else if (event instanceof SequenceStartEvent start) {
      checkTag(start.getTag(), "seq");
      tree = sequence(depth);
    } else if (event instanceof MappingStartEvent start) {
      checkTag(start.getTag(), "map");
      tree = mapping(depth);
    } else {
      throw problem("not a value", "correct it there");
    }
    if (tree.size() > MAX_SIZE) {
      throw problem("too large with its aliases", "at most " + MAX_SIZE + " values are read");
    }
    String anchor = ((NodeEvent) event).getAnchor();
    if (anchor != null) {
      anchors.put(anchor, tree);
    }
    return tree;
  }

  private YamlTree aliased(AliasEvent alias) {
    YamlTree tree = anchors.get(alias.getAnchor());
    if (tree == null) {
      throw problem("alias to nothing or to itself", "define its anchor before it");
    }
    return tree;
  }

  private Scalar scalar(ScalarEvent event) {
    checkTag(event.getTag(), "str");
    return new Scalar(event.getValue(), event.isPlain() && event.getTag() == null);
  }

  private Sequence sequence(int depth) {
    List<YamlTree> items = new ArrayList<>();
    for (Event event = next(); !(event instanceof SequenceEndEvent); event = next()) {
      items.add(node(event, depth + 1));
    }
    return Sequence.of(items);
  }

  private Mapping mapping(int depth) {
    LinkedHashMap<String, Entry> own = new LinkedHashMap<>();
    LinkedHashMap<String, Entry> merged = new LinkedHashMap<>();
    for (Event event = next(); !(event instanceof MappingEndEvent); event = next()) {
      int at = line;
      if (!(node(event, depth + 1) instanceof Scalar key) || key.text().length() > MAX_KEY) {
        throw problem("a key that is not a short scalar", "Compose keys are words");
      }
      YamlTree value = node(next(), depth + 1);
      if (key.plain() && key.text().equals("<<")) {
        merge(value, merged);
      } else if (own.put(key.text(), new Entry(key, value, at)) != null) {
        line = at;
        throw problem("key \"" + YamlWriter.printable(key.text()) + "\" twice", "keep one of them");
      }
    }
    merged.putAll(own);
    return Mapping.of(merged.values());
  }

  /** YAML merge key: what is already there wins. */
  private void merge(YamlTree value, Map<String, Entry> into) {
    if (value instanceof Mapping mapping) {
      mapping.entries().forEach(into::putIfAbsent);
    } else if (value instanceof Sequence sequence
        && sequence.items().stream().allMatch(Mapping.class::isInstance)) {
      sequence.items().forEach(item -> merge(item, into));
    } else {
      throw problem("merge key without a mapping", "<< takes a mapping or a list of mappings");
    }
  }

  private void checkTag(@Nullable String tag, String allowed) {
    if (tag != null && !tag.equals("!") && !tag.equals(CORE + allowed)) {
      throw problem("tag " + YamlWriter.printable(tag), "give the file without explicit tags");
    }
  }

  private ProblemException problem(String what, String advice) {
    return ProblemException.input(what, name + " line " + line, advice);
  }
}
