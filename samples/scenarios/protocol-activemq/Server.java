import java.util.List;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.security.AuthenticationUser;
import org.apache.activemq.security.SimpleAuthenticationPlugin;

/** Both brokers, in memory: ADDRESS KEYSTORE. */
public final class Server {
  private static final String SECRET = "not-a-real-secret";

  private Server() {}

  public static void main(String[] arguments) throws Exception {
    System.setProperty("javax.net.ssl.keyStore", arguments[1]);
    System.setProperty("javax.net.ssl.keyStorePassword", "changeit");
    artemis(arguments[0], arguments[1]);
    BrokerService open = classic("open");
    open.addConnector("tcp://" + arguments[0] + ":61616");
    open.addConnector("ssl://" + arguments[0] + ":61617");
    open.start();
    BrokerService closed = classic("closed");
    var login =
        new SimpleAuthenticationPlugin(List.of(new AuthenticationUser("shop", SECRET, "all")));
    closed.setPlugins(new BrokerPlugin[] {login});
    closed.addConnector("tcp://" + arguments[0] + ":61618");
    closed.start();
    Thread.currentThread().join();
  }

  private static BrokerService classic(String name) {
    BrokerService broker = new BrokerService();
    broker.setBrokerName(name);
    broker.setPersistent(false);
    broker.setUseJmx(false);
    return broker;
  }

  private static void artemis(String address, String keystore) throws Exception {
    var configuration = new ConfigurationImpl();
    configuration.setPersistenceEnabled(false);
    configuration.setSecurityEnabled(false);
    configuration.setJMXManagementEnabled(false);
    String tcp = "tcp://" + address + ":";
    configuration.addAcceptorConfiguration("core", tcp + "61620?protocols=CORE");
    configuration.addAcceptorConfiguration(
        "safe",
        tcp
            + "61621?protocols=CORE;sslEnabled=true;keyStorePath="
            + keystore
            + ";keyStorePassword=changeit");
    EmbeddedActiveMQ server = new EmbeddedActiveMQ();
    server.setConfiguration(configuration);
    server.start();
  }
}
