package dev.netgen.analyzer.detect.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example of the specification, and its corners. */
final class Ja4Test {
  private static final String SUITES =
      "0a0a 1301 1302 1303 c02b c02f c02c c030 cca9 cca8 c013 c014 009c 009d 002f 0035";

  private static String ja4(Hellos hello, String suites) {
    return Ja4.of(Objects.requireNonNull(TlsHello.client(hello.client("0303", suites))), 't');
  }

  private static Hellos chrome() {
    byte[] none = new byte[0];
    return new Hellos()
        .extension("1a1a", none)
        .extension("0000", Hellos.hex("0007 00 0004 61626364"))
        .extension("0017", none)
        .extension("ff01", new byte[1])
        .extension("000a", none)
        .extension("000b", none)
        .extension("0023", none)
        .alpn("h2", "http/1.1")
        .extension("0005", none)
        .extension("000d", Hellos.hex("0010 0403 0804 0401 0503 0805 0501 0806 0601"))
        .extension("0012", none)
        .extension("0033", none)
        .extension("002d", none)
        .extension("002b", Hellos.hex("06 3a3a 0304 0303"))
        .extension("001b", none)
        .extension("4469", none)
        .extension("2a2a", new byte[1])
        .extension("0015", none);
  }

  @Test
  void theSpecificationsExample() {
    assertThat(ja4(chrome(), SUITES)).isEqualTo("t13d1516h2_8daaf6152771_e5627efa2ab1");
  }

  @Test
  void orderDoesNotMatter() {
    String turned =
        "0035 002f 009d 009c c014 c013 cca8 cca9 c030 c02c c02f c02b 1303 1302 1301 7a7a";
    assertThat(ja4(chrome(), turned)).isEqualTo(ja4(chrome(), SUITES));
  }

  @ParameterizedTest
  @CsvSource({
    "h2, h2",
    "http/1.1, h1",
    "x, xx",
    "'', 00",
    "\u00ab\u00cd, ad",
    "a\u00cd, 6d",
    "0\u00ff, 3f"
  })
  void alpnShowsItsEnds(String name, String told) {
    assertThat(ja4(new Hellos().alpn(name), "1301")).startsWith("t12i0101" + told + "_");
  }

  @Test
  void withoutExtensions() {
    assertThat(ja4(new Hellos(), "1301")).startsWith("t12i010000_").endsWith("_000000000000");
  }

  @ParameterizedTest
  @CsvSource({"0304, t13", "0301, t10", "0300, ts3", "feff, td1", "fefd, td2", "1234, t00"})
  void versionIsTheHighest(String version, String told) {
    Hellos hello = new Hellos().extension("002b", Hellos.hex("02" + version));
    assertThat(ja4(hello, "1301")).startsWith(told);
  }
}
