package dev.netgen.analyzer.detect;

import static dev.netgen.analyzer.detect.NearMiss.row;
import static dev.netgen.analyzer.detect.NearMiss.swap;

import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.business.DicomDetector;
import dev.netgen.analyzer.detect.business.FixDetector;
import dev.netgen.analyzer.detect.business.Hl7Detector;
import dev.netgen.analyzer.detect.business.SmppDetector;
import dev.netgen.analyzer.detect.files.IscsiDetector;
import dev.netgen.analyzer.detect.industry.Iec104Detector;
import dev.netgen.analyzer.detect.industry.MmsDetector;
import dev.netgen.analyzer.detect.industry.OpcUaDetector;
import dev.netgen.analyzer.detect.mail.ManageSieveDetector;
import dev.netgen.analyzer.detect.mail.NntpDetector;
import dev.netgen.analyzer.detect.media.MpdDetector;
import dev.netgen.analyzer.detect.remote.X11Detector;
import dev.netgen.analyzer.detect.rpc.GiopDetector;
import dev.netgen.analyzer.detect.store.DrdaDetector;
import dev.netgen.analyzer.detect.store.TarantoolDetector;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Disks, displays, sessions, plants: forms the recordings lack, and near misses. */
final class SessionsNearMissTest {
  private static final Detector DISKS = new IscsiDetector();
  private static final Detector DISPLAY = new X11Detector();
  private static final Detector MUSIC = new MpdDetector();
  private static final Detector OBJECTS = new GiopDetector();
  private static final Detector TARANTOOL = new TarantoolDetector();
  private static final Detector DRDA = new DrdaDetector();
  private static final Detector SIEVE = new ManageSieveDetector();
  private static final Detector NEWS = new NntpDetector();
  private static final Detector PICTURES = new DicomDetector();
  private static final Detector PATIENTS = new Hl7Detector();
  private static final Detector ORDERS = new FixDetector();
  private static final Detector SHORT = new SmppDetector();
  private static final Detector PLANT = new Iec104Detector();
  private static final Detector MMS = new MmsDetector();
  private static final Detector OPC = new OpcUaDetector();

  private static final String LOGIN =
      "\103\207\0\0\0\0\0\17" + "\0".repeat(8) + "task" + "\0".repeat(28) + "InitiatorName=a\0";
  private static final String LOGGED_IN =
      "\43\207\0\0\0\0\0\0" + "\0".repeat(8) + "task" + "\0".repeat(28);
  private static final String READ =
      "\1\301\0\0\0\0\0\0" + "\0".repeat(8) + "task" + "\0".repeat(28);
  private static final String RESULT =
      "\41\200\0\0\0\0\0\0" + "\0".repeat(8) + "task" + "\0".repeat(28);

  private static final String SETUP = "l\0\13\0\0\0\0\0\0\0\0\0";
  private static final String BIG_SETUP = "B\0\0\13\0\0\0\0\0\0\0\0";
  private static final String ACCEPTED = "\1\0\13\0\0\0\123\11";

  private static final String CALL = "GIOP\1\2\1\0\4\0\0\0call";
  private static final String RETURN = "GIOP\1\2\0\1\0\0\0\4back";

  private static final String SALT =
      "Tarantool 2.6.0 (Binary) 6c0cbeb5" + " ".repeat(30) + "\n" + "s".repeat(63) + "\n";
  private static final String SELECT = "\316\0\0\0\6\202\1\1\0\1\200";

  private static final String ATTRIBUTES = "\0\20\320\1\0\1\0\12\20\101\0\6\21\107ab";
  private static final String ATTRIBUTED = "\0\20\320\2\0\1\0\12\24\103\0\6\21\107ab";
  private static final String QUERY = "\0\12\320\1\0\1\0\4\40\10";
  private static final String ROWS = "\0\12\320\2\0\1\0\4\42\5";

  private static final String CAPABLE = "\"IMPLEMENTATION\" \"a\"\r\n\"SIEVE\" \"b\"\r\nOK\r\n";

  private static final String ASSOCIATE =
      "\1\0\0\0\0\135\0\1\0\0"
          + " ".repeat(32)
          + "\0".repeat(32)
          + "\20\0\0\0251.2.840.10008.3.1.1.1";
  private static final String REFUSED = "\3\0\0\0\0\4\0\1\1\1";

  private static final String ADMITTED = "\13MSH|^~\\&|a|b\r\34\r";
  private static final String RECEIVED = "\13MSH|^~\\&|b|a\rMSA|AA|1\r\34\r";
  private static final String LOGON = "8=FIX.4.4\1" + "9=5\1" + "35=A\1" + "10=000\1";

