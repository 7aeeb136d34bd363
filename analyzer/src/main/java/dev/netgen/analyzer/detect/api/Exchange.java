package dev.netgen.analyzer.detect.api;

import java.util.function.Predicate;

/**
 * Both sides of a flow, one of them supposed to be the client. Detectors are asked with either side
 * in that part, so that each needs to know one orientation only.
 */
public record Exchange(Speech client, Speech server) {
  /** Whether the flow began before the capture, as far as either side's bytes tell. */
  public boolean midStream() {
    return (!client.isEmpty() && !client.fromStart()) || (!server.isEmpty() && !server.fromStart());
  }

  /** Whether all that either side said was kept. */
  public boolean whole() {
    return client.complete() && server.complete();
  }

  /** Whether the client spoke and not all was kept, so that more bytes could have told. */
  public boolean cutShort() {
    return !client.isEmpty() && (!client.complete() || !server.complete());
  }

  /** Whether all facts and notes are asked for; see {@link Speech#detailed}. */
  public boolean detailed() {
    return client.detailed();
  }

  public Exchange swapped() {
    return new Exchange(server, client);
  }

  /** Whether datagrams are kept, and each of them, of either side, passes. */
  public boolean everyMessage(Predicate<Bytes> test) {
    return client.messages() + server.messages() > 0
        && client.everyMessage(test)
        && server.everyMessage(test);
  }

  /** Whether a datagram of either side passes. */
  public boolean anyMessage(Predicate<Bytes> test) {
    return !client.everyMessage(test.negate()) || !server.everyMessage(test.negate());
  }
}
