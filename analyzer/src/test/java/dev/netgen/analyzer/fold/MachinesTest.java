package dev.netgen.analyzer.fold;

import static dev.netgen.analyzer.fold.FlowMaker.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.resolve.DnsMessages;
import org.junit.jupiter.api.Test;

/** Machines that people named, by addresses and by ranges. */
final class MachinesTest {
  private static final String CLIENT = "10.1.0.3";

  private static World world() {
    return new World()
        .holds("k8s:shop/Deployment/cart", CLIENT)
        .machine("billing-db", "10.9.0.10")
        .machine("office", "10.8.0.0/16")
        .machine("office-printers", "10.8.4.0/24")
        .machine("partner", "198.51.100.7")
        .machine("never-seen", "192.0.2.1");
  }

  @Test
  void machinesAreCalledWhatPeopleSay() {
    assertThat(
            Scene.of(world())
                .add(
                    tcp(CLIENT, "10.9.0.10 5432"),
                    tcp(CLIENT, "10.8.1.1 80"),
                    tcp(CLIENT, "10.8.4.9 9100"),
                    tcp(CLIENT, "10.7.255.255 80"),
                    tcp("10.8.255.254", CLIENT + " 8080"))
                .links())
        .containsExactlyInAnyOrder(
            "k8s:shop/Deployment/cart -> outside:billing-db 5432/tcp - opaque",
            "k8s:shop/Deployment/cart -> outside:office 80/tcp - opaque",
            "k8s:shop/Deployment/cart -> outside:office-printers 9100/tcp - opaque",
            "k8s:shop/Deployment/cart -> unresolved:10.7.255.255 80/tcp - opaque",
            "outside:office -> k8s:shop/Deployment/cart 8080/tcp - opaque");
  }

  @Test
  void anAddressSomebodyHeldAtAnotherTimeIsNotTheRanges() {
    World world = world().holds("k8s:shop/Job/old", "old-1", "10.8.1.1", -3600, -1800);
    assertThat(Scene.of(world).add(tcp(CLIENT, "10.8.1.1 80")).links())
        .containsExactly("k8s:shop/Deployment/cart -> unresolved:10.8.1.1 80/tcp - opaque");
  }

  @Test
  void aDecisionIsNotOverruledByADnsAnswerOrExposure() {
    byte[] answer =
        DnsMessages.response("other.example.com", 30)
            .address("other.example.com", "198.51.100.7")
            .bytes();
    World world = world().exposes("k8s:shop/Deployment/cart", "8080/tcp");
    assertThat(
            Scene.of(world)
                .answered(1, CLIENT, answer)
                .add(
                    tcp(CLIENT, "198.51.100.7 443").at(2),
                    tcp("198.51.100.7", CLIENT + " 8080").at(3),
                    tcp("198.51.100.8", CLIENT + " 8080").at(4))
                .links())
        .containsExactlyInAnyOrder(
            "k8s:shop/Deployment/cart -> outside:partner 443/tcp - opaque",
            "outside:internet -> k8s:shop/Deployment/cart 8080/tcp - opaque",
            "outside:partner -> k8s:shop/Deployment/cart 8080/tcp - opaque");
  }

  @Test
  void onlyMachinesWithLinksAreInTheGraphWithTheirReasonAndAddresses() {
    Folded folded =
        Scene.of(world()).add(tcp(CLIENT, "10.9.0.10 5432"), tcp(CLIENT, "10.8.1.1 80")).fold();
    assertThat(folded.graph().peers().keySet().toString())
        .isEqualTo("[k8s:shop/Deployment/cart, outside:billing-db, outside:office]");
    assertThat(folded.graph().peers().values())
        .filteredOn(peer -> peer.id().toString().startsWith("outside:"))
        .allMatch(peer -> peer.why().equals("netgen.yaml: named"))
        .allMatch(peer -> peer.observed().isEmpty());
    assertThat(folded.addresses().toString())
        .isEqualTo("{outside:billing-db=[10.9.0.10], outside:office=[10.8.1.1]}");
  }
}
