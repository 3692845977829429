import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

class Bad implements WebFilter {
  private final WebClient users = WebClient.create("https://users.example");

  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .GET(
            "/user",
            request -> {
              var user = users.get().retrieve().bodyToMono(String.class);
              return ServerResponse.ok().bodyValue(user.block()); // finding: NestedJoin
            })
        .build();
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    try {
      String banner = Files.readString(Path.of("banner.txt")); // finding: BlockingIo
      exchange.getResponse().getHeaders().set("Banner", banner);
      return chain.filter(exchange);
    } catch (IOException e) {
      return Mono.error(e);
    }
  }
}
