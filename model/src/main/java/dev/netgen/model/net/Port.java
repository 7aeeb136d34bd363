package dev.netgen.model.net;

/** A port of a transport, written {@code 6379/tcp}. Ordered by number, then transport. */
public record Port(int number, Transport transport) implements Comparable<Port> {
  /** Checks the number's range, 0 to 65535. */
  public Port {
    if (number < 0 || number > 65_535) {
      throw new IllegalArgumentException("port " + number + " is not within 0..65535");
    }
  }

  /** Parses {@code number/transport}; a bare number means TCP. */
  public static Port parse(String text) {
    int slash = text.indexOf('/');
    String number = slash < 0 ? text : text.substring(0, slash);
    if (number.isEmpty()
        || number.length() > 5
        || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("\"" + text + "\" is not a port like 6379/tcp");
    }
    Transport transport = slash < 0 ? Transport.TCP : Transport.parse(text.substring(slash + 1));
    return new Port(Integer.parseInt(number), transport);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Port that && number == that.number && transport == that.transport;
  }

  @Override
  public int hashCode() {
    return 31 * number + transport.keyword().hashCode();
  }

  @Override
  public int compareTo(Port other) {
    int order = Integer.compare(number, other.number);
    return order == 0 ? transport.compareTo(other.transport) : order;
  }

  @Override
  public String toString() {
    return number + "/" + transport.keyword();
  }
}
