package dev.netgen.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.1,10.0.0.1",
    "255.255.255.255,255.255.255.255",
    "::,::",
    "::1,::1",
    "2001:DB8::1,2001:db8::1",
    "2001:db8:0:0:1:0:0:1,2001:db8::1:0:0:1",
    "2001:db8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
    "1:2:3:4:5:6:7::,1:2:3:4:5:6:7:0",
    "::2:3:4:5:6:7:8,0:2:3:4:5:6:7:8",
    "fe80::1:2,fe80::1:2",
    "::ffff:192.0.2.1,192.0.2.1",
    "64:ff9b::192.0.2.33,64:ff9b::c000:221",
    "1::,1::",
    "1:2:3:4::,1:2:3:4::"
  })
  void readsAndWritesCanonically(String text, String canonical) {
    assertThat(IpAddress.parse(text).toString()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.1",
        "10.0.0.256",
        "010.0.0.1",
        "1.2.3.4.5",
        "1.2.3.",
        "a.b.c.d",
        "1.2.3.4 ",
        "::1%eth0",
        ":::",
        "1::2::3",
        "12345::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        ":1:2:3:4:5:6:7:8",
        "::1.2.3",
        "1.2.3.4::",
        "g::"
      })
  void refusesEverythingElse(String text) {
    assertThatThrownBy(() -> IpAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void agreesWithTheJdkOnRandomAddresses() throws UnknownHostException {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[16];
      random.nextBytes(bytes);
      for (int j = 0; j < 16; j++) {
        if (random.nextInt(3) > 0) {
          bytes[j] = 0;
        }
      }
      String text = InetAddress.getByAddress(bytes).getHostAddress();
      IpAddress address = IpAddress.parse(text);
      assertThat(IpAddress.parse(address.toString())).isEqualTo(address);
      assertThat(InetAddress.getByName(address.toString()).getHostAddress()).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,10.255.0.1,true",
    "10.0.0.0/8,11.0.0.1,false",
    "0.0.0.0/0,255.255.255.255,true",
    "0.0.0.0/0,::1,false",
    "::/0,::1,true",
    "2001:db8::/32,2001:db8:ffff::1,true",
    "2001:db8::/65,2001:db8::8000:0:0:1,false",
    "192.0.2.7/32,192.0.2.7,true"
  })
  void rangesContain(String range, String address, boolean inside) {
    assertThat(Cidr.parse(range).contains(IpAddress.parse(address))).isEqualTo(inside);
  }

  @Test
  void rangesClearHostBits() {
    assertThat(Cidr.parse("10.1.2.3/8").toString()).isEqualTo("10.0.0.0/8");
    assertThat(Cidr.parse("10.0.0.0/8").contains(Cidr.parse("10.1.0.0/16"))).isTrue();
    assertThat(Cidr.parse("10.1.0.0/16").contains(Cidr.parse("10.0.0.0/8"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.1.1,true", "172.15.0.1,false", "172.16.0.1,true", "172.31.255.255,true",
        "172.32.0.1,false",
    "192.168.9.9,true", "100.64.0.1,true", "100.128.0.1,false", "203.0.113.1,false", "fd00::1,true",
    "fe00::1,false", "2001:db8::1,false"
  })
  void knowsPrivateRanges(String address, boolean isPrivate) {
    assertThat(IpAddress.parse(address).isPrivate()).isEqualTo(isPrivate);
  }
}
