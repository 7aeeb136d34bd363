package dev.netgen.analyzer.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.flow.Flow.Initiator;
import dev.netgen.analyzer.testing.Packets;
import dev.netgen.analyzer.testing.Runs;
import dev.netgen.analyzer.testing.TcpTalk;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each way a TCP connection can go, and what is close to it but another. */
class TcpStateTest {
  private static final String CLIENT = "10.0.0.1";
  private static final String SERVER = "10.0.0.2";

  private record Case(String name, TcpTalk talk, FlowState state, Initiator initiator) {}

  private static TcpTalk talk() {
    return TcpTalk.between(CLIENT, 40000, SERVER, 80);
  }

  @TestFactory
  Stream<DynamicTest> states() {
    return Stream.of(complete(), incomplete(), withoutHandshake(), oneSided(), unusual(), hostile())
        .flatMap(cases -> cases)
        .map(c -> DynamicTest.dynamicTest(c.name, () -> check(c)));
  }

  private static void check(Case c) {
    Flow flow = Runs.packets(c.talk.packets()).only();
    assertThat(flow.state()).isEqualTo(c.state);
    assertThat(flow.initiator()).isEqualTo(c.initiator);
  }

  private static Case byA(String name, TcpTalk talk, FlowState state) {
    return new Case(name, talk, state, Initiator.A_BY_HANDSHAKE);
  }

  private static Case byB(String name, TcpTalk talk, FlowState state) {
    return new Case(name, talk, state, Initiator.B_BY_HANDSHAKE);
  }

  private static Case unknown(String name, TcpTalk talk, FlowState state) {
    return new Case(name, talk, state, Initiator.UNKNOWN);
  }

  private static Stream<Case> complete() {
    return Stream.of(
        byA("request", talk().handshake().client("x"), FlowState.ESTABLISHED),
        byA("answer only", talk().handshake().server("x").close(), FlowState.ESTABLISHED),
        byA(
            "reset after data",
            talk().handshake().client("x").serverSends("R", ""),
            FlowState.ESTABLISHED),
        byA("health check", talk().handshake().close(), FlowState.CONNECTED_ONLY),
        byA(
            "health check with reset",
            talk().handshake().clientSends("RA", ""),
            FlowState.CONNECTED_ONLY),
        byA("still open at the end", talk().handshake(), FlowState.CONNECTED_ONLY),
        byA(
            "syn repeated",
            talk().syn().sequences(1000, 5000).handshake().client("x"),
            FlowState.ESTABLISHED),
        byA(
            "syn-ack lost",
            talk().syn().synAck().lost().clientSends("A", "").client("x"),
            FlowState.ESTABLISHED),
        byB(
            "syn lost",
            talk().syn().lost().synAck().clientSends("A", "").server("x"),
            FlowState.ESTABLISHED));
  }

  private static Stream<Case> incomplete() {
    return Stream.of(
        byA("refused", talk().syn().serverSends("RA", ""), FlowState.REFUSED),
        byA(
            "refused twice",
            talk().syn().serverSends("RA", "").sequences(1000, 0).syn().serverSends("RA", ""),
            FlowState.REFUSED),
        byA("refused by a firewall", talk().syn().add(unreachable(10)), FlowState.REFUSED),
        byA(
            "host unreachable is no refusal",
            talk().syn().add(unreachable(1)),
            FlowState.UNANSWERED),
        byA("unanswered", talk().syn(), FlowState.UNANSWERED),
        byA(
            "syn scan of an open port",
            talk().syn().synAck().clientSends("R", ""),
            FlowState.RESET),
        byA("given up", talk().syn().clientSends("R", ""), FlowState.RESET),
        byA("half open", talk().syn().synAck(), FlowState.UNANSWERED),
        byB("only syn-ack", talk().syn().lost().synAck(), FlowState.ONE_WAY),
        byA(
            "refused, then a late ack of the client",
            talk().syn().serverSends("RA", "").clientSends("A", ""),
            FlowState.REFUSED));
  }

  private static Stream<Case> withoutHandshake() {
    return Stream.of(
        unknown("data both ways", talk().client("x").server("y"), FlowState.MID_STREAM),
        unknown(
            "data and acknowledgement",
            talk().client("x").serverSends("A", ""),
            FlowState.MID_STREAM),
        unknown("data one way", talk().client("x").client("y"), FlowState.ONE_WAY),
        unknown(
            "data answered by reset", talk().client("x").serverSends("R", ""), FlowState.ONE_WAY),
        unknown(
            "keep-alives",
            talk().clientSends("A", "").serverSends("A", ""),
            FlowState.CONNECTED_ONLY),
        unknown("close", talk().close(), FlowState.CONNECTED_ONLY),
        unknown("ack scan", talk().clientSends("A", "").serverSends("R", ""), FlowState.ONE_WAY));
  }

