package dev.netgen.analyzer.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccountTest {
  @Test
  void countsByNameAndNumber() {
    Account account = new Account();
    account.count(Reason.ARP, 77);
    account.count(Reason.ARP, 78);
    account.count(Reason.UNKNOWN_ETHERTYPE, 0x1234);
    account.count(Reason.UNKNOWN_FAMILY, 200);
    assertThat(account.toMap())
        .containsEntry("arp", 2L)
        .containsEntry("unknown ethertype 0x1234", 1L)
        .containsEntry("loopback address family 200", 1L)
        .hasSize(3);
    assertThat(account.total()).isEqualTo(4);
  }

  @Test
  void distinctNumbersAreBounded() {
    Account account = new Account();
    for (int type = 0x0600; type <= 0xFFFF; type++) {
      account.count(Reason.UNKNOWN_ETHERTYPE, type);
    }
    assertThat(account.toMap()).hasSize(257).containsKey("unknown ethertype (others)");
    assertThat(account.toMap().values().stream().mapToLong(n -> n).sum())
        .isEqualTo(account.total());
  }
}
