package dev.netgen.analyzer.decode;

import java.util.Locale;

/**
 * What may lie around the innermost IP packet. Those that carry a network's id ({@link #segments})
 * tell which network the inner addresses are meant in; the ids of others differ by direction or
 * mean nothing to addresses.
 */
public enum Layer {
  /** IEEE 802.1Q or 802.1ad tag; the id is the VLAN's. */
  VLAN(true, true),
  /** RFC 3032; the label differs by direction. */
  MPLS(false, false),
  /** RFC 2516. */
  PPPOE(false, false),
  /** RFC 1661. */
  PPP(false, false),
  /** RFC 7348; the id is the VNI. */
  VXLAN(true, true),
  /** RFC 8926; the id is the VNI. */
  GENEVE(true, true),
  /** RFC 2784, 2890. */
  GRE(false, false),
  /** RFC 7637; the id is the virtual subnet's. */
  NVGRE(true, true),
  /** Mirrored traffic over GRE; the session belongs to the mirror. */
  ERSPAN(false, false),
  /** IP in IP, RFC 2003, 2473, 4213. */
  IPIP(false, false),
  /** RFC 4380. */
  TEREDO(false, false),
  /** 3GPP TS 29.281; the TEID differs by direction. */
  GTPU(false, false),
  /** RFC 4302: authenticated, not encrypted. */
  AH(false, false),
  /** RFC 3948 without encryption, or RFC 2410: ESP whose payload is readable. */
  ESP_NULL(false, false),
  /** IEEE 802.1AE with integrity only. */
  MACSEC(false, false);

  private final boolean segments;
  private final boolean shown;

  Layer(boolean segments, boolean shown) {
    this.segments = segments;
    this.shown = shown;
  }

  /** Whether the id is part of the scope of the addresses inside. */
  boolean segments() {
    return segments;
  }

  /** Such as {@code vlan:5} or {@code gre}. */
  String text(int id) {
    String word = name().toLowerCase(Locale.ROOT).replace('_', '-');
    return shown ? word + ":" + id : word;
  }
}
