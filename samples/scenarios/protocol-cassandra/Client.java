import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.net.InetSocketAddress;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** A table is made, written to and read: ADDRESS PORT VERSION [tls | PASSWORD]. */
public final class Client {
  private Client() {}

  public static void main(String[] arguments) throws Exception {
    var config =
        DriverConfigLoader.programmaticBuilder()
            .withString(DefaultDriverOption.PROTOCOL_VERSION, arguments[2])
            .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
            .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(20))
            .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, Duration.ofSeconds(20))
            .build();
    var builder =
        CqlSession.builder()
            .withConfigLoader(config)
            .addContactPoint(new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1])))
            .withLocalDatacenter("datacenter1");
    String how = arguments.length > 3 ? arguments[3] : "";
    if (how.equals("tls")) {
      builder.withSslContext(SSLContext.getDefault());
    } else if (!how.isEmpty()) {
      builder.withAuthCredentials("cassandra", how);
    }
    try (CqlSession session = builder.build()) {
      session.execute(
          "CREATE KEYSPACE IF NOT EXISTS shop WITH replication ="
              + " {'class': 'SimpleStrategy', 'replication_factor': 1}");
      session.execute("CREATE TABLE IF NOT EXISTS shop.orders (id int PRIMARY KEY, what text)");
      session.execute("INSERT INTO shop.orders (id, what) VALUES (1, 'basket')");
      System.out.println(session.execute("SELECT what FROM shop.orders WHERE id = 1").one());
    }
  }
}
