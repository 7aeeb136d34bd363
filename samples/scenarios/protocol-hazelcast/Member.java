import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;

/** A member of a cluster of two: ADDRESS OTHER. */
public final class Member {
  private Member() {}

  public static void main(String[] arguments) {
    var config = new Config("shop").setProperty("hazelcast.phone.home.enabled", "false");
    config.setClusterName("shop");
    var network = config.getNetworkConfig().setPort(5701).setPortAutoIncrement(false);
    network.getInterfaces().setEnabled(true).addInterface(arguments[0]);
    network.getJoin().getMulticastConfig().setEnabled(false);
    network.getJoin().getAutoDetectionConfig().setEnabled(false);
    network
        .getJoin()
        .getTcpIpConfig()
        .setEnabled(true)
        .addMember(arguments[0])
        .addMember(arguments[1]);
    config
        .setProperty("hazelcast.partition.count", "11")
        .setProperty("hazelcast.wait.seconds.before.join", "1");
    config.getJetConfig().setEnabled(false);
    Hazelcast.newHazelcastInstance(config);
  }
}
