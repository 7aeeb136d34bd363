package dev.netgen.capture.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.netgen.capture.host.RouteList.Entry;
import dev.netgen.model.net.Cidr;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lines as a little-endian kernel prints them. */
final class RouteListTest {
  private static final List<String> LINES =
      List.of(
          "Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT",
          "eth0 00000000 010200C0 0003 0 0 0 00000000 0 0 0", // default
          "tun0 0000000A 0101010A 0003 0 0 0 000000FF 0 0 0", // by a gateway
          "*    0000C00A 00000000 0201 0 0 0 0000C0FF 0 0 0", // unreachable
          "eth0 000200C0 00000000 0001 0 0 0 00FFFFFF 0 0 0", // public
          "eth0 00000008 00000000 0001 0 0 0 000000F8 0 0 0", // public, with private ones in it
          "eth0 0000FEA9 00000000 0001 0 0 0 0000FFFF 0 0 0", // link-local
          "down 0000A8C0 00000000 0000 0 0 0 0000FFFF 0 0 0", // not up
          "br-1 000012AC 00000000 0001 0 0 0 0000FFFF 0 0 0",
          "br-2 000013AC 00000000 0001 0 0 0 0000FFFF 0 0 0");

  @Test
  void privateRangesAreListedOnceEach() {
    List<Entry> networks =
        List.of(
            new Entry(Cidr.parse("172.18.0.0/16"), "br-1", "p_default"),
            new Entry(Cidr.parse("192.168.7.0/24"), "", "macvlan"),
            new Entry(Cidr.parse("203.0.113.0/24"), "br-3", "public"));
    Stream<KernelRoute> routes = LINES.stream().map(KernelRoute::v4).flatMap(Optional::stream);
    assertThat(RouteList.json(routes, networks))
        .extracting(JsonNode::toString)
        .containsExactly(
            "{\"dst\":\"8.0.0.0/5\",\"dev\":\"eth0\"}",
            "{\"dst\":\"10.0.0.0/8\",\"dev\":\"tun0\"}",
            "{\"dst\":\"10.192.0.0/10\",\"dev\":\"\"}",
            "{\"dst\":\"172.18.0.0/16\",\"dev\":\"br-1\",\"network\":\"p_default\"}",
            "{\"dst\":\"172.19.0.0/16\",\"dev\":\"br-2\"}",
            "{\"dst\":\"192.168.7.0/24\",\"dev\":\"\",\"network\":\"macvlan\"}");
  }

  @Test
  void ownAddressesOfIpv6AreNoRoutes() {
    String zero = " 00 " + "0".repeat(32) + " 00 " + "0".repeat(32) + " 100 1 0 ";
    Stream<KernelRoute> routes =
        Stream.of(
                "fd000000000000000000000000000000 40" + zero.substring(3) + "00000001 tun0",
                "fd000000000000000000000000000002 80" + zero.substring(3) + "80200001 tun0",
                "ff000000000000000000000000000000 08" + zero.substring(3) + "00000001 tun0")
            .map(KernelRoute::v6)
            .flatMap(Optional::stream);
    assertThat(RouteList.json(routes, List.of()))
        .extracting(JsonNode::toString)
        .containsExactly("{\"dst\":\"fd00::/64\",\"dev\":\"tun0\"}");
  }

  @Test
  void theListIsBounded() {
    Stream<KernelRoute> many =
        IntStream.range(0, RouteList.MOST + 5)
            .mapToObj(i -> Cidr.parse("10." + i / 256 + "." + i % 256 + ".0/24"))
            .map(range -> new KernelRoute("tun0", range, 1));
    assertThat(RouteList.json(many, List.of())).hasSize(RouteList.MOST);
  }
}
