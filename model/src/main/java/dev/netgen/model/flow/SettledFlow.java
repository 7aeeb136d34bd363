package dev.netgen.model.flow;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.net.IpAddress;

/**
 * One conversation after everything the recording shows about it was taken together: one row of
 * {@code netgen flows}.
 *
 * @param capture the file that holds its first packet, named as the input was given
 * @param protocol IP protocol number
 * @param client who opened it; where nobody can tell, one of the two by a fixed rule
 * @param clientPort its port, or -1 where there is none
 * @param server the other end
 * @param serverPort its port, or -1 where there is none
 * @param state established, connected-only, mid-stream, one-way, refused, reset, unanswered or scan
 * @param directionBasis how client and server are known
 * @param application lower-case protocol name, or empty
 * @param encryption one of the five verdicts of a flow
 * @param encryptionBasis what decided the verdict, in words
 * @param packetsUp packets from client to server, of the observer that saw most
 * @param packetsDown packets from server to client, of the same
 * @param bytesUp transport payload bytes from client to server, of the same
 * @param bytesDown transport payload bytes from server to client, of the same
 * @param firstNanos time of the first packet, nanoseconds since 1970
 * @param lastNanos time of the last packet
 * @param firstFrame number of the first packet in its file, from 1
 * @param scope where the addresses are meant: the capture point's scope, empty where none is told
 * @param observers how many capture points saw it
 * @param encapsulation what lay around its first packet, outermost first; empty for nothing
 * @param perhaps numbers within this run, each of one other row that has it too: the two may be one
 *     conversation, and nothing proves it
 */
public record SettledFlow(
    String capture,
    int protocol,
    IpAddress client,
    int clientPort,
    IpAddress server,
    int serverPort,
    String state,
    String directionBasis,
    String application,
    Encryption encryption,
    String encryptionBasis,
    long packetsUp,
    long packetsDown,
    long bytesUp,
    long bytesDown,
    long firstNanos,
    long lastNanos,
    long firstFrame,
    String scope,
    int observers,
    String encapsulation,
    ImmutableList<Long> perhaps) {

  /** The same, with client and server exchanged if so told. */
  public SettledFlow swapped(boolean exchange) {
    if (!exchange) {
      return this;
    }
    return new SettledFlow(
        capture,
        protocol,
        server,
        serverPort,
        client,
        clientPort,
        state,
        directionBasis,
        application,
        encryption,
        encryptionBasis,
        packetsDown,
        packetsUp,
        bytesDown,
        bytesUp,
        firstNanos,
        lastNanos,
        firstFrame,
        scope,
        observers,
        encapsulation,
        perhaps);
  }
}
