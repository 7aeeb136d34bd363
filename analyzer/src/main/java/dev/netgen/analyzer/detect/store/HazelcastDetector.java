package dev.netgen.analyzer.detect.store;

import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.Map;

/**
 * Hazelcast since 4: its clients (Hazelcast Open Binary Client Protocol 2), and its members among
 * themselves, as its {@code Packet} defines it. Lengths of clients are little endian.
 *
 * <pre>
 * client  "CP2" | length 32 | C000 | type 32 = 100, 200 | correlation 64 | partition -1 | ...
 *         length 32 | flags 16 | cluster, then user and password; flag 400 where there is none
 * server  length 32 | C000 | type 32 | correlation 64 | backups 8 | status 8 ...
 * member  "HZC" | 4 | flags 16 | partition 32 | length 32 | ...      from both sides
 * </pre>
 */
public final class HazelcastDetector implements Detector {
  private static final String NAME = "hazelcast";
  private static final String CLIENT = "CP2";
  private static final String MEMBER = "HZC";
  private static final int START = 3;
  private static final int HEAD = 22;
  private static final int FRAME = 6;
  private static final int WHOLE = 0xC000;
  private static final int ABSENT = 0x0400;
  private static final int LOGIN = 0x100;
  private static final int OWN_LOGIN = 0x200;
  private static final int STATUS = 19;
  private static final int LONGEST = 1 << 20;

  @Override
  public Card card() {
    return Card.of(NAME, "Hazelcast 4, 5", "Open Binary Client Protocol; Hazelcast's Packet")
        .tells(Ability.ROLES, Ability.CREDENTIALS, Ability.NO_AUTHENTICATION, Ability.KINDS);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 'C' || (client == 'H' && (server < 0 || server == 'H'));
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    if (client.isEmpty() || !exchange.client().fromStart()) {
      return Outcome.no("no protocol first");
    }
    if (client.mayStartWith(MEMBER)) {
      return members(client, exchange.server().bytes());
    }
    return client.mayStartWith(CLIENT)
        ? client(client, exchange.server().bytes())
        : Outcome.no("no protocol first");
  }

  private static Outcome members(Bytes client, Bytes server) {
    if (!server.mayStartWith(MEMBER)) {
      return Outcome.no("not answered by a member");
    }
    if (!client.has(0, START + 11)) {
      return Outcome.needMore("packet cut");
    }
    if (!packet(client) || (server.has(0, START + 11) && !packet(server))) {
      return Outcome.no("no packets of members");
    }
    return Finding.plaintext(NAME, "messages between members")
        .withFacts(Map.of("hazelcast.use", "between members"))
        .withRolesShown(false)
        .match();
  }

  private static boolean packet(Bytes bytes) {
    return bytes.u8(START) == 4
        && bytes.u32(START + 3) == 0xFFFFFFFFL
        && bytes.u32(START + 7) <= LONGEST;
  }

  private static Outcome client(Bytes client, Bytes server) {
    if (!client.has(0, START + HEAD)) {
      return Outcome.needMore("login cut");
    }
    long type = client.u32Le(START + 6);
    boolean login = type == LOGIN || type == OWN_LOGIN;
    if (!login || !frame(client, START) || client.u32Le(START + 18) != 0xFFFFFFFFL) {
      return Outcome.no("no login");
    }
    if (!server.isEmpty() && !answers(server, client)) {
      return Outcome.no("login not answered");
    }
    Finding finding = Finding.plaintext(NAME, "login in clear");
    return type == OWN_LOGIN
        ? finding.withAuthentication(Authentication.SEEN).match()
        : authentication(finding, client, server).match();
  }

  private static boolean frame(Bytes bytes, int at) {
    return bytes.u32Le(at) >= STATUS && bytes.u32Le(at) <= LONGEST && bytes.u16Le(at + 4) == WHOLE;
  }

  /** The same correlation and the answer's type; or 0, an error. */
  private static boolean answers(Bytes server, Bytes client) {
    if (!server.has(0, 14)) {
      return !server.has(0, FRAME) || frame(server, 0);
    }
    long type = server.u32Le(6);
    return frame(server, 0)
        && (type == 0 || type == client.u32Le(START + 6) + 1)
        && server.u32Le(10) == client.u32Le(START + 10);
  }

  private static Finding authentication(Finding finding, Bytes client, Bytes server) {
    int cluster = next(client, START);
    int user = next(client, cluster);
    int password = next(client, user);
    if (password < 0 || !client.has(password, FRAME)) {
      return finding;
    }
    boolean secret = isGiven(client, password);
    if (secret || isGiven(client, user)) {
      return finding.withCredentialsIf(secret).withAuthentication(Authentication.SEEN);
    }
    boolean served = server.has(0, STATUS + 1) && server.u32Le(6) > 0 && server.u8(STATUS) == 0;
    return served ? finding.withAuthentication(Authentication.NONE_SEEN) : finding;
  }

  private static boolean isGiven(Bytes bytes, int at) {
    return (bytes.u16Le(at + 4) & ABSENT) == 0 && bytes.u32Le(at) > FRAME;
  }

  /** The offset of the frame behind this one, or -1. */
  private static int next(Bytes bytes, int at) {
    if (at < 0 || !bytes.has(at, FRAME)) {
      return -1;
    }
    long length = bytes.u32Le(at);
    return length >= FRAME && bytes.has(at, length) ? at + (int) length : -1;
  }
}
