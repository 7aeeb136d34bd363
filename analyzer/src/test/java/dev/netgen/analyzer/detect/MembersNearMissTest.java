package dev.netgen.analyzer.detect;

import static dev.netgen.analyzer.detect.NearMiss.row;
import static dev.netgen.analyzer.detect.NearMiss.swap;

import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.cluster.EpmdDetector;
import dev.netgen.analyzer.detect.cluster.ErlangDetector;
import dev.netgen.analyzer.detect.cluster.GaleraDetector;
import dev.netgen.analyzer.detect.cluster.JGroupsDetector;
import dev.netgen.analyzer.detect.cluster.ZooKeeperMembersDetector;
import dev.netgen.analyzer.detect.message.BeanstalkDetector;
import dev.netgen.analyzer.detect.message.GearmanDetector;
import dev.netgen.analyzer.detect.message.RabbitStreamDetector;
import dev.netgen.analyzer.detect.message.SpDetector;
import dev.netgen.analyzer.detect.message.ZmtpDetector;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Members of clusters, messages and jobs: forms the recordings lack, and near misses. */
final class MembersNearMissTest {
  private static final Detector ERLANG = new ErlangDetector();
  private static final Detector EPMD = new EpmdDetector();
  private static final Detector GALERA = new GaleraDetector();
  private static final Detector GROUPS = JGroupsDetector.stream();
  private static final Detector KEEPERS = new ZooKeeperMembersDetector();
  private static final Detector ZMTP = new ZmtpDetector();
  private static final Detector SP = new SpDetector();
  private static final Detector GEARMAN = new GearmanDetector();
  private static final Detector BEANS = new BeanstalkDetector();
  private static final Detector STREAMS = new RabbitStreamDetector();

  private static final String NODE = "\0\23N\0\0\0\15\7\337\177\275\0\0\0\1\0\4a@bc";
  private static final String OLD_NODE = "\0\13n\0\5\0\7\337\177a@bc";
  private static final String TICK = "\0\0\0\0";
  private static final String SAID = "\0\0\0\5\203D\0h\0";

  private static final String WHO = "0123456789abcdef";
  private static final String HELLO = "\44\0\0\2....\0\1\20\0" + WHO + WHO;
  private static final String ANSWER = "\44\0\0\2....\0\2\20\0" + WHO + WHO;
  private static final String REPLICATED = "\30\0\0\2....\0\10\0\0" + WHO + "data";
  private static final String ANOTHER = REPLICATED.replace('0', 'x');
  private static final String MISSED = "\13\1\0\0\0\0\0\0\377\377\377\377\377\377\377\377checksum";

  private static final String MEMBER = "bela\50\315\0\7\4\12\0\0\1\36\170";
  private static final String GROUP = "\0\0\0\34\50\315\2abcdef\0\51\0\116xxxx\0\71\0\74\0\4shop\0";

  private static final String VOTER = "\377\377\377\377\377\377\0\0\0\0\0\0\0\0\0\1\0\0\0\6a:3888";
  private static final String FOLLOWER =
      "\0\0\0\13\0\0\0\1\0\0\0\0\0\0\0\24\0\0\0\0\0\0\0\1\0\1\0\0\0\0\0\0\0\0\0\0\377\377\377\377";
  private static final String LEADER = "\0\0\0\21\0\0\0\1\0\0\0\0\0\0\0\4\0\1\0\0\377\377\377\377";
  private static final String PING = "\0\0\0\5\0\0\0\1\0\0\0\0\377\377\377\377\377\377\377\377";

  private static final String BARE =
      "\377\0\0\0\0\0\0\0\1\177\3\0NULL" + "\0".repeat(16) + "\0" + "\0".repeat(31);
  private static final String TELLS = "\0\0\0\14\0\21\0\1\0\0\0\1\0\0\0\0";
  private static final String TOLD = "\0\0\0\12\200\21\0\1\0\0\0\1\0\1";
  private static final String BEATS = "\0\0\0\4\0\27\0\1";

  private static final String WORK = "\0REQ\0\0\0\7\0\0\0\4lamp";
  private static final String DONE = "\0RES\0\0\0\10\0\0\0\3H:1";

