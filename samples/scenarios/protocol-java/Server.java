import java.lang.management.ManagementFactory;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;
import java.util.HashMap;
import java.util.Map;
import javax.management.remote.JMXAuthenticator;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXPrincipal;
import javax.management.remote.JMXServiceURL;
import javax.rmi.ssl.SslRMIClientSocketFactory;
import javax.rmi.ssl.SslRMIServerSocketFactory;
import javax.security.auth.Subject;

/**
 * A registry (1099) with an object (1100), beans for anybody (1101) and with a password (1102), and
 * an object over TLS (1103): ADDRESS.
 */
public final class Server {
  private static final Orders ORDERS = what -> what + " ordered";

  private Server() {}

  /** What the object does. */
  public interface Orders extends Remote {
    String order(String what) throws RemoteException;
  }

  public static void main(String[] arguments) throws Exception {
    System.setProperty("java.rmi.server.hostname", arguments[0]);
    Registry registry = LocateRegistry.createRegistry(1099);
    registry.rebind("orders", UnicastRemoteObject.exportObject(ORDERS, 1100));
    beans(arguments[0], 1101, new HashMap<>());
    Map<String, Object> closed = new HashMap<>();
    JMXAuthenticator asks =
        given -> {
          String[] login = (String[]) given;
          if (!login[0].equals("shop") || !login[1].equals("not-a-real-secret")) {
            throw new SecurityException("wrong");
          }
          var subject = new Subject();
          subject.getPrincipals().add(new JMXPrincipal(login[0]));
          return subject;
        };
    closed.put("jmx.remote.authenticator", asks);
    beans(arguments[0], 1102, closed);
    Orders safe = what -> what + " ordered safely";
    registry.rebind(
        "safe",
        UnicastRemoteObject.exportObject(
            safe, 1103, new SslRMIClientSocketFactory(), new SslRMIServerSocketFactory()));
    LocateRegistry.createRegistry(1098);
    Thread.currentThread().join();
  }

  private static void beans(String address, int port, Map<String, Object> how) throws Exception {
    var url =
        new JMXServiceURL(
            "service:jmx:rmi://"
                + address
                + ":"
                + port
                + "/jndi/rmi://localhost:1099/beans"
                + port);
    JMXConnectorServerFactory.newJMXConnectorServer(
            url, how, ManagementFactory.getPlatformMBeanServer())
        .start();
  }
}
