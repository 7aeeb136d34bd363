import org.apache.pulsar.client.api.AuthenticationFactory;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.Schema;
import org.apache.pulsar.client.api.SubscriptionInitialPosition;

/** Orders are sent and received: URL [CA]; or with a token a topic is only asked about: URL token. */
public final class Client {
  private Client() {}

  public static void main(String[] arguments) throws Exception {
    var builder = PulsarClient.builder().serviceUrl(arguments[0]);
    if (arguments.length > 1 && arguments[1].startsWith("/")) {
      builder.tlsTrustCertsFilePath(arguments[1]);
    } else if (arguments.length > 1) {
      builder.authentication(AuthenticationFactory.token(arguments[1]));
    }
    try (var client = builder.build()) {
      String topic = "persistent://public/default/orders";
      if (arguments.length > 1 && !arguments[1].startsWith("/")) {
        System.out.println(client.getPartitionsForTopic(topic).get());
        return;
      }
      try (var consumer =
              client
                  .newConsumer(Schema.STRING)
                  .topic(topic)
                  .subscriptionName("shop")
                  .subscriptionInitialPosition(SubscriptionInitialPosition.Earliest)
                  .subscribe();
          var producer = client.newProducer(Schema.STRING).topic(topic).create()) {
        for (int i = 0; i < 3; i++) {
          producer.send("order " + i);
          var message = consumer.receive();
          System.out.println(message.getValue());
          consumer.acknowledge(message);
        }
      }
    }
  }
}