  private static final String BIND = "\0\0\0\40\0\0\0\2\0\0\0\0\0\0\0\1shop\0secret\0\0\64\0\0";
  private static final String BOUND = "\0\0\0\21\200\0\0\2\0\0\0\0\0\0\0\1\0";
  private static final String ALIVE = "\0\0\0\20\0\0\0\25\0\0\0\0\0\0\0\7";
  private static final String STILL = "\0\0\0\20\200\0\0\25\0\0\0\0\0\0\0\7";

  private static final String STARTED = "h\4\7\0\0\0";
  private static final String CONFIRMED = "h\4\13\0\0\0";
  private static final String MEASURED = "h\10\2\0\2\0\1\1\3\0";

  private static final String CONNECT = "\3\0\0\13\6\340\0\0\0\1\0";
  private static final String CONNECTED = "\3\0\0\13\6\320\0\1\0\1\0";
  private static final String SESSION = "\3\0\0\16\2\360\200\15\3a\50\312\42\2";

  private static final String GREETING = "HELF\40\0\0\0" + "\0".repeat(24);
  private static final String GREETED = "ACKF\34\0\0\0" + "\0".repeat(20);
  private static final String ASKED = "MSGF\34\0\0\0\1\0\0\0\1\0\0\0\1\0\0\0\1\0\0\0\1\0\167\2";

