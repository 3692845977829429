import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class Good {
  Mono<Connection> connect(Mono<ConnectionFactory> database) {
    return database.flatMap(each -> Mono.from(each.create()));
  }

  Flux<String> hosts(Connection connection) {
    return Flux.from(connection.createStatement("SELECT address FROM visitors").execute())
        .flatMap(result -> result.map(row -> row.get(0, String.class)))
        .publishOn(Schedulers.boundedElastic())
        .map(Good::host);
  }

  private static String host(String address) {
    try {
      return InetAddress.getByName(address).getHostName();
    } catch (UnknownHostException e) {
      return address;
    }
  }
}
