package dev.netgen.analyzer.detect;

import static dev.netgen.model.graph.Encryption.OPAQUE;
import static dev.netgen.model.graph.Encryption.PLAINTEXT;

import dev.netgen.model.graph.Encryption;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What servers and libraries of Java's world say, in bytes written out as their sources define
 * them: forms that the recordings do not hold, and what looks like them and is not.
 */
final class JavaServersNearMissTest {
  private static final String NODES =
      "\312\125\55\372\14\14\14\21\6\12\24\0\2\33\130\27\277\102\233";
  private static final String NODES_TAKEN = "\0\0\0\14\0\0\0\14\46\365\147\72";

  private static final String FORMAT = "\0\0\0\22\1ActiveMQ\0\0\0\14\1\0\0\0\0";
  private static final String BROKER = "\0\0\0\3\2\0\0";
  private static final String DONE = "\0\0\0\13\36\1\0\0\0\0\0\0\0\0\1";
  private static final String CONNECTION = "\3\2\177\30\0\0\0\1\0\0\170\0\1c\0\1d";
  private static final String USER = "\3\2\177\3\0\0\0\1\0\0\170\0\1c\0\1d\0\4shop";
  private static final String LOOSE = "\3\0\0\0\1\1\1\170\1\0\1c\1\0\1d\1\0\1p\0";
  private static final String CORE = "ARTEMIS\0\0\0\21\12\0\0\0\0\0\0\0\0\0\0\0\0\0\0\165\60";
  private static final String PING = CORE.substring(7);
  private static final String CORE_SESSION =
      "\0\0\0\53\36\0\0\0\0\0\0\0\1\0\0\0\1\0n\0\0\0\0\0\0\0\12\0\0\0\210";
  private static final String MADE = "\0\0\0\15\37\0\0\0\0\0\0\0\1\0\0\0\210";

  /** An OpenWire frame. */
  private static String wire(String body) {
    return "\0\0\0" + (char) body.length() + body;
  }

  private static Stream<Arguments> brokers() {
    return Stream.of(
        of("openwire", PLAINTEXT, "wire formats in clear", "", FORMAT, FORMAT),
        of(
            "openwire",
            PLAINTEXT,
            "wire formats in clear",
            "no authentication seen",
            FORMAT + wire(CONNECTION),
            FORMAT + BROKER + DONE),
        of("openwire", PLAINTEXT, "wire formats", "", FORMAT + wire(CONNECTION), FORMAT + BROKER),
        of("openwire", PLAINTEXT, "wire formats", "", FORMAT + wire(USER), FORMAT + BROKER + DONE),
        of("openwire", PLAINTEXT, "wire", "credentials in clear", FORMAT + wire(LOOSE), ""),
        of("openwire", PLAINTEXT, "wire formats in clear", "", FORMAT, ""),
        of("", OPAQUE, "", "", FORMAT.replace("MQ", "MX"), FORMAT),
        of("", OPAQUE, "", "", FORMAT.replace('\14', '\0'), FORMAT),
        of("", OPAQUE, "", "", FORMAT.replace("\1A", "\2A"), FORMAT),
        of("", OPAQUE, "", "", FORMAT, "\0\0\0\22\1ActiveXX\0\0\0\14\1\0\0\0\0"),
        of("artemis", PLAINTEXT, "packets in clear", "", CORE, PING),
        of("artemis", PLAINTEXT, "packets in clear", "", CORE, ""),
        of(
            "artemis",
            PLAINTEXT,
            "packets in clear",
            "no authentication seen",
            CORE + CORE_SESSION + "\0\0\0\0",
            PING + MADE),
        of("artemis", PLAINTEXT, "packets in clear", "", CORE + CORE_SESSION + "\0\0\0\0", PING),
        of(
            "artemis",
            PLAINTEXT,
            "packets in clear",
            "credentials in clear",
            CORE + CORE_SESSION + "\1\0\0\0\1\0u\1\0\0\0\1\0p",
            PING),
        of("", OPAQUE, "", "", CORE.replace("MIS", "MIX"), PING),
        of("", OPAQUE, "", "", CORE.replace('\21', '\1'), PING),
        of("", OPAQUE, "", "", CORE, "\0\0\0\21\12\1\0\0\0\0\0\0\0\0\0\0\0\0\0\165\60"),
        of("", OPAQUE, "", "", CORE, "HTTP/1.1 400 Bad Request\r\n\r\n"));
  }