  private static Stream<Arguments> beginnings() {
    return Stream.of(
        row(DISKS, Outcome.Match.class, "logs in", LOGIN, LOGGED_IN),
        row(DISKS, Outcome.Match.class, "not answered", LOGIN, ""),
        row(DISKS, Outcome.NeedMore.class, "login cut", LOGIN.substring(0, 40), ""),
        row(DISKS, Outcome.No.class, "no keys", LOGIN.replace('=', '-'), LOGGED_IN),
        row(DISKS, Outcome.No.class, "another opcode", swap(LOGIN, 0, 0x44), ""),
        row(DISKS, Outcome.No.class, "another version", swap(LOGIN, 3, 9), ""),
        row(DISKS, Outcome.No.class, "answered otherwise", LOGIN, "HTTP/1.1 400 Bad\r\n\r\n"),
        row(DISPLAY, Outcome.Match.class, "little", SETUP, ACCEPTED),
        row(DISPLAY, Outcome.Match.class, "big, refused", BIG_SETUP, "\0\5\0\13\0\0\0\2"),
        row(DISPLAY, Outcome.Match.class, "not answered", SETUP, ""),
        row(DISPLAY, Outcome.NeedMore.class, "setup cut", "l\0\13", ""),
        row(DISPLAY, Outcome.No.class, "version 10", swap(SETUP, 2, 10), ""),
        row(DISPLAY, Outcome.No.class, "byte orders mixed", swap(SETUP, 0, 'B'), ACCEPTED),
        row(DISPLAY, Outcome.No.class, "answered in version 12", SETUP, swap(ACCEPTED, 2, 12)),
        row(DISPLAY, Outcome.No.class, "text", "list all\r\n", ""),
        row(MUSIC, Outcome.Match.class, "asked", "status\n", "OK MPD 0.23.5\n"),
        row(MUSIC, Outcome.Match.class, "greets", "", "OK MPD 0.23.5\n"),
        row(MUSIC, Outcome.NeedMore.class, "greeting cut", "", "OK MP"),
        row(MUSIC, Outcome.No.class, "no version", "status\n", "OK MPD ready\n"),
        row(MUSIC, Outcome.No.class, "in capitals", "STATUS\n", "OK MPD 0.23.5\n"),
        row(MUSIC, Outcome.No.class, "another greeting", "status\n", "OK MPE 0.23.5\n"),
        row(OBJECTS, Outcome.Match.class, "calls", CALL, RETURN),
        row(OBJECTS, Outcome.Match.class, "not answered", CALL, ""),
        row(OBJECTS, Outcome.NeedMore.class, "header cut", "GIOP\1", ""),
        row(OBJECTS, Outcome.No.class, "answers itself", RETURN, CALL),
        row(OBJECTS, Outcome.No.class, "version 2", swap(CALL, 4, 2), RETURN),
        row(OBJECTS, Outcome.No.class, "unknown type", swap(CALL, 7, 8), RETURN),
        row(OBJECTS, Outcome.No.class, "answered otherwise", CALL, "HTTP/1.1 400 Bad\r\n\r\n"),
        row(TARANTOOL, Outcome.Match.class, "selects", SELECT, SALT),
        row(TARANTOOL, Outcome.Match.class, "greets", "", SALT),
        row(TARANTOOL, Outcome.NeedMore.class, "greeting cut", "", SALT.substring(0, 70)),
        row(
            TARANTOOL,
            Outcome.No.class,
            "a console",
            "\\help\n",
            SALT.replace("(Binary)", "(Lua...)")),
        row(TARANTOOL, Outcome.No.class, "no map", swap(SELECT, 5, 0x92), SALT),
        row(TARANTOOL, Outcome.No.class, "second line longer", SELECT, swap(SALT, 127, 's')),
        row(DRDA, Outcome.Match.class, "tells attributes", ATTRIBUTES, ATTRIBUTED),
        row(DRDA, Outcome.Match.class, "not answered", ATTRIBUTES, ""),
        row(DRDA, Outcome.NeedMore.class, "request cut", ATTRIBUTES.substring(0, 8), ""),
        row(DRDA, Outcome.No.class, "another command", QUERY, ""),
        row(DRDA, Outcome.No.class, "another magic", swap(ATTRIBUTES, 2, 0xD1), ""),
        row(DRDA, Outcome.No.class, "object longer than its frame", swap(ATTRIBUTES, 7, 11), ""),
        row(DRDA, Outcome.No.class, "answered by rows", ATTRIBUTES, ROWS),
        row(SIEVE, Outcome.Match.class, "logs out", "LOGOUT\r\n", CAPABLE),
        row(SIEVE, Outcome.Match.class, "greets", "", CAPABLE),
        row(SIEVE, Outcome.NeedMore.class, "greeting cut", "", "\"SIEVE\" \"b\"\r\n"),
        row(
            SIEVE,
            Outcome.No.class,
            "no implementation",
            "LOGOUT\r\n",
            "\"SIEVE\" \"b\"\r\nOK\r\n"),
        row(SIEVE, Outcome.No.class, "another command", "LIST\r\n", CAPABLE),
        row(NEWS, Outcome.Match.class, "reads", "MODE READER\r\n", "200 ready\r\n"),
        row(NEWS, Outcome.Match.class, "no posting", "GROUP a.b\r\n", "201 ready\r\n"),
        row(NEWS, Outcome.NeedMore.class, "no command", "", "200 ready\r\n"),
        row(NEWS, Outcome.No.class, "another mode", "MODE S\r\n", "200 ready\r\n"),
        row(NEWS, Outcome.No.class, "another greeting", "MODE READER\r\n", "220 ready\r\n"),
        row(NEWS, Outcome.No.class, "another command", "HELP\r\n", "200 ready\r\n"),
        row(PICTURES, Outcome.Match.class, "refused", ASSOCIATE, REFUSED),
        row(PICTURES, Outcome.Match.class, "not answered", ASSOCIATE, ""),
        row(PICTURES, Outcome.NeedMore.class, "request cut", ASSOCIATE.substring(0, 50), ""),
        row(PICTURES, Outcome.No.class, "another context", ASSOCIATE.replace("10008", "10009"), ""),
        row(PICTURES, Outcome.No.class, "version 2", swap(ASSOCIATE, 7, 2), ""),
        row(PICTURES, Outcome.No.class, "refused at length", ASSOCIATE, swap(REFUSED, 5, 5)),
        row(
            PICTURES,
            Outcome.No.class,
            "answered otherwise",
            ASSOCIATE,
            "HTTP/1.1 400 Bad\r\n\r\n"),
        row(PATIENTS, Outcome.Match.class, "answered", ADMITTED, RECEIVED),
        row(PATIENTS, Outcome.Match.class, "not answered", ADMITTED, ""),
        row(PATIENTS, Outcome.No.class, "not framed", ADMITTED.substring(1), RECEIVED),
        row(PATIENTS, Outcome.No.class, "a letter separates", ADMITTED.replace('|', 'x'), RECEIVED),
        row(PATIENTS, Outcome.No.class, "answered otherwise", ADMITTED, "HTTP/1.1 400 Bad\r\n\r\n"),
        row(ORDERS, Outcome.Match.class, "both log on", LOGON, LOGON),
        row(ORDERS, Outcome.Match.class, "not answered", LOGON, ""),
        row(ORDERS, Outcome.No.class, "no length", LOGON.replace("\0019=", "\0018="), LOGON),
        row(ORDERS, Outcome.No.class, "no type", LOGON.replace("35=", "36="), LOGON),
        row(ORDERS, Outcome.No.class, "another name", LOGON.replace("FIX", "FAX"), LOGON),
        row(ORDERS, Outcome.No.class, "answered otherwise", LOGON, "HTTP/1.1 400 Bad\r\n\r\n"),
        row(SHORT, Outcome.Match.class, "binds", BIND, BOUND),
        row(SHORT, Outcome.Match.class, "not answered", BIND, ""),
        row(SHORT, Outcome.NeedMore.class, "header cut", BIND.substring(0, 12), ""),
        row(SHORT, Outcome.No.class, "another number", BIND, swap(BOUND, 15, 2)),
        row(SHORT, Outcome.No.class, "no bind", swap(BIND, 7, 4), ""),
        row(SHORT, Outcome.No.class, "unknown version", swap(BIND, 29, 0x40), ""),
        row(
            SHORT,
            Outcome.No.class,
            "password too long",
            BIND.replace("secret", "secret-and-longer"),
            ""),
        row(PLANT, Outcome.Match.class, "starts", STARTED, CONFIRMED),
        row(PLANT, Outcome.Match.class, "not answered", STARTED, ""),
        row(PLANT, Outcome.No.class, "measures first", MEASURED, CONFIRMED),
        row(PLANT, Outcome.No.class, "two functions", swap(STARTED, 2, 0x0F), CONFIRMED),
        row(PLANT, Outcome.No.class, "longer", swap(STARTED, 1, 5) + "x", CONFIRMED),
        row(PLANT, Outcome.No.class, "answered otherwise", STARTED, "HTTP/1.1 400 Bad\r\n\r\n"),
        row(MMS, Outcome.Match.class, "begins", CONNECT + SESSION, CONNECTED),
        row(MMS, Outcome.Match.class, "not answered", CONNECT + SESSION, ""),
        row(MMS, Outcome.NeedMore.class, "no session", CONNECT, CONNECTED),
        row(
            MMS,
            Outcome.No.class,
            "another standard",
            CONNECT + SESSION.replace('\42', '\43'),
            CONNECTED),
        row(MMS, Outcome.No.class, "no session first", CONNECT + swap(SESSION, 7, 14), CONNECTED),
        row(MMS, Outcome.No.class, "connects itself", CONNECTED + SESSION, CONNECTED),
        row(
            MMS,
            Outcome.No.class,
            "answered otherwise",
            CONNECT + SESSION,
            "HTTP/1.1 400 Bad\r\n\r\n"),
        row(OPC, Outcome.Match.class, "greets", GREETING, GREETED),
        row(
            OPC,
            Outcome.Match.class,
            "refused",
            GREETING,
            swap("ERRF" + GREETED.substring(4), 4, 0x1C)),
        row(OPC, Outcome.NeedMore.class, "greeting cut", "HELF", ""),
        row(OPC, Outcome.No.class, "another greeting", "HELP" + GREETING.substring(4), GREETED),
        row(OPC, Outcome.No.class, "shorter than a header", swap(GREETING, 4, 7), GREETED),
        row(OPC, Outcome.No.class, "answered otherwise", GREETING, "HTTP/1.1 400 Bad\r\n\r\n"));
  }

