import io.helidon.webclient.WebClient;
import io.helidon.webserver.Handler;
import io.helidon.webserver.Routing;
import io.helidon.webserver.ServerRequest;
import io.helidon.webserver.ServerResponse;
import java.sql.SQLException;
import javax.sql.DataSource;

class Bad implements Handler {
  private final WebClient prices = WebClient.create();

  @Override
  public void accept(ServerRequest request, ServerResponse response) {
    String price = prices.get().path("/price").request(String.class).await(); // finding: NestedJoin
    response.send(price);
  }

  static Routing routing(DataSource orders) {
    return Routing.builder()
        .get("/price", new Bad())
        .get("/user", (request, response) -> response.send(user(orders))) // finding: BlockingIo
        .build();
  }

  private static String user(DataSource orders) {
    try (var connection = orders.getConnection()) {
      return connection.getMetaData().getUserName();
    } catch (SQLException e) {
      return e.getMessage();
    }
  }
}
