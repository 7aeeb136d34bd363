import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.ConnectionString;
import org.bson.Document;

/** One use of the server behind each connection string: a document is written and read. */
class Client {
  public static void main(String[] uris) {
    for (String uri : uris) {
      MongoClientSettings settings =
          MongoClientSettings.builder().applyConnectionString(new ConnectionString(uri)).build();
      try (MongoClient client = MongoClients.create(settings)) {
        var orders = client.getDatabase("shop").getCollection("orders");
        orders.insertOne(new Document("item", "lamp").append("count", 1));
        orders.find().first();
      } catch (RuntimeException e) {
        System.err.println(uri + ": " + e.getMessage());
      }
    }
  }
}