  private static Stream<Arguments> middles() {
    return Stream.of(
        row(DISKS, Outcome.Match.class, "reads", READ, RESULT),
        row(DISKS, Outcome.No.class, "another task", READ, RESULT.replace("task", "tusk")),
        row(DISKS, Outcome.No.class, "another opcode", READ, swap(RESULT, 0, 0x27)),
        row(DISKS, Outcome.No.class, "not answered", READ, ""),
        row(OBJECTS, Outcome.Match.class, "calls", CALL + CALL, RETURN),
        row(OBJECTS, Outcome.No.class, "broken chain", CALL + "hello, world", RETURN),
        row(DRDA, Outcome.Match.class, "asks", QUERY, ROWS),
        row(DRDA, Outcome.No.class, "answers itself", ROWS, QUERY),
        row(DRDA, Outcome.No.class, "broken chain", QUERY + "hello, world", ROWS),
        row(PATIENTS, Outcome.Match.class, "answered", ADMITTED, RECEIVED),
        row(ORDERS, Outcome.Match.class, "both", LOGON, LOGON),
        row(SHORT, Outcome.Match.class, "alive", ALIVE, STILL),
        row(SHORT, Outcome.Match.class, "the server asks", STILL, ALIVE),
        row(SHORT, Outcome.No.class, "another number", ALIVE, swap(STILL, 15, 8)),
        row(SHORT, Outcome.No.class, "unknown command", swap(ALIVE, 6, 7), STILL),
        row(PLANT, Outcome.Match.class, "measures", MEASURED + MEASURED, MEASURED),
        row(PLANT, Outcome.No.class, "one frame each", MEASURED, MEASURED),
        row(PLANT, Outcome.No.class, "odd number", swap(MEASURED, 4, 3) + MEASURED, MEASURED),
        row(OPC, Outcome.Match.class, "asks", ASKED, ASKED),
        row(OPC, Outcome.No.class, "under a key", swap(ASKED, 24, 7), ASKED),
        row(OPC, Outcome.No.class, "one side", ASKED, ""),
        row(OPC, Outcome.No.class, "broken chain", ASKED + "hello, world", ASKED));
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
