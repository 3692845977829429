import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class Bad {
  Mono<Connection> connect(Mono<ConnectionFactory> database) {
    return database.map(each -> Mono.from(each.create()).block()); // finding: NestedJoin
  }

  Flux<String> hosts(Connection connection) {
    return Flux.from(connection.createStatement("SELECT address FROM visitors").execute())
        .flatMap(
            result -> result.map(row -> host(row.get(0, String.class)))); // finding: BlockingIo
  }

  private static String host(String address) {
    try {
      return InetAddress.getByName(address).getHostName();
    } catch (UnknownHostException e) {
      return address;
    }
  }
}
