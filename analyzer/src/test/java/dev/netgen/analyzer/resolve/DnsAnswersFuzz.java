package dev.netgen.analyzer.resolve;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.fuzz.Effort;
import dev.netgen.analyzer.fuzz.FuzzTarget;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.net.IpAddress;
import java.util.Arrays;
import java.util.Optional;

/**
 * DNS messages of any bytes: names and numbers of records keep their bounds, what stands around the
 * message does not show, and a response to no question names nothing.
 */
public final class DnsAnswersFuzz implements FuzzTarget {
  private static final int AROUND = 32;
  private static final IpAddress CLIENT = IpAddress.parse("192.0.2.1");
  private static final IpAddress SERVER = IpAddress.parse("192.0.2.53");
  private static final int MOST_NAME = 253;
  private static final Effort EFFORT = new Effort(4 << 20, 1 << 13);

  @Override
  public String label() {
    return "dns";
  }

  @Override
  public void run(byte[] input) {
    EFFORT.within(input.length, () -> read(input));
  }

  private static void read(byte[] input) {
    Optional<DnsMessage> message = within(input, (byte) 0);
    if (!message.equals(within(input, (byte) 0xC0))) {
      throw new AssertionError("depends on what is around");
    }
    if (message.isPresent()) {
      bounded(message.get());
      heard(message.get(), input);
    }
  }

  private static void bounded(DnsMessage message) {
    if (message.answers().size() > DnsAnswers.MOST_ADDRESSES || unnamed(message.asked())) {
      throw new AssertionError("more than the bound");
    }
    for (DnsMessage.Answer answer : message.answers()) {
      boolean named = answer.names().stream().noneMatch(DnsAnswersFuzz::unnamed);
      boolean fromTheQuestion = answer.names().get(0).equals(message.asked());
      if (!named || !fromTheQuestion || answer.ttlSeconds() >>> 32 != 0) {
        throw new AssertionError(answer.toString());
      }
    }
  }

  private static boolean unnamed(String name) {
    return name.isEmpty() || name.length() > MOST_NAME;
  }

  /** What is no question and answers none names nothing, and names are those a host may have. */
  private static void heard(DnsMessage message, byte[] input) {
    NameTable names = new NameTable(8);
    Inventory nothing = Inventory.empty();
    DnsListener dns = new DnsListener(new Resolver(nothing), nothing, names);
    DnsHop hop = new DnsHop(0, 0, SERVER, 53, CLIENT, 40_000, 0);
    names.asks("here 192.0.2.1", 0);
    dns.heard(CapturePoint.of("here"), hop, input, 0, input.length);
    for (DnsMessage.Answer answer : message.answers()) {
      if (!names.ever("here 192.0.2.1", answer.address()).isEmpty()) {
        throw new AssertionError("an answer without a question was believed");
      }
    }
    DnsHop question = new DnsHop(0, 0, CLIENT, 40_000, SERVER, 53, 0);
    byte[] asked = DnsMessages.query(message.id(), message.asked());
    dns.heard(CapturePoint.of("here"), question, asked, 0, asked.length);
    dns.heard(CapturePoint.of("here"), hop, input, 0, input.length);
    for (DnsMessage.Answer answer : message.answers()) {
      for (String name : names.ever("here 192.0.2.1", answer.address())) {
        if (!HostNames.asked(name)) {
          throw new AssertionError(name);
        }
      }
    }
  }

  private static Optional<DnsMessage> within(byte[] message, byte around) {
    byte[] buffer = new byte[message.length + 2 * AROUND];
    Arrays.fill(buffer, around);
    System.arraycopy(message, 0, buffer, AROUND, message.length);
    return DnsMessage.read(buffer, AROUND, message.length);
  }

  @Override
  public ImmutableList<byte[]> seeds() {
    DnsMessages plain = DnsMessages.response("a.example", 60).address("a.example", "192.0.2.1");
    DnsMessages chain = DnsMessages.response("a.example", 60).alias("a.example", "b.example");
    chain.alias("b.example", "c.example").address("c.example", "2001:db8::1");
    DnsMessages bound = DnsMessages.response("_8443._https.a.example", 60);
    bound.https("_8443._https.a.example", 1, "b.example", "192.0.2.1", "2001:db8::1");
    byte[] pointed = plain.bytes();
    byte[] shorter = Arrays.copyOf(pointed, pointed.length);
    shorter[12] = (byte) 0xC0;
    shorter[13] = 12;
    return ImmutableList.of(
        pointed, chain.bytes(), shorter, bound.bytes(), DnsMessages.query(7, "a.example"));
  }
}
