import javax.jms.Connection;
import javax.jms.ConnectionFactory;
import javax.jms.Queue;
import javax.jms.Session;

/** A message is sent and taken: openwire | core URL [PASSWORD]. */
public final class Client {
  private Client() {}

  public static void main(String[] arguments) throws Exception {
    String user = arguments.length > 2 ? "shop" : null;
    String password = arguments.length > 2 ? arguments[2] : null;
    ConnectionFactory factory =
        arguments[0].equals("core")
            ? new org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory(arguments[1])
            : new org.apache.activemq.ActiveMQConnectionFactory(arguments[1]);
    try (Connection connection =
        user == null ? factory.createConnection() : factory.createConnection(user, password)) {
      connection.start();
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      Queue queue = session.createQueue("orders");
      session.createProducer(queue).send(session.createTextMessage("basket"));
      System.out.println(session.createConsumer(queue).receive(5000));
    }
  }
}
