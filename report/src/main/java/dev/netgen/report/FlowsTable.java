package dev.netgen.report;

import dev.netgen.model.flow.SettledFlow;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.IpProtocol;
import java.util.stream.Collectors;

/** Flows for people: a line a flow, the columns that are looked at most. */
public final class FlowsTable implements FlowFormat {
  private static final int[] WIDTHS = {30, 9, 21, 21, 14, 12, 10, 8, 8, 12, 12};

  @Override
  public void begin(TextBytes out) {
    line(
        out,
        "FIRST SEEN",
        "PROTO",
        "CLIENT",
        "SERVER",
        "STATE",
        "APPLICATION",
        "ENCRYPTION",
        "PKTS UP",
        "DOWN",
        "BYTES UP",
        "DOWN",
        "DIRECTION BY");
  }

  @Override
  public void row(SettledFlow flow, TextBytes out) {
    String around = flow.encapsulation().isEmpty() ? "" : " in " + flow.encapsulation();
    String views = flow.observers() > 1 ? ", seen at " + flow.observers() + " points" : "";
    line(
        out,
        Times.text(flow.firstNanos()),
        IpProtocol.keyword(flow.protocol()),
        end(flow.client(), flow.clientPort()),
        end(flow.server(), flow.serverPort()),
        flow.state(),
        flow.application().isEmpty() ? "-" : flow.application(),
        flow.encryption().word(),
        Long.toString(flow.packetsUp()),
        Long.toString(flow.packetsDown()),
        Long.toString(flow.bytesUp()),
        Long.toString(flow.bytesDown()),
        flow.directionBasis() + around + views + perhaps(flow));
  }

  /** Rows that may be one conversation have a number in common. */
  private static String perhaps(SettledFlow flow) {
    return flow.perhaps().isEmpty()
        ? ""
        : ", perhaps the same as another row: #"
            + flow.perhaps().stream().map(String::valueOf).collect(Collectors.joining(" #"));
  }

  private static String end(IpAddress address, int port) {
    if (port < 0) {
      return address.toString();
    }
    return address.v6() ? "[" + address + "]:" + port : address + ":" + port;
  }

  @Override
  public void end(TextBytes out) {}

  private static void line(TextBytes out, String... cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      String cell = Escapes.terminal(cells[i]);
      boolean number = i >= 7 && i < WIDTHS.length;
      int space = i < WIDTHS.length ? Math.max(0, WIDTHS[i] - cell.length()) : 0;
      line.append(number ? " ".repeat(space) : "").append(cell);
      line.append(number || i == WIDTHS.length ? "" : " ".repeat(space));
      line.append(i == cells.length - 1 ? "\n" : "  ");
    }
    out.text(line);
  }
}
