package dev.netgen.analyzer.decode;

import com.google.common.collect.ImmutableSet;
import java.util.Locale;

/**
 * Why a packet is not part of a flow. Each has the name that the account prints; some carry a
 * number (an EtherType, a protocol, a link type) in {@link DecodedPacket#detail}.
 */
public enum Reason {
  /** Not a reason: the packet was decoded up to its transport, or its IP protocol. */
  NONE("decoded"),

  /** Not a reason: a piece of a datagram, held until the others come. */
  HELD("held"),

  UNKNOWN_LINK_TYPE("link type", 10),
  UNKNOWN_INTERFACE("pcapng interface not described"),

  TRUNCATED_ETHERNET("truncated ethernet header"),
  TRUNCATED_VLAN("truncated vlan tag"),
  VLAN_TOO_DEEP("vlan tags too deep"),
  TRUNCATED_COOKED("truncated linux cooked header"),
  TRUNCATED_LOOPBACK("truncated loopback header"),
  TRUNCATED_LLC("truncated llc header"),
  TRUNCATED_PPP("truncated ppp header"),
  TRUNCATED_PPPOE("truncated pppoe header"),
  TRUNCATED_MPLS("truncated mpls label"),
  TRUNCATED_MACSEC("truncated macsec header"),
  TRUNCATED_WLAN("truncated 802.11 header"),
  WLAN_MANAGEMENT("802.11 without data"),
  WLAN_ENCRYPTED("802.11 encrypted"),
  WLAN_FRAGMENT("802.11 fragment"),
  WLAN_AGGREGATE("802.11 aggregate"),
  TRUNCATED_NFLOG("truncated nflog header"),
  NFLOG_WITHOUT_PAYLOAD("nflog without a packet"),
  COOKED_ARPHRD("linux cooked device type", 10),
  UNKNOWN_FAMILY("loopback address family", 10),

  ARP("arp"),
  RARP("rarp"),
  STP("stp"),
  LLC("llc"),
  SNAP("llc snap protocol", 16),
  LLDP("lldp"),
  LACP("slow protocols (lacp)"),
  EAPOL("eapol"),
  MACSEC_ENCRYPTED("macsec encrypted"),
  MPLS_TOO_DEEP("mpls labels too deep"),
  MPLS("mpls payload"),
  PPPOE_DISCOVERY("pppoe discovery"),
  PPP("ppp protocol", 16),
  NSH("nsh"),
  PTP("ptp"),
  CFM("ethernet cfm"),
  LOOPBACK_TEST("ethernet loopback test"),
  IPX("ipx"),
  IS_IS("is-is"),
  UNKNOWN_ETHERTYPE("unknown ethertype", 16),

  EMPTY_IP("empty ip packet"),
  UNKNOWN_IP_VERSION("unknown ip version", 10),
  TRUNCATED_IPV4("truncated ipv4 header"),
  BAD_IPV4_VERSION("bad ipv4 version"),
  BAD_IPV4_HEADER_LENGTH("bad ipv4 header length"),
  BAD_IPV4_TOTAL_LENGTH("bad ipv4 total length"),
  TRUNCATED_IPV6("truncated ipv6 header"),
  BAD_IPV6_VERSION("bad ipv6 version"),
  TRUNCATED_IPV6_EXTENSION("truncated ipv6 extension header"),
  IPV6_EXTENSIONS_TOO_MANY("ipv6 extension headers too many"),
  IPV6_NO_NEXT_HEADER("ipv6 no next header"),
  BAD_FRAGMENT("bad ip fragment"),
  FRAGMENT_WITHOUT_FIRST("ip fragment without its first piece"),
  FRAGMENTS_OVERLAP("ipv6 fragments overlapping"),

  ICMP_REFUSED("icmp error: refused"),
  ICMP_PROHIBITED("icmp error: prohibited"),
  ICMP_UNREACHABLE("icmp error: unreachable"),
  ICMP_TOO_BIG("icmp error: too big"),
  ICMP_TIME_EXCEEDED("icmp error: time exceeded"),
  ICMP_OTHER("icmp error: other"),
  ICMP_UNREADABLE("icmp error, quotation unreadable"),
  TRUNCATED_ICMP("truncated icmp header"),
  TUNNELS_TOO_DEEP("tunnels too deep"),
  TRUNCATED_GRE("truncated gre header"),
  TRUNCATED_AH("truncated ah header"),
  TRUNCATED_TCP("truncated tcp header"),
  BAD_TCP_HEADER_LENGTH("bad tcp header length"),
  TRUNCATED_SCTP("truncated sctp header"),
  TRUNCATED_DCCP("truncated dccp header"),
  TRUNCATED_UDP("truncated udp header"),
  BAD_UDP_LENGTH("bad udp length"),

  /** The {@code any} device saw it come in by one device and go on by another. */
  SEEN_AGAIN("seen again by the any device"),

  /** Told by the flow table: the conversation had been closed and reported. */
  TCP_AFTER_CLOSE("tcp after close");

  private static final String TRUNCATED = "truncated ";

  /** Packets of these may have carried conversations that the graph does not show. */
  private static final ImmutableSet<Reason> HIDES_CONVERSATIONS =
      ImmutableSet.of(
          UNKNOWN_LINK_TYPE,
          UNKNOWN_INTERFACE,
          VLAN_TOO_DEEP,
          COOKED_ARPHRD,
          MACSEC_ENCRYPTED,
          WLAN_ENCRYPTED,
          WLAN_FRAGMENT,
          WLAN_AGGREGATE,
          MPLS_TOO_DEEP,
          MPLS,
          NSH,
          TUNNELS_TOO_DEEP,
          BAD_FRAGMENT,
          FRAGMENT_WITHOUT_FIRST,
          FRAGMENTS_OVERLAP);

  private final String text;
  private final int radix;

  /**
   * Whether a name of the account tells of packets cut before their ports, or of traffic that is
   * not decoded though it may carry conversations.
   */
  public static boolean tellsOfLoss(String name) {
    return name.startsWith(TRUNCATED)
        || HIDES_CONVERSATIONS.stream().anyMatch(reason -> reason.isNamed(name));
  }

  private boolean isNamed(String name) {
    return name.equals(text) || (detailed() && name.startsWith(text + " "));
  }

  Reason(String text) {
    this(text, 0);
  }

  Reason(String text, int radix) {
    this.text = text;
    this.radix = radix;
  }

  /** Whether the reason comes with a number. */
  boolean detailed() {
    return radix != 0;
  }

  /** The name in the account; the number is shown only by reasons that have one. */
  public String name(int detail) {
    return switch (radix) {
      case 0 -> text;
      case 16 -> text + String.format(Locale.ROOT, " 0x%04x", detail);
      default -> text + " " + Integer.toUnsignedString(detail) + linkTypeName(detail);
    };
  }

  /** The name for numbers beyond the bound on distinct ones. */
  String others() {
    return text + " (others)";
  }

  private String linkTypeName(int detail) {
    return this == UNKNOWN_LINK_TYPE ? LinkTypes.inParentheses(detail) : "";
  }
}
