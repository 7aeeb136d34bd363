package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.LinkNote;
import java.util.Set;

/**
 * An exchange written out after a specification, and what must be said of it.
 *
 * @param reason how it begins; empty where nothing may be recognised
 * @param note the only note, or empty
 */
record Written(
    String protocol,
    Encryption encryption,
    String reason,
    String note,
    String client,
    String server) {
  /** Classifies it, seen from either side. */
  void judge() {
    var flow = Flows.tcp(RecordedExchange.texts(client, server));
    judge(new Classifier().classify(flow));
    judge(new Classifier().classify(Flows.swapped(flow)));
  }

  private void judge(Verdict verdict) {
    assertThat(verdict.protocol()).isEqualTo(protocol);
    assertThat(verdict.reason())
        .startsWith(reason.isEmpty() ? "payload not recognised, about " : reason);
    assertThat(verdict.encryption()).isEqualTo(encryption);
    assertThat(verdict.notes()).isEqualTo(note.isEmpty() ? Set.of() : Set.of(LinkNote.parse(note)));
    assertThat(verdict.toString()).doesNotContain("not-a-real-secret");
  }

  @Override
  public String toString() {
    return protocol + " " + reason;
  }
}
