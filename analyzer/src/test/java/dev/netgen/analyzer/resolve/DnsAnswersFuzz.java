package dev.netgen.analyzer.resolve;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.fuzz.Effort;
import dev.netgen.analyzer.fuzz.FuzzTarget;
import java.util.Arrays;

/**
 * DNS answers of any bytes: names and numbers of records keep their bounds, and what stands around
 * the message does not show.
 */
public final class DnsAnswersFuzz implements FuzzTarget {
  private static final int AROUND = 32;
  private static final int MOST_RECORDS = 256;
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
    ImmutableList<DnsAnswers.Answer> answers = within(input, (byte) 0);
    if (!answers.equals(within(input, (byte) 0xC0))) {
      throw new AssertionError("depends on what is around");
    }
    if (answers.size() > MOST_RECORDS) {
      throw new AssertionError("more records than the bound");
    }
    for (DnsAnswers.Answer answer : answers) {
      boolean bounded = !answer.name().isEmpty() && answer.name().length() <= MOST_NAME;
      if (!bounded || answer.ttlSeconds() >>> 32 != 0) {
        throw new AssertionError(answer.toString());
      }
    }
  }

  private static ImmutableList<DnsAnswers.Answer> within(byte[] message, byte around) {
    byte[] buffer = new byte[message.length + 2 * AROUND];
    Arrays.fill(buffer, around);
    System.arraycopy(message, 0, buffer, AROUND, message.length);
    return DnsAnswers.read(buffer, AROUND, message.length);
  }

  @Override
  public ImmutableList<byte[]> seeds() {
    DnsMessages plain = DnsMessages.response("a.example", 60).address("a.example", "192.0.2.1");
    DnsMessages chain = DnsMessages.response("a.example", 60).alias("a.example", "b.example");
    chain.alias("b.example", "c.example").address("c.example", "2001:db8::1");
    byte[] pointed = plain.bytes();
    byte[] shorter = Arrays.copyOf(pointed, pointed.length);
    shorter[12] = (byte) 0xC0;
    shorter[13] = 12;
    return ImmutableList.of(pointed, chain.bytes(), shorter);
  }
}
