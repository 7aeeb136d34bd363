import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;

/** Uses Derby's databases at each URL. */
public final class Client {
  public static void main(String[] urls) throws Exception {
    for (String url : urls) {
      try (Connection connection = DriverManager.getConnection(url);
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE orders (what VARCHAR(20))");
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO orders VALUES (?)")) {
          insert.setString(1, "lamp");
          insert.executeUpdate();
        }
        statement.executeQuery("SELECT what FROM orders").next();
      }
    }
  }
}
