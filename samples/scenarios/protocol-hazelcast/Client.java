import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.security.UsernamePasswordCredentials;

/** An entry is put and got: ADDRESS [PASSWORD]. */
public final class Client {
  private Client() {}

  public static void main(String[] arguments) {
    var config =
        new ClientConfig()
            .setClusterName("shop")
            .setProperty("hazelcast.client.statistics.enabled", "false");
    config.getNetworkConfig().addAddress(arguments[0]).setSmartRouting(false);
    config
        .getConnectionStrategyConfig()
        .getConnectionRetryConfig()
        .setClusterConnectTimeoutMillis(1000);
    if (arguments.length > 1) {
      config
          .getSecurityConfig()
          .setCredentials(new UsernamePasswordCredentials("shop", arguments[1]));
    }
    var client = HazelcastClient.newHazelcastClient(config);
    client.getMap("orders").put("1", "basket");
    System.out.println(client.getMap("orders").get("1"));
    client.shutdown();
  }
}