  private static final String JRMI = "JRMI\0\2K\0\1a\0\0\0\0P\254\355\0\5";
  private static final String ACK = "N\0\1b\0\0\4\1";
  private static final String NEW_CLIENT = "\360\340t\352\255\14\256\250";
  private static final String JDWP = "JDWP-Handshake";
  private static final String COMMAND = JDWP + "\0\0\0\13\0\0\0\1\0\1\7";

  private static Stream<Arguments> ofJavaItself() {
    return Stream.of(
        of("rmi", PLAINTEXT, "calls in clear", "", JRMI, ACK),
        of("rmi", PLAINTEXT, "calls in clear", "", "JRMI\0\2K", ""),
        of("rmi", PLAINTEXT, "calls in clear", "", "JRMI\0\2K", "O"),
        of("rmi", PLAINTEXT, "calls", "", "JRMI\0\2LP\254\355\0\5", "Q\254\355\0\5"),
        of("rmi", PLAINTEXT, "calls in clear", "", JRMI + NEW_CLIENT + "p", ACK),
        of("rmi", PLAINTEXT, "calls", "credentials in clear", JRMI + NEW_CLIENT + "ur", ACK),
        of("", OPAQUE, "", "", JRMI.replace("JRMI", "JRMP"), ACK),
        of("", OPAQUE, "", "", "JRMI\0\3K", ACK),
        of("", OPAQUE, "", "", "JRMI\0\2J", ACK),
        of("", OPAQUE, "", "", JRMI, "N\0\1\0\0\0\4\1"),
        of("", OPAQUE, "", "", JRMI, "N\0\1b\1\0\4\1"),
        of("", OPAQUE, "", "", JRMI, "Q\254\355\0\5"),
        of("", OPAQUE, "", "", "JRMI\0\2L", "Q\254\356\0\5"),
        of("", OPAQUE, "", "", "", ACK),
        of("jdwp", PLAINTEXT, "handshake in clear", "", COMMAND, JDWP),
        of("jdwp", PLAINTEXT, "handshake in clear", "", COMMAND, ""),
        of("", OPAQUE, "", "", "JDWP-Handshook", "JDWP-Handshook"),
        of("", OPAQUE, "", "", COMMAND, "JDWP-HandshakX"),
        of("", OPAQUE, "", "", COMMAND.replace('\13', '\12'), JDWP),
        of("", OPAQUE, "", "", COMMAND, JDWP + "\0\0\0\13\0\0\0\1\1\0\0"));
  }

  private static final String OFFER = "``\260\27\0\0\4\4\0\0\0\3\0\0\0\2\0\0\0\1";
  private static final String TAKEN = "\0\0\4\4";
  private static final String NO_LOGIN = "\0\17\261\1\241\206scheme\204none\0\0";
  private static final String LOGIN =
      "\0\45\261\1\242\206scheme\205basic\213credentials\204pass\0\0";
  private static final String SUCCESS = "\0\3\261\160\240\0\0";
  private static final String TO_MEMBERS = "\300\0\1\0\0\7\0\0\0\0\0\0\0\377\377\377\377";
  private static final String FIRST = "CP2\26\0\0\0\0" + TO_MEMBERS;
  private static final String NAMED = "\7\0\0\0\0\0c";
  private static final String ABSENT = "\6\0\0\0\0\4";
  private static final String SERVED = "\24\0\0\0\0\300\1\1\0\0\7\0\0\0\0\0\0\0\0\0";
  private static final String OF_MEMBER = "HZC\4\0\240\377\377\377\377\0\0\0\1x";

  private static final String NODE = "ES\0\0\0\15\0\0\0\0\0\0\0\1\10\10lV_";
  private static final String NODE_SAYS = "ES\0\0\0\15\0\0\0\0\0\0\0\1\11\10lV_";
  private static final String ALIVE = "ES\377\377\377\377";

  private static Stream<Arguments> nodes() {
    return Stream.of(
        of("elasticsearch", PLAINTEXT, "requests between nodes in clear", "", NODE, NODE_SAYS),
        of("elasticsearch", PLAINTEXT, "requests between nodes in clear", "", NODE, ""),
        of(
            "elasticsearch",
            PLAINTEXT,
            "requests between nodes in clear",
            "",
            ALIVE + NODE,
            ALIVE + NODE_SAYS.replace("\10lV_", "\0mgS")),
        of("", OPAQUE, "", "", NODE, NODE),
        of("", OPAQUE, "", "", NODE.replace("ES", "EX"), NODE_SAYS),
        of("", OPAQUE, "", "", NODE.replace('\15', '\14'), NODE_SAYS),
        of("", OPAQUE, "", "", NODE.replace("\10lV_", "\7lV_"), NODE_SAYS),
        of("", OPAQUE, "", "", NODE.replace("\1\10", "\1\20"), NODE_SAYS),
        of("", OPAQUE, "", "", NODE, "ESMTP ready, hello there"),
        of("", OPAQUE, "", "", "", NODE_SAYS));
  }

