import com.sun.jdi.Bootstrap;
import java.rmi.registry.LocateRegistry;
import java.util.Map;
import javax.management.ObjectName;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * ADDRESS list PORT | ADDRESS debug PORT | ADDRESS call PORT OBJECT | ADDRESS beans PORT
 * [PASSWORD].
 */
public final class Client {
  private Client() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments[1].equals("list")) {
      var registry = LocateRegistry.getRegistry(arguments[0], Integer.parseInt(arguments[2]));
      for (String name : registry.list()) {
        System.out.println(name);
      }
      return;
    }
    if (arguments[1].equals("call")) {
      var registry = LocateRegistry.getRegistry(arguments[0], Integer.parseInt(arguments[2]));
      System.out.println(((Server.Orders) registry.lookup(arguments[3])).order("basket"));
      return;
    }
    if (arguments[1].equals("debug")) {
      debug(arguments[0], arguments[2]);
      return;
    }
    var url =
        new JMXServiceURL(
            "service:jmx:rmi:///jndi/rmi://" + arguments[0] + ":1099/beans" + arguments[2]);
    Map<String, Object> how =
        arguments.length < 4
            ? Map.of()
            : Map.of("jmx.remote.credentials", new String[] {"shop", arguments[3]});
    try (var connector = JMXConnectorFactory.connect(url, how)) {
      var name = new ObjectName("java.lang:type=Runtime");
      System.out.println(connector.getMBeanServerConnection().getAttribute(name, "VmName"));
    }
  }

  private static void debug(String address, String port) throws Exception {
    for (var connector : Bootstrap.virtualMachineManager().attachingConnectors()) {
      if (connector.name().equals("com.sun.jdi.SocketAttach")) {
        var how = connector.defaultArguments();
        how.get("hostname").setValue(address);
        how.get("port").setValue(port);
        var machine = connector.attach(how);
        System.out.println(machine.version() + machine.allThreads());
        machine.dispose();
      }
    }
  }
}
