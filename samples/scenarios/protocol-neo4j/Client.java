import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.GraphDatabase;

/** A node is made and found: URI [PASSWORD]. */
public final class Client {
  private Client() {}

  public static void main(String[] arguments) {
    var login = arguments.length > 1 ? AuthTokens.basic("neo4j", arguments[1]) : AuthTokens.none();
    try (var driver = GraphDatabase.driver(arguments[0], login);
        var session = driver.session()) {
      session.run("CREATE (:Order {what: 'basket'})").consume();
      System.out.println(session.run("MATCH (o:Order) RETURN o.what AS what").list());
    }
  }
}
