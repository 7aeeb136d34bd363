package dev.netgen.generator.verify;

import com.google.common.base.Splitter;
import dev.netgen.model.firewall.RuleSet;
import dev.netgen.model.format.Documents;
import dev.netgen.model.format.RuleSetYaml;
import dev.netgen.model.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Companion rules that people gave: {@code PROJECT.nft}, with {@code PROJECT.enforce.yaml} beside
 * it.
 *
 * @param name the text's, for messages
 * @param text for nft
 * @param known what describes it
 */
public record GivenRules(String name, String text, RuleSet known) {
  private static final String SUFFIX = ".nft";
  private static final int MAX_BYTES = 64 << 20;
  private static final Pattern BRIDGES =
      Pattern.compile("set bridges \\{\\s+type ifname\\s+elements = \\{ ([^}]*) }");

  /** Whether a file is named as texts of rules are. */
  static boolean isNamed(Path path) {
    return String.valueOf(path.getFileName()).endsWith(SUFFIX) && Files.isRegularFile(path);
  }

  /** Reads them. */
  static GivenRules read(Path path) {
    String name = String.valueOf(path.getFileName());
    String stem = name.substring(0, name.length() - SUFFIX.length());
    Path description = path.resolveSibling(stem + RuleSetYaml.SUFFIX);
    if (!Files.isRegularFile(description)) {
      throw ProblemException.usage(
          "rules without " + stem + RuleSetYaml.SUFFIX + ", which tells whose sets are whose",
          path.toString(),
          "give PROJECT.nft where 'netgen generate -t nftables' wrote it; check, ports and remove"
              + " are not judged");
    }
    String text = Documents.text(path, MAX_BYTES);
    RuleSet known = RuleSetYaml.read(description);
    if (!bridges(text).equals(known.bridges())) {
      throw ProblemException.input(
          "rules for other interfaces than " + description.getFileName() + " tells of",
          path.toString(),
          "make both anew by 'netgen generate -t nftables'; they are not edited");
    }
    return new GivenRules(path.toString(), text, known);
  }

  private static Set<String> bridges(String text) {
    Matcher set = BRIDGES.matcher(text);
    TreeSet<String> bridges = new TreeSet<>();
    if (set.find()) {
      for (String each : Splitter.on(',').trimResults().omitEmptyStrings().split(set.group(1))) {
        bridges.add(each.replace("\"", ""));
      }
    }
    return bridges;
  }
}
