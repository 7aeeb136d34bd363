import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4Plugin;

/** A node of a cluster of two: FOLDER ADDRESS NAME. */
public final class Member extends Node {
  private Member(Environment environment) {
    super(environment, List.of(Netty4Plugin.class), false);
  }

  public static void main(String[] arguments) throws Exception {
    var settings =
        Settings.builder()
            .put("path.home", arguments[0])
            .put("cluster.name", "shop")
            .put("node.name", arguments[2])
            .put("network.host", arguments[1])
            .put("transport.port", "9300")
            .put("http.port", "9200")
            .put("transport.type", "netty4")
            .put("http.type", "netty4")
            .putList("discovery.seed_hosts", "10.20.0.3:9300")
            .putList("cluster.initial_cluster_manager_nodes", "first")
            .put("discovery.find_peers_interval", "1s")
            .build();
    var environment =
        InternalSettingsPreparer.prepareEnvironment(
            settings, Map.of(), Path.of(arguments[0]), () -> "node");
    new Member(environment).start();
    Thread.currentThread().join();
  }
}