  private static Stream<Arguments> beginnings() {
    return Stream.of(
        row(ERLANG, Outcome.Match.class, "not answered", NODE, ""),
        row(ERLANG, Outcome.Match.class, "welcome", NODE, "\0\3sok"),
        row(ERLANG, Outcome.Match.class, "old", OLD_NODE, "\0\3sok"),
        row(ERLANG, Outcome.Match.class, "name cut", NODE.substring(0, 19), "\0\3sok"),
        row(ERLANG, Outcome.NeedMore.class, "length cut", NODE.substring(0, 2), ""),
        row(ERLANG, Outcome.No.class, "no host", NODE.replace('@', 'x'), ""),
        row(ERLANG, Outcome.No.class, "longer than told", swap(NODE, 1, 18), ""),
        row(ERLANG, Outcome.No.class, "other version", swap(OLD_NODE, 4, 4), ""),
        row(ERLANG, Outcome.No.class, "answered otherwise", NODE, "\0\3xok"),
        row(ERLANG, Outcome.No.class, "another status", NODE, "\0\3sno"),
        row(
            EPMD,
            Outcome.Match.class,
            "where is",
            "\0\6zstore",
            "w\0\21\22M\0\0\6\0\5\0\5store\0\0"),
        row(EPMD, Outcome.Match.class, "nowhere", "\0\6zstore", "w\1"),
        row(EPMD, Outcome.Match.class, "all", "\0\1n", "\0\0\21\21name a at port 1\n"),
        row(EPMD, Outcome.Match.class, "here", "\0\21x\21\22M\0\0\6\0\5\0\4shop\0\0", "y\0\0\1"),
        row(EPMD, Outcome.NeedMore.class, "not answered", "\0\6zstore", ""),
        row(EPMD, Outcome.No.class, "answered otherwise", "\0\6zstore", "hello"),
        row(EPMD, Outcome.No.class, "shorter than told", "\0\7zstore", "w\1"),
        row(EPMD, Outcome.No.class, "another letter", "\0\6ystore", "w\1"),
        row(GALERA, Outcome.Match.class, "greeted", "", HELLO),
        row(GALERA, Outcome.Match.class, "answered", ANSWER, HELLO),
        row(GALERA, Outcome.Match.class, "missed", swap(MISSED, 1, 2), MISSED),
        row(GALERA, Outcome.No.class, "answered by a greeting", HELLO, HELLO),
        row(GALERA, Outcome.No.class, "another length", ANSWER, swap(HELLO, 0, 37)),
        row(GALERA, Outcome.No.class, "unknown checksum", ANSWER, swap(HELLO, 3, 9)),
        row(GALERA, Outcome.No.class, "another version", swap(swap(MISSED, 1, 2), 0, 12), MISSED),
        row(GALERA, Outcome.No.class, "client greets", HELLO, ""),
        row(GROUPS, Outcome.Match.class, "connects", MEMBER, ""),
        row(GROUPS, Outcome.Match.class, "says", MEMBER + GROUP, GROUP),
        row(GROUPS, Outcome.NeedMore.class, "cookie cut", "bel", ""),
        row(GROUPS, Outcome.No.class, "another cookie", "bell" + MEMBER.substring(4), ""),
        row(GROUPS, Outcome.No.class, "another length", swap(MEMBER, 7, 8), ""),
        row(GROUPS, Outcome.No.class, "a version of old", swap(MEMBER, 4, 8), ""),
        row(GROUPS, Outcome.No.class, "answered otherwise", MEMBER, "HTTP/1.1 400 Bad\r\n"),
        row(KEEPERS, Outcome.Match.class, "votes", VOTER, ""),
        row(KEEPERS, Outcome.Match.class, "follows", FOLLOWER, LEADER),
        row(KEEPERS, Outcome.Match.class, "observes", swap(FOLLOWER, 3, 16), ""),
        row(KEEPERS, Outcome.No.class, "another protocol", swap(VOTER, 7, 2), ""),
        row(KEEPERS, Outcome.No.class, "no address", VOTER.replace("a:", "\1\2"), ""),
        row(KEEPERS, Outcome.No.class, "leads first", LEADER, FOLLOWER),
        row(KEEPERS, Outcome.No.class, "another version", swap(FOLLOWER, 25, 2), LEADER),
        row(KEEPERS, Outcome.No.class, "answered otherwise", FOLLOWER, "\0\0\0\12"),
        row(ZMTP, Outcome.Match.class, "without a mechanism", BARE, BARE),
        row(ZMTP, Outcome.Match.class, "one side", BARE, ""),
        row(
            ZMTP,
            Outcome.NeedMore.class,
            "signature",
            BARE.substring(0, 11),
            BARE.substring(0, 10)),
        row(ZMTP, Outcome.No.class, "version 2", swap(BARE, 10, 1), BARE),
        row(ZMTP, Outcome.No.class, "small letters", BARE.replace("NULL", "null"), BARE),
        row(ZMTP, Outcome.No.class, "no name", BARE.replace("NULL", "\0\0\0\0"), BARE),
        row(ZMTP, Outcome.No.class, "answered otherwise", BARE, "hello"),
        row(SP, Outcome.Match.class, "asks", "\0SP\0\0\60\0\0", "\0SP\0\0\61\0\0"),
        row(SP, Outcome.No.class, "unknown", "\0SP\0\0\177\0\0", ""),
        row(SP, Outcome.No.class, "reserved", "\0SP\0\0\60\0\1", ""),
        row(SP, Outcome.No.class, "answered otherwise", "\0SP\0\0\60\0\0", "hello"),
        row(GEARMAN, Outcome.Match.class, "works", WORK, DONE),
        row(GEARMAN, Outcome.Match.class, "not answered", WORK, ""),
        row(GEARMAN, Outcome.Match.class, "status", "status\n", "reverse\t0\t0\t1\n.\n"),
        row(GEARMAN, Outcome.No.class, "nothing of status", "status\n", ".\n"),
        row(GEARMAN, Outcome.No.class, "asks itself", WORK, WORK),
        row(GEARMAN, Outcome.No.class, "unknown", swap(WORK, 7, 99), ""),
        row(GEARMAN, Outcome.No.class, "status of another", "status\n", "volume: 100\nOK\n"),
        row(STREAMS, Outcome.Match.class, "tells", TELLS, TOLD),
        row(STREAMS, Outcome.Match.class, "not answered", TELLS, ""),
        row(STREAMS, Outcome.NeedMore.class, "frame cut", TELLS.substring(0, 9), ""),
        row(STREAMS, Outcome.No.class, "beats first", BEATS + BEATS, ""),
        row(STREAMS, Outcome.No.class, "another number", TELLS, swap(TOLD, 11, 2)),
        row(STREAMS, Outcome.No.class, "version 3", swap(TELLS, 7, 3), ""),
        row(STREAMS, Outcome.No.class, "answers itself", TELLS, TELLS),
        row(BEANS, Outcome.Match.class, "uses", "use orders\r\n", "USING orders\r\n"),
        row(BEANS, Outcome.Match.class, "puts", "put 0 0 60 4\r\nlamp\r\n", "INSERTED 1\r\n"),
        row(BEANS, Outcome.Match.class, "trouble", "put 0 0 60 4\r\nlamp\r\n", "OUT_OF_MEMORY\r\n"),
        row(BEANS, Outcome.NeedMore.class, "answer cut", "use orders\r\n", "USING"),
        row(BEANS, Outcome.No.class, "another tube", "use orders\r\n", "USING other\r\n"),
        row(BEANS, Outcome.No.class, "in capitals", "USE orders\r\n", "USING orders\r\n"),
        row(BEANS, Outcome.No.class, "too few", "put 0 0 60\r\n", "INSERTED 1\r\n"),
        row(BEANS, Outcome.No.class, "another answer", "watch orders\r\n", "OK\r\n"));
  }

