package dev.netgen.analyzer.detect.remote;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The name-lists of one side's KEXINIT (RFC 4253 section 7.1).
 *
 * <pre>
 * 20 | cookie 16 | key exchange, host keys, ciphers 2, MACs 2, compression 2, languages 2: 4+n each | ...
 * </pre>
 *
 * The first index of a pair is of the direction from client to server.
 *
 * @param lists the first of them
 */
record SshAlgorithms(ImmutableList<List<String>> lists) {
  private static final int COOKIE_END = 17;
  private static final int LISTS = 6;
  private static final int LONGEST = 16_384;
  private static final int KEX = 0;
  private static final int HOST_KEY = 1;
  private static final int CIPHER = 2;
  private static final int MAC = 4;
  private static final String NONE = "none";

  /** Reads a KEXINIT's payload; null where a length does not add up. */
  static @Nullable SshAlgorithms read(Bytes payload) {
    ImmutableList.Builder<List<String>> lists = ImmutableList.builder();
    int at = COOKIE_END;
    for (int i = 0; i < LISTS; i++) {
      if (!payload.has(at, 4)
          || payload.u32(at) > LONGEST
          || !payload.has(at + 4, payload.u32(at))) {
        return null;
      }
      int length = (int) payload.u32(at);
      lists.add(Splitter.on(',').splitToList(payload.text(at + 4, length)));
      at += 4 + length;
    }
    return new SshAlgorithms(lists.build());
  }

  /** The first of the client's that the server knows; empty where there is none. */
  private static String agreed(SshAlgorithms client, SshAlgorithms server, int index) {
    List<String> known = server.lists.get(index);
    return client.lists.get(index).stream()
        .filter(name -> !isSignal(name) && known.contains(name))
        .findFirst()
        .orElse("");
  }

  /** What stands in the list to tell something else (RFC 8308, strict key exchange). */
  private static boolean isSignal(String name) {
    return name.startsWith("ext-info-") || name.startsWith("kex-strict-");
  }

  /** Whether one direction's cipher is none. */
  static boolean withoutCipher(SshAlgorithms client, SshAlgorithms server) {
    return agreed(client, server, CIPHER).equals(NONE)
        || agreed(client, server, CIPHER + 1).equals(NONE);
  }

  /** Whether a cipher for either direction is agreed. */
  static boolean agree(SshAlgorithms client, SshAlgorithms server) {
    return !agreed(client, server, CIPHER).isEmpty()
        && !agreed(client, server, CIPHER + 1).isEmpty();
  }

  /** Whether a session with it might go without a cipher. */
  boolean offersNone() {
    return lists.get(CIPHER).contains(NONE) || lists.get(CIPHER + 1).contains(NONE);
  }

  /** Adds what both agree on. */
  static void addTo(Map<String, String> facts, SshAlgorithms client, SshAlgorithms server) {
    String cipher = agreed(client, server, CIPHER);
    facts.put("ssh.kex", agreed(client, server, KEX));
    facts.put("ssh.host_key", agreed(client, server, HOST_KEY));
    facts.put("ssh.cipher", both(cipher, agreed(client, server, CIPHER + 1)));
    String mac = both(agreed(client, server, MAC), agreed(client, server, MAC + 1));
    facts.put("ssh.mac", authenticates(cipher) ? "implicit" : mac);
  }

  private static String both(String up, String down) {
    return up.equals(down) ? up : up + "," + down;
  }

  private static boolean authenticates(String cipher) {
    return cipher.contains("gcm") || cipher.contains("GCM") || cipher.contains("poly1305");
  }
}