  private static Stream<Arguments> stores() {
    return Stream.of(
        of("bolt", PLAINTEXT, "versions in clear", "", OFFER, TAKEN),
        of("bolt", PLAINTEXT, "versions in clear", "", OFFER, ""),
        of("bolt", PLAINTEXT, "versions in clear", "", OFFER, "\0\0\0\0"),
        of(
            "bolt",
            PLAINTEXT,
            "versions in clear",
            "no authentication seen",
            OFFER + NO_LOGIN,
            TAKEN + SUCCESS),
        of("bolt", PLAINTEXT, "versions", "", OFFER + NO_LOGIN, TAKEN + "\0\3\261\177\240\0\0"),
        of("bolt", PLAINTEXT, "versions", "credentials in clear", OFFER + LOGIN, TAKEN),
        of("", OPAQUE, "", "", OFFER.replace('\27', '\26'), TAKEN),
        of("", OPAQUE, "", "", OFFER, "HTTP/1.1 400 Bad Request\r\n\r\n"),
        of("", OPAQUE, "", "", OFFER, "\0\1\4\4"),
        of("hazelcast", PLAINTEXT, "messages between members", "", OF_MEMBER, OF_MEMBER),
        of("hazelcast", PLAINTEXT, "login in clear", "", FIRST, ""),
        of(
            "hazelcast",
            PLAINTEXT,
            "login in clear",
            "no authentication seen",
            FIRST + NAMED + ABSENT + ABSENT,
            SERVED),
        of("hazelcast", PLAINTEXT, "login", "", FIRST + NAMED + NAMED + ABSENT, SERVED),
        of(
            "hazelcast",
            PLAINTEXT,
            "login in clear",
            "credentials in clear",
            FIRST + NAMED + NAMED + NAMED,
            SERVED),
        of("", OPAQUE, "", "", FIRST.replace("CP2", "CP3"), SERVED),
        of("", OPAQUE, "", "", FIRST.replace('\300', '\200'), SERVED),
        of("", OPAQUE, "", "", FIRST, SERVED.replace('\7', '\10')),
        of("", OPAQUE, "", "", FIRST, "HTTP/1.1 400 Bad Request\r\n\r\n"),
        of("", OPAQUE, "", "", OF_MEMBER, OF_MEMBER.replace('\4', '\5')),
        of("", OPAQUE, "", "", OF_MEMBER, "HZX"));
  }

  private static Stream<Arguments> exchanges() {
    return Stream.of(
        of("cassandra", PLAINTEXT, "messages between nodes", "", NODES, NODES_TAKEN),
        of("cassandra", PLAINTEXT, "messages between nodes", "", NODES, ""),
        of(
            "cassandra",
            PLAINTEXT,
            "messages between nodes",
            "",
            "\312\125\55\372\0\0\13\0",
            "\0\0\0\13"),
        of("", OPAQUE, "", "", NODES.replace('\372', '\373'), NODES_TAKEN),
        of("", OPAQUE, "", "", NODES.replace('\21' + "\6", '\21' + "\7"), NODES_TAKEN),
        of("", OPAQUE, "", "", "\312\125\55\372\14\15\14\21\6\12\24\0\2", NODES_TAKEN),
        of("", OPAQUE, "", "", NODES, "\0\0\1\14\0\0\0\14"),
        of("", OPAQUE, "", "", NODES, "HTTP/1.1 400 Bad Request\r\n\r\n"),
        of("", OPAQUE, "", "", "", NODES_TAKEN));
  }

  private static Arguments of(
      String protocol,
      Encryption encryption,
      String reason,
      String note,
      String client,
      String server) {
    return Arguments.of(new Written(protocol, encryption, reason, note, client, server));
  }

  @ParameterizedTest(name = "{0} #{index}")
  @MethodSource({"exchanges", "brokers", "ofJavaItself", "stores", "nodes"})
  void isToldAsItIs(Written exchange) {
    exchange.judge();
  }
}