  private static Stream<Arguments> middles() {
    return Stream.of(
        row(ERLANG, Outcome.Match.class, "both", SAID + TICK, TICK + SAID),
        row(ERLANG, Outcome.Match.class, "one", SAID + TICK + SAID, ""),
        row(ERLANG, Outcome.No.class, "life alone", TICK + TICK, TICK),
        row(ERLANG, Outcome.No.class, "one message alone", SAID, ""),
        row(ERLANG, Outcome.No.class, "another magic", swap(SAID, 4, 130), SAID),
        row(ERLANG, Outcome.No.class, "broken chain", SAID + "hello, world", SAID),
        row(GALERA, Outcome.Match.class, "both", REPLICATED + REPLICATED, REPLICATED + REPLICATED),
        row(GALERA, Outcome.No.class, "one message each", REPLICATED, REPLICATED),
        row(GALERA, Outcome.No.class, "two senders", REPLICATED + ANOTHER, REPLICATED + REPLICATED),
        row(GROUPS, Outcome.Match.class, "both", GROUP, GROUP),
        row(GROUPS, Outcome.Match.class, "one", GROUP, ""),
        row(GROUPS, Outcome.No.class, "another header", GROUP.replace('\74', '\75'), GROUP),
        row(GROUPS, Outcome.No.class, "nothing", "", ""),
        row(KEEPERS, Outcome.Match.class, "both", PING + PING, PING + PING),
        row(KEEPERS, Outcome.No.class, "one", PING + PING, ""),
        row(KEEPERS, Outcome.No.class, "unknown type", PING + swap(PING, 3, 20), PING + PING),
        row(STREAMS, Outcome.Match.class, "beats", BEATS + BEATS, BEATS),
        row(STREAMS, Outcome.No.class, "one each", BEATS, BEATS),
        row(STREAMS, Outcome.No.class, "broken chain", BEATS + BEATS + "hello, w", BEATS),
        row(GEARMAN, Outcome.Match.class, "both", WORK, DONE),
        row(GEARMAN, Outcome.No.class, "broken chain", WORK + "hello, world", DONE),
        row(BEANS, Outcome.Match.class, "watches", "watch orders\r\n", "WATCHING 2\r\n"),
        row(BEANS, Outcome.No.class, "another answer", "watch orders\r\n", "OK\r\n"));
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("beginnings")
  void fromTheStart(
      Detector detector,
      Class<? extends Outcome> outcome,
      String name,
      String client,
      String server) {
    NearMiss.assertFromTheStart(detector, outcome, name, client, server);
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("middles")
  void underWay(
      Detector detector,
      Class<? extends Outcome> outcome,
      String name,
      String client,
      String server) {
    NearMiss.assertUnderWay(detector, outcome, name, client, server);
  }
}
