package dev.netgen.analyzer.detect.message;

import com.google.common.collect.ImmutableMap;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/** The words of four letters that ask a ZooKeeper server how it is, and how answers begin. */
final class ZooKeeperWords {
  private static final ImmutableMap<String, String> ANSWERS =
      ImmutableMap.<String, String>builder()
          .put("ruok", "imok")
          .put("srvr", "Zookeeper version: ")
          .put("stat", "Zookeeper version: ")
          .put("mntr", "zk_version\t")
          .put("conf", "clientPort=")
          .put("envi", "Environment:\n")
          .put("isro", "r")
          .put("dump", "SessionTracker dump:")
          .put("cons", " /")
          .put("wchs", "")
          .put("dirs", "datadir_size: ")
          .put("srst", "Server stats reset.")
          .put("crst", "Connection stats reset.")
          .buildOrThrow();

  private static final String REFUSED = " is not executed because it is not in the whitelist.";
  private static final String DOWN = "This ZooKeeper instance is not currently serving requests";

  private ZooKeeperWords() {}

  /** Whether this client says one such word and nothing else, but for a line end. */
  static boolean isWord(Bytes client) {
    return client.u8(0) >= 'a'
        && client.length() <= 6
        && ANSWERS.containsKey(client.text(0, 4))
        && client.text().substring(4).isBlank();
  }

  static Outcome detect(Exchange exchange) {
    Bytes server = exchange.server().bytes();
    String word = exchange.client().bytes().text(0, 4);
    String expected = ANSWERS.getOrDefault(word, "");
    if (server.isEmpty()) {
      return Outcome.needMore("word of four letters without an answer");
    }
    boolean own =
        word.equals("isro")
            ? server.startsWith("rw") || server.startsWith("ro")
            : !expected.isEmpty() && server.startsWith(expected);
    if (own || server.at(4, REFUSED) || server.startsWith(DOWN)) {
      return Finding.plaintext("zookeeper", "word of four letters and its answer").match();
    }
    return server.length() < 20
        ? Outcome.needMore("answer cut")
        : Outcome.no("word of four letters, other answer");
  }
}
