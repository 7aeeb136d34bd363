package dev.netgen.analyzer.detect.rpc;

import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * Calls between the servers of a Raft cluster as HashiCorp's library makes them (Consul, Nomad,
 * rqlite), as its net_transport defines them. A call is a byte and a MessagePack map, its keys in
 * order of the alphabet; the answer an error's text and a map. A port shared by several protocols
 * has a byte in front that chooses this one.
 *
 * <pre>
 * call    (01) | 00 entries, 01 vote, 02 snapshot, 03 now, 04 vote beforehand | 8n | key ...
 * answer  text of an error, A0 without one | 8n | key ...
 * </pre>
 */
public final class RaftDetector implements Detector {
  private static final int CHOSEN = 1;
  private static final int LAST_CALL = 4;
  private static final int SMALL_MAP = 0x80;
  private static final int SMALL_TEXT = 0xA0;
  private static final int TEXT_8 = 0xD9;
  private static final int TEXT_16 = 0xDA;
  private static final int LOOKED_AT = 1024;

  /** First keys of answers: to entries, to votes, to a snapshot or a call to stand at once. */
  private static final ImmutableSet<String> ANSWERS =
      ImmutableSet.of("LastLog", "Granted", "ProtocolVersion", "Addr");

  @Override
  public Card card() {
    return Card.of("raft", "Raft of HashiCorp's library (Consul, Nomad)", "its net_transport")
        .tells(Ability.ROLES, Ability.MID_STREAM);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    boolean answers = server < 0 || (server & 0xE0) == SMALL_TEXT || server >= TEXT_8;
    return client <= LAST_CALL && answers;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    boolean called = isCall(client, 0) || isChosen(client);
    boolean answered = isAnswer(server);
    if (!called && !answered) {
      return Outcome.no("no call of Raft");
    }
    boolean silent = called ? server.isEmpty() : client.isEmpty() || exchange.midStream();
    return called == answered || silent
        ? Finding.plaintext("raft", "Raft calls in clear").match()
        : Outcome.no("a call of Raft, answered otherwise");
  }

  private static boolean isChosen(Bytes client) {
    return client.has(0, 1) && client.u8(0) == CHOSEN && isCall(client, 1);
  }

  private static boolean isCall(Bytes bytes, int at) {
    if (!bytes.has(at, 3) || bytes.u8(at) > LAST_CALL || !isMap(bytes.u8(at + 1))) {
      return false;
    }
    String key =
        switch (bytes.u8(at)) {
          case 0 -> "Entries";
          case 1 -> "Candidate";
          case 2 -> "Configuration";
          case 3 -> "ProtocolVersion";
          default -> "";
        };
    return (!key.isEmpty() && isText(bytes, at + 2, key)) || tellsItsAddress(bytes, at + 2);
  }

  /** Since version 1.4 of the library the caller says who it is; gossip begins so, too. */
  private static boolean tellsItsAddress(Bytes bytes, int at) {
    return isText(bytes, at, "Addr")
        && (bytes.find("LastLogIndex", at, LOOKED_AT) > 0
            || bytes.find("ProtocolVersion", at, LOOKED_AT) > 0
            || bytes.find("PrevLogEntry", at, LOOKED_AT) > 0);
  }

  private static boolean isMap(int marker) {
    return marker > SMALL_MAP && marker < SMALL_MAP + 0x10;
  }

  private static boolean isText(Bytes bytes, int at, String text) {
    return bytes.has(at, 1) && bytes.u8(at) == SMALL_TEXT + text.length() && bytes.at(at + 1, text);
  }

  private static boolean isAnswer(Bytes bytes) {
    int map = textEnd(bytes);
    return map > 0
        && bytes.has(map, 2)
        && isMap(bytes.u8(map))
        && ANSWERS.stream().anyMatch(key -> isText(bytes, map + 1, key));
  }

  /** Behind the text of the error; -1 where none stands there. */
  private static int textEnd(Bytes bytes) {
    if (!bytes.has(0, 3)) {
      return -1;
    }
    int marker = bytes.u8(0);
    int begin = marker == TEXT_8 ? 2 : marker == TEXT_16 ? 3 : 1;
    int length =
        switch (marker) {
          case TEXT_8 -> bytes.u8(1);
          case TEXT_16 -> bytes.u16(1);
          default -> (marker & 0xE0) == SMALL_TEXT ? marker - SMALL_TEXT : -1;
        };
    return length >= 0 && bytes.has(begin, length) && bytes.isPrintable(begin, length)
        ? begin + length
        : -1;
  }
}
