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
import reactor.core.scheduler.Schedulers;

class Good implements WebFilter {
  private final WebClient users = WebClient.create("https://users.example");

  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .GET(
            "/user",
            request -> {
              var user = users.get().retrieve().bodyToMono(String.class);
              return ServerResponse.ok().body(user, String.class);
            })
        .build();
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    return Mono.fromCallable(() -> Files.readString(Path.of("banner.txt")))
        .subscribeOn(Schedulers.boundedElastic())
        .doOnNext(banner -> exchange.getResponse().getHeaders().set("Banner", banner))
        .then(chain.filter(exchange));
  }
}
