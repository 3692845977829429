import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.ratelimit.KeyResolver;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class Good implements GlobalFilter {
  private final WebClient tokens = WebClient.create("https://tokens.example");

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    Mono<String> token = tokens.get().retrieve().bodyToMono(String.class);
    return token
        .doOnNext(known -> exchange.getAttributes().put("token", known))
        .then(chain.filter(exchange));
  }

  KeyResolver keys() {
    return exchange ->
        Mono.fromCallable(() -> Files.readString(Path.of("tenant")))
            .subscribeOn(Schedulers.boundedElastic());
  }
}
