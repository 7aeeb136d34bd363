import org.jgroups.JChannel;
import org.jgroups.ObjectMessage;

/** A member of a group that says a few things and leaves: CONFIGURATION NAME SECONDS. */
public final class Member {
  public static void main(String[] arguments) throws Exception {
    try (JChannel channel = new JChannel(arguments[0]).name(arguments[1])) {
      channel.connect("shop");
      long end = System.nanoTime() + Long.parseLong(arguments[2]) * 1_000_000_000L;
      for (int i = 0; System.nanoTime() < end; i++) {
        channel.send(new ObjectMessage(null, "order " + i + " from " + arguments[1]));
        Thread.sleep(500);
      }
    }
  }
}
