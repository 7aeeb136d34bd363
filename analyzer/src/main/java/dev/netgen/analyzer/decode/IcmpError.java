package dev.netgen.analyzer.decode;

/** What an ICMP (RFC 792, 1812) or ICMPv6 (RFC 4443) error says of the packet it quotes. */
public enum IcmpError {
  /** Not an ICMP error. */
  NONE,
  /** Nobody listens on the port, or the protocol is not spoken: the addressee refuses. */
  REFUSED,
  /** A filter on the way refuses: administratively prohibited, policy. */
  PROHIBITED,
  /** No way to the network or host, source route failed. */
  UNREACHABLE,
  /** Too big and not to be fragmented; the conversation goes on with smaller packets. */
  TOO_BIG,
  /** Time to live or reassembly time exceeded. */
  TIME_EXCEEDED,
  /** Parameter problem, source quench, redirect and what else quotes a packet. */
  OTHER
}
