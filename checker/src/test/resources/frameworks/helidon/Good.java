import io.helidon.faulttolerance.Async;
import io.helidon.webclient.WebClient;
import io.helidon.webserver.Handler;
import io.helidon.webserver.Routing;
import io.helidon.webserver.ServerRequest;
import io.helidon.webserver.ServerResponse;
import java.sql.SQLException;
import javax.sql.DataSource;

class Good implements Handler {
  private final WebClient prices = WebClient.create();

  @Override
  public void accept(ServerRequest request, ServerResponse response) {
    prices.get().path("/price").request(String.class).forSingle(response::send);
  }

  static Routing routing(DataSource orders) {
    var worker = Async.create();
    return Routing.builder()
        .get("/price", new Good())
        .get(
            "/user",
            (request, response) -> worker.invoke(() -> user(orders)).forSingle(response::send))
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