  private static Stream<Case> oneSided() {
    return Stream.of(
        byA(
            "client side with data",
            talk().syn().clientSends("A", "").client("x"),
            FlowState.ESTABLISHED),
        byA(
            "client side, answers acknowledged",
            talk().syn().clientSends("A", "").server("0123456789").lost().clientSends("A", ""),
            FlowState.ESTABLISHED),
        byA(
            "client side, only a fin acknowledged",
            talk().syn().clientSends("A", "").sequences(1001, 5001).clientSends("FA", ""),
            FlowState.CONNECTED_ONLY),
        byB(
            "server side",
            talk().syn().lost().synAck().client("0123456789").lost().serverSends("A", ""),
            FlowState.ESTABLISHED),
        unknown(
            "one side, acknowledgements advance",
            talk().client("x").server("0123456789").lost().clientSends("A", ""),
            FlowState.MID_STREAM),
        unknown(
            "one side, acknowledgements stand",
            talk().client("x").clientSends("A", ""),
            FlowState.ONE_WAY));
  }

  private static Packets unreachable(int code) {
    byte[] quoted = Packets.tcp(CLIENT, 40000, SERVER, 80).flags("S").seq(1000).ip();
    return Packets.unreachable(SERVER, CLIENT, code, quoted);
  }

  private static Stream<Case> unusual() {
    return Stream.of(
        byA(
            "fast open",
            talk().clientSends("S", "hello").sequences(1006, 5000).synAck().clientSends("A", ""),
            FlowState.ESTABLISHED),
        byA(
            "fast open whose data nobody took",
            talk().clientSends("S", "hello").sequences(1001, 5000).synAck().close(),
            FlowState.CONNECTED_ONLY),
        byA("fast open unanswered", talk().clientSends("S", "hello"), FlowState.UNANSWERED),
        byA(
            "server speaks before the last acknowledgement",
            talk().syn().synAck().server("220 hi"),
            FlowState.ESTABLISHED),
        byA(
            "keep-alive byte is no data",
            talk().handshake().sequences(1000, 5001).clientSends("A", "\0"),
            FlowState.CONNECTED_ONLY),
        byA("one byte of data", talk().handshake().clientSends("A", "x"), FlowState.ESTABLISHED),
        unknown(
            "keep-alive bytes of an old connection",
            talk()
                .clientSends("A", "\0")
                .serverSends("A", "")
                .sequences(1000, 5000)
                .clientSends("A", "\0"),
            FlowState.CONNECTED_ONLY),
        byA(
            "refused, then accepted with the same number",
            talk().syn().serverSends("RA", "").sequences(1000, 5000).handshake().client("x"),
            FlowState.ESTABLISHED),
        byA(
            "syn cookies: another syn-ack to the same syn",
            talk()
                .syn()
                .synAck()
                .sequences(1000, 7000)
                .syn()
                .synAck()
                .clientSends("A", "")
                .client("x"),
            FlowState.ESTABLISHED),
        byA(
            "syn-ack repeated",
            talk().syn().synAck().sequences(1001, 5000).synAck().clientSends("A", ""),
            FlowState.CONNECTED_ONLY),
        byA(
            "scanner connects and resets",
            talk().handshake().clientSends("R", ""),
            FlowState.CONNECTED_ONLY),
        byA(
            "server resets at once",
            talk().handshake().serverSends("R", ""),
            FlowState.CONNECTED_ONLY),
        byA(
            "server resets before the last acknowledgement",
            talk().syn().synAck().serverSends("R", ""),
            FlowState.RESET),
        byA(
            "reset with a text is no data",
            talk().handshake().clientSends("R", "go away"),
            FlowState.CONNECTED_ONLY),
        byA(
            "simultaneous open",
            talk()
                .syn()
                .serverSends("S", "")
                .sequences(1000, 5000)
                .clientSends("SA", "")
                .serverSends("SA", ""),
            FlowState.CONNECTED_ONLY),
        byA(
            "crossing syns that nobody answers",
            talk().syn().serverSends("S", ""),
            FlowState.UNANSWERED));
  }

  private static Stream<Case> hostile() {
    return Stream.of(
        byA(
            "reset out of the window, connection goes on",
            talk().handshake().add(serverReset(900_000_000)).client("x").server("y"),
            FlowState.ESTABLISHED),
        byA(
            "reset of a wrong number refuses nothing",
            talk().syn().add(serverReset(900_000_000)),
            FlowState.UNANSWERED),
        byA(
            "reset that acknowledges another number refuses nothing",
            talk().syn().sequences(77_000_000, 0).serverSends("RA", ""),
            FlowState.UNANSWERED),
        byA(
            "garbage out of the window is no data",
            talk().handshake().sequences(0x9000_0000L, 5001).clientSends("PA", "boo"),
            FlowState.CONNECTED_ONLY),
        byA(
            "payload before the first byte is no data",
            talk().handshake().sequences(501, 5001).clientSends("PA", "boo"),
            FlowState.CONNECTED_ONLY));
  }

  private static Packets serverReset(long sequence) {
    return Packets.tcp(SERVER, 80, CLIENT, 40000).flags("R").seq(sequence);
  }
}
