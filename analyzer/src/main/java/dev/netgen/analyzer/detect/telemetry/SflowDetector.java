package dev.netgen.analyzer.detect.telemetry;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;

/**
 * sFlow of version 5 (sFlow.org, "sFlow Version 5"): samples that fill the datagram, never
 * answered.
 *
 * <pre>
 * 00000005 | 1 or 2 | agent's address | sub-agent | sequence | uptime | count | samples
 * sample  enterprise and format 32 | length 32 | ...
 * </pre>
 */
public final class SflowDetector implements Detector {
  private static final int VERSION = 5;
  private static final int MOST_SAMPLES = 500;

  @Override
  public Card card() {
    return Card.of("sflow", "sFlow 5", "sFlow.org, sFlow Version 5").tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 0 && server == -1;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Speech client = exchange.client();
    if (!exchange.server().isEmpty() || client.isEmpty()) {
      return Outcome.no("samples are never answered");
    }
    for (int i = 0; i < client.messages(); i++) {
      if (!isDatagram(client.message(i))) {
        return Outcome.no("no samples that fill the datagram");
      }
    }
    return Finding.plaintext("sflow", "sFlow samples in clear, never answered").match();
  }

  private static boolean isDatagram(Bytes bytes) {
    if (!bytes.has(0, 28) || bytes.u32(0) != VERSION || bytes.u32(4) - 1 > 1) {
      return false;
    }
    int header = bytes.u32(4) == 1 ? 28 : 40;
    if (bytes.u32(4) == 0 || !bytes.has(0, header)) {
      return false;
    }
    return samples(bytes, header, bytes.u32(header - 4));
  }

  private static boolean samples(Bytes bytes, int header, long count) {
    if (count == 0 || count > MOST_SAMPLES) {
      return false;
    }
    int at = header;
    for (long left = count; left > 0; left--) {
      boolean sample = bytes.has(at, 8) && bytes.u32(at + 4) % 4 == 0 && bytes.u32(at + 4) > 0;
      if (!sample || !bytes.has(at + 8, bytes.u32(at + 4))) {
        return false;
      }
      at += 8 + (int) bytes.u32(at + 4);
    }
    return at == bytes.length();
  }
}
