import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes a record to the broker at ADDRESS and, if asked to, reads it. Further arguments are name=value of the client. */
class Client {
  public static void main(String[] a) throws Exception {
    Properties p = new Properties();
    p.put("bootstrap.servers", a[0]);
    p.put("client.id", "shop");
    p.put("max.block.ms", "20000");
    for (int i = 2; i < a.length; i++) {
      int equals = a[i].indexOf('=');
      p.put(a[i].substring(0, equals), a[i].substring(equals + 1));
    }
    try (var producer = new KafkaProducer<>(p, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("orders", "lamp")).get();
    } catch (Exception e) {
      System.err.println(a[0] + ": " + e.getMessage());
      return;
    }
    if (a[1].equals("read")) {
      p.put("group.id", "billing");
      p.put("auto.offset.reset", "earliest");
      try (var consumer = new KafkaConsumer<>(p, new StringDeserializer(), new StringDeserializer())) {
        consumer.subscribe(List.of("orders"));
        for (int i = 0; i < 20 && consumer.poll(Duration.ofSeconds(1)).isEmpty(); i++) {}
      }
    }
  }
}
