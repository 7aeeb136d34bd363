package dev.netgen.analyzer.detect.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.BaseEncoding;
import dev.netgen.analyzer.detect.api.Bytes;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A certificate made by openssl, read whole, cut and damaged. */
final class CertificateTest {
  /**
   * Ed25519, signed by itself, valid 2020-01-01 to 2050-06-01, so that both kinds of time are in
   * it.
   */
  private static final byte[] DER =
      BaseEncoding.base64()
          .decode(
              "MIIBbTCCAR+gAwIBAgIBATAFBgMrZXAwNjELMAkGA1UEBhMCWFgxEDAOBgNVBAoMB0V4YW1wbGUx"
                  + "FTATBgNVBAMMDHNob3AuZXhhbXBsZTAgFw0yMDAxMDEwMDAwMDBaGA8yMDUwMDYwMTAwMDAwMFow"
                  + "NjELMAkGA1UEBhMCWFgxEDAOBgNVBAoMB0V4YW1wbGUxFTATBgNVBAMMDHNob3AuZXhhbXBsZTAq"
                  + "MAUGAytlcAMhAECVAD2l6ZS+bipnkHH2hLALCyiJ1gx/G0xKPsf3mwyKo1AwTjAtBgNVHREEJjAk"
                  + "ggxzaG9wLmV4YW1wbGWHBAoBAgOBDmFAc2hvcC5leGFtcGxlMB0GA1UdDgQWBBTTzKRF+cTpHZt5"
                  + "m5UuHypI7VyHGzAFBgMrZXADQQA7bZeHUs54a36O+CZPs2K69T45hM9R+bi/2wS9MU+O6E6PTrwn"
                  + "cZoyZ66gyWQA1DYMKD72iZd+XyizrBSHHx0N");

  private static Certificate certificate() {
    return Objects.requireNonNull(Certificate.read(new Bytes(DER)));
  }

  @Test
  void saysWhatItHolds() {
    Certificate it = certificate();
    assertThat(it.subject()).isEqualTo("C=XX, O=Example, CN=shop.example");
    assertThat(it.issuer()).isEqualTo(it.subject());
    assertThat(it.selfIssued()).isTrue();
    assertThat(it.names()).containsExactly("shop.example", "10.1.2.3", "a@shop.example");
    assertThat(it.notBefore()).isEqualTo(Instant.parse("2020-01-01T00:00:00Z"));
    assertThat(it.notAfter()).isEqualTo(Instant.parse("2050-06-01T00:00:00Z"));
    assertThat(it.key()).isEqualTo("Ed25519");
    assertThat(it.signature()).isEqualTo("Ed25519");
  }

  @ParameterizedTest
  @CsvSource({
    "2019-12-31T23:59:59Z, not yet",
    "2020-01-01T00:00:00Z, yes",
    "2050-06-01T00:00:00Z, yes",
    "2050-06-01T00:00:01Z, expired",
    "1970-01-01T00:00:00Z, unknown",
  })
  void isValidAtTheFlowsTime(Instant then, String told) {
    Map<String, String> facts = new TreeMap<>();
    certificate().addTo(facts, then.getEpochSecond() * 1_000_000_000L);
    assertThat(facts).containsEntry("tls.certificate.valid", told);
  }

  @Test
  void cutAnywhereIsNone() {
    for (int length = 0; length < DER.length; length++) {
      assertThat(Certificate.read(new Bytes(Arrays.copyOf(DER, length)))).isNull();
    }
  }

  /** Whatever the bytes: an answer, and in time. */
  @Test
  void damagedAnyhowEnds() {
    Random random = new Random(160);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = DER.clone();
      for (int j = 0; j <= i % 4; j++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      read += Certificate.read(new Bytes(bytes)) == null ? 0 : 1;
    }
    assertThat(read).isBetween(1, 19_999);
  }

  @Test
  void lengthsThatReachBeyondAreNone() {
    for (String hex :
        new String[] {"30", "3080", "3084ffffffff", "3083ffffff00", "1f8100", "3001"}) {
      assertThat(Der.at(new Bytes(Hellos.hex(hex)), 0)).as(hex).isNull();
    }
  }
}
