import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketConnector;
import io.rsocket.core.RSocketServer;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.server.TcpServerTransport;
import io.rsocket.util.DefaultPayload;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import org.apache.ignite.Ignite;
import org.apache.ignite.Ignition;
import org.apache.ignite.client.IgniteClient;
import org.apache.ignite.configuration.ClientConfiguration;
import org.apache.ignite.configuration.ClientConnectorConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.logger.NullLogger;
import org.apache.ignite.spi.communication.tcp.TcpCommunicationSpi;
import org.apache.ignite.spi.discovery.tcp.TcpDiscoverySpi;
import org.apache.ignite.spi.discovery.tcp.ipfinder.vm.TcpDiscoveryVmIpFinder;
import org.komamitsu.fluency.Fluency;
import org.komamitsu.fluency.fluentd.FluencyBuilderForFluentd;
import reactor.core.publisher.Mono;

/** Servers and clients of several protocols of Java. */
class Grid {
  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "server" -> server(args[1]);
      case "member" -> member(args[1], args[2]);
      case "thin" -> thin(args[1]);
      case "h2" -> h2(args[1]);
      case "rsocket" -> rsocket(args[1]);
      default -> fluentd(args[1]);
    }
    System.exit(0);
  }

  private static Ignite node(String address, String work) {
    TcpDiscoverySpi discovery = new TcpDiscoverySpi();
    discovery.setLocalAddress(address);
    discovery.setLocalPort(47500);
    discovery.setLocalPortRange(0);
    TcpDiscoveryVmIpFinder finder = new TcpDiscoveryVmIpFinder();
    finder.setAddresses(List.of("10.20.0.3:47500", "10.20.0.2:47500"));
    discovery.setIpFinder(finder);
    TcpCommunicationSpi communication = new TcpCommunicationSpi();
    communication.setLocalAddress(address);
    communication.setLocalPort(47100);
    communication.setLocalPortRange(0);
    return Ignition.start(
        new IgniteConfiguration()
            .setIgniteInstanceName(address)
            .setLocalHost(address)
            .setWorkDirectory(work)
            .setGridLogger(new NullLogger())
            .setConnectorConfiguration(null)
            .setClientConnectorConfiguration(new ClientConnectorConfiguration().setHost(address).setPort(10800).setPortRange(0))
            .setDiscoverySpi(discovery)
            .setCommunicationSpi(communication));
  }

  private static void server(String work) throws Exception {
    org.h2.tools.Server.createTcpServer("-tcp", "-tcpAllowOthers", "-tcpPort", "9092", "-ifNotExists", "-baseDir", work + "/h2").start();
    RSocketServer.create(SocketAcceptor.forRequestResponse(payload -> Mono.just(DefaultPayload.create("answer"))))
        .bindNow(TcpServerTransport.create("10.20.0.3", 7000));
    Thread sink = new Thread(() -> listen(24224));
    sink.setDaemon(true);
    sink.start();
    node("10.20.0.3", work + "/server");
    Thread.sleep(90_000);
  }

  private static void listen(int port) {
    try (ServerSocket server = new ServerSocket(port)) {
      while (true) {
        try (Socket socket = server.accept()) {
          socket.getInputStream().readAllBytes();
        }
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void member(String address, String work) throws Exception {
    try (Ignite ignite = node(address, work)) {
      Thread.sleep(200);
    }
  }

  private static void thin(String server) throws Exception {
    try (IgniteClient client = Ignition.startClient(new ClientConfiguration().setAddresses(server + ":10800"))) {
      client.getOrCreateCache("orders").put(1, "lamp");
    }
  }

  private static void h2(String server) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:tcp://" + server + ":9092/./shop", "sa", "not-a-real-secret")) {
      connection.createStatement().execute("create table orders(id int, name varchar)");
      connection.createStatement().execute("insert into orders values (1, 'lamp')");
      try (ResultSet rows = connection.createStatement().executeQuery("select * from orders")) {
        rows.next();
      }
    }
  }

  private static void rsocket(String server) {
    var socket = RSocketConnector.create().connect(TcpClientTransport.create(server, 7000)).block();
    socket.requestResponse(DefaultPayload.create("question")).block();
    socket.dispose();
  }

  private static void fluentd(String server) throws Exception {
    try (Fluency fluency = new FluencyBuilderForFluentd().build(server, 24224)) {
      fluency.emit("shop.orders", Map.of("name", "lamp", "count", 2));
      fluency.emit("shop.orders", Map.of("name", "chair", "count", 1));
      fluency.flush();
      Thread.sleep(500);
    }
  }
}
