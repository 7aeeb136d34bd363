package dev.netgen.analyzer.decode;

/** Numbers of the LINKTYPE_ registry (draft-ietf-opsawg-pcaplinktype) and which are decoded. */
public final class LinkTypes {
  /** BSD loopback: address family in the capturing host's byte order. */
  public static final int NULL = 0;

  /** IEEE 802.3 Ethernet. */
  public static final int ETHERNET = 1;

  /** PPP, with or without address and control octets. */
  public static final int PPP = 9;

  /** Raw IP under the numbers that two BSD systems gave it. */
  public static final int RAW_BSD = 12;

  /** Raw IP as OpenBSD writes it. */
  public static final int RAW_OPENBSD = 14;

  /** PPP in HDLC-like framing, or Cisco HDLC. */
  public static final int PPP_HDLC = 50;

  /** PPPoE session packets without their Ethernet header. */
  public static final int PPP_ETHER = 51;

  /** Raw IP: the version nibble tells which. */
  public static final int RAW = 101;

  /** Cisco HDLC, or PPP in HDLC-like framing. */
  public static final int C_HDLC = 104;

  /** Wireless frames, from their frame control on. */
  public static final int WLAN = 105;

  /** OpenBSD loopback: address family in network byte order. */
  public static final int LOOP = 108;

  /** Linux cooked capture, version 1. */
  public static final int LINUX_SLL = 113;

  /** Wireless frames behind what the radio tells of them. */
  public static final int WLAN_RADIOTAP = 127;

  /** PPP as pppd writes it: a direction in place of the address octet. */
  public static final int PPP_PPPD = 166;

  /** Raw IPv4. */
  public static final int IPV4 = 228;

  /** Raw IPv6. */
  public static final int IPV6 = 229;

  /** Linux netfilter log. */
  public static final int NFLOG = 239;

  /** Linux cooked capture, version 2. */
  public static final int LINUX_SLL2 = 276;

  private LinkTypes() {}

  /** Whether packets of this link type are decoded. */
  public static boolean known(int linkType) {
    return switch (linkType) {
      case NULL, ETHERNET, RAW_BSD, RAW_OPENBSD, RAW, LOOP, LINUX_SLL, IPV4, IPV6, LINUX_SLL2 ->
          true;
      case PPP, PPP_HDLC, PPP_ETHER, C_HDLC, PPP_PPPD, NFLOG, WLAN, WLAN_RADIOTAP -> true;
      default -> false;
    };
  }

  /** What is decoded, for a message. */
  public static String knownNames() {
    return "Ethernet (1), Linux cooked (113, 276), raw IP (12, 14, 101, 228, 229),"
        + " BSD loopback (0, 108), PPP (9, 50, 51, 104, 166), NFLOG (239), IEEE 802.11 (105, 127)";
  }

  /** The registry's name in parentheses with a space in front, or nothing for rare ones. */
  public static String inParentheses(int linkType) {
    String name = nameOf(linkType);
    return name.isEmpty() ? "" : " (" + name + ")";
  }

  private static String nameOf(int linkType) {
    return switch (linkType) {
      case 3 -> "AX25";
      case 6 -> "IEEE802_5";
      case 7 -> "ARCNET_BSD";
      case 8 -> "SLIP";
      case 10 -> "FDDI";
      case 107 -> "FRELAY";
      case 117 -> "PFLOG";
      case 119 -> "IEEE802_11_PRISM";
      case 122 -> "IP_OVER_FC";
      case 129 -> "ARCNET_LINUX";
      case 147 -> "USER0";
      case 163 -> "IEEE802_11_AVS";
      case 187 -> "BLUETOOTH_HCI_H4";
      case 189 -> "USB_LINUX";
      case 192 -> "PPI";
      case 195 -> "IEEE802_15_4_WITHFCS";
      case 220 -> "USB_LINUX_MMAPPED";
      case 227 -> "CAN_SOCKETCAN";
      case 230 -> "IEEE802_15_4_NOFCS";
      case 231 -> "DBUS";
      case 253 -> "NETLINK";
      case 283 -> "IEEE802_15_4_TAP";
      default -> "";
    };
  }
}
