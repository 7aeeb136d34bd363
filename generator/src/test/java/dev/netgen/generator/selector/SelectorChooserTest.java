package dev.netgen.generator.selector;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.PeerId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorChooserTest {
  private static final PeerId ME = PeerId.kubernetes("shop", "Deployment", "me");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          one label                    | app=a                              | app=b              | app=a       | -
          all stable labels are kept   | app=a tier=x                       | app=b tier=x       | app=a,tier=x| -
          alone in the namespace       | app=a                              | -                  | app=a       | -
          empty value is a value       | app=                               | app=a              | app=        | -
          template hash                | app=a pod-template-hash=9          | app=b              | app=a       | -
          revision hash                | app=a controller-revision-hash=9   | app=b              | app=a       | -
          controller uid               | app=a controller-uid=9             | app=b              | app=a       | -
          job name                     | app=a job-name=j-1                 | app=b              | app=a       | -
          batch job name               | app=a batch.kubernetes.io/job-name=j | app=b            | app=a       | -
          statefulset pod              | app=a statefulset.kubernetes.io/pod-name=a-0 | app=b    | app=a       | -
          pod index                    | app=a apps.kubernetes.io/pod-index=0 | app=b            | app=a       | -
          topology                     | app=a topology.kubernetes.io/zone=z  | app=b            | app=a       | -
          chart                        | app=a helm.sh/chart=c-1            | app=b              | app=a       | -
          version                      | app=a app.kubernetes.io/version=1  | app=b              | app=a       | -
          near miss of an unstable key | app=a my-pod-template-hash=9       | app=b              | app=a,my-pod-template-hash=9 | -
          only unstable labels         | job-name=j-1 controller-uid=9      | app=b              | -           | -
          no labels                    | -                                  | app=b              | -           | -
          equal labels                 | app=a                              | app=a              | app=a       | other
          the other has more           | app=a                              | app=a role=x       | app=a       | -
          the other has fewer          | app=a role=x                       | app=a              | app=a,role=x| -
          told apart by version only   | app=a app.kubernetes.io/version=1  | app=a app.kubernetes.io/version=2 | app=a | other
          a key no API accepts         | app=a bad/key/x=1                  | app=b              | app=a       | -
          a prefix with an empty part  | app=a a..b/x=1                     | app=b              | app=a       | -
          a prefix's part ends so      | app=a a-.b/x=1                     | app=b              | app=a       | -
          a prefix of several parts    | app=a a-1.b.c/x=1                  | app=b              | a-1.b.c/x=1,app=a | -
          a value no API accepts       | app=a role=-x                      | app=b              | app=a       | -
          """)
  void choosesAllStableLabels(String name, String mine, String others, String labels, String also) {
    Map<PeerId, Map<String, String>> workloads = new LinkedHashMap<>();
    workloads.put(ME, labels(mine));
    if (others != null) {
      workloads.put(PeerId.kubernetes("shop", "Deployment", "other"), labels(others));
    }

    var selection = SelectorChooser.among(workloads).choose(ME);

    assertThat(selection.map(s -> s.labels().toString()).orElse("-"))
        .isEqualTo(labels == null ? "-" : "{" + labels.replace(",", ", ") + "}");
    assertThat(selection.map(PodSelection::alsoPicks).orElse(ImmutableSortedSet.of()))
        .extracting(PeerId::shortName)
        .isEqualTo(also == null ? java.util.List.of() : java.util.List.of(also));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          one other with a key more       | app=a       | app=a role=x                        | role=[x]       | -
          one key leaves several out      | app=a       | app=a role=x, app=a role=y          | role=[x, y]    | -
          the key most of them have       | app=a       | app=a b=1 role=x, app=a role=y      | role=[x, y]    | -
          of equal keys the first         | app=a       | app=a z=1 b=1                       | b=[1]          | -
          two keys where one is not enough| app=a       | app=a b=1, app=a c=2                | b=[1] c=[2]    | -
          an equal one stays              | app=a       | app=a role=x, app=a                 | role=[x]       | o1
          an unstable key separates nobody| app=a       | app=a pod-template-hash=1           | -              | o0
          an invalid value neither        | app=a       | app=a role=-x                       | -              | o0
          who differs is not mentioned    | app=a       | app=b role=x                        | -              | -
          an empty value is a value       | app=a       | app=a role=                         | role=[]        | -
          who shares some labels only     | app=a tier=x| app=a tier=y, app=b tier=x          | -              | -
          a key of the workload's own     | app=a b=1   | app=a b=1 c=1                       | c=[1]          | -
          """)
  void othersAreLeftOutByWhatTheyHaveBesides(
      String name, String mine, String others, String without, String also) {
    Map<PeerId, Map<String, String>> workloads = new LinkedHashMap<>();
    workloads.put(ME, labels(mine));
    String[] all = others.split(", ", -1);
    for (int i = 0; i < all.length; i++) {
      workloads.put(PeerId.kubernetes("shop", "Deployment", "o" + i), labels(all[i]));
    }
    PodSelection selection = SelectorChooser.among(workloads).choose(ME).orElseThrow();
    String written =
        String.join(" ", selection.without().entrySet().stream().map(Object::toString).toList());
    assertThat(written).isEqualTo(without == null ? "" : without);
    assertThat(selection.alsoPicks())
        .extracting(PeerId::shortName)
        .isEqualTo(also == null ? java.util.List.of() : java.util.List.of(also));
  }

  /** A key's prefix is a DNS subdomain of at most 253 characters. */
  @ParameterizedTest
  @CsvSource({"61, true", "62, false"})
  void aKeysPrefixHasALimit(int last, boolean used) {
    String part = "a".repeat(63);
    String key = String.join(".", part, part, part, "b".repeat(last)) + "/x";
    Map<PeerId, Map<String, String>> workloads = new LinkedHashMap<>();
    workloads.put(ME, Map.of("app", "a", key, "1"));
    assertThat(SelectorChooser.among(workloads).choose(ME).orElseThrow().labels().containsKey(key))
        .isEqualTo(used);
  }

  /** Very many values under one key are no expression anybody reads. */
  @ParameterizedTest
  @CsvSource({"32, 32, 0", "33, 0, 33", "50, 0, 50"})
  void aLongListOfValuesIsNotWritten(int others, int values, int also) {
    Map<PeerId, Map<String, String>> workloads = new LinkedHashMap<>();
    workloads.put(ME, labels("app=a"));
    for (int i = 0; i < others; i++) {
      workloads.put(PeerId.kubernetes("shop", "Deployment", "o" + i), labels("app=a n=" + i));
    }
    PodSelection selection = SelectorChooser.among(workloads).choose(ME).orElseThrow();
    assertThat(selection.without().values().stream().mapToInt(Set::size).sum()).isEqualTo(values);
    assertThat(selection.alsoPicks()).hasSize(also);
  }

  @Test
  void unknownWorkloadHasNoSelector() {
    assertThat(SelectorChooser.among(Map.of()).choose(ME)).isEmpty();
  }

  @Test
  void tooLongKeysAndValuesAreLeftOut() {
    var labels = ImmutableSortedMap.of("app", "a", "k".repeat(64), "v", "long", "v".repeat(64));
    var selection = SelectorChooser.among(Map.of(ME, labels)).choose(ME);
    assertThat(selection.orElseThrow().labels()).containsExactly(Map.entry("app", "a"));
  }

  private static Map<String, String> labels(String text) {
    TreeMap<String, String> labels = new TreeMap<>();
    for (String label : text == null ? new String[0] : text.split(" ")) {
      labels.put(label.substring(0, label.indexOf('=')), label.substring(label.indexOf('=') + 1));
    }
    return labels;
  }
}
