import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.ratelimit.KeyResolver;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

class Bad implements GlobalFilter {
  private final WebClient tokens = WebClient.create("https://tokens.example");

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    Mono<String> token = tokens.get().retrieve().bodyToMono(String.class);
    exchange.getAttributes().put("token", token.block()); // finding: NestedJoin
    return chain.filter(exchange);
  }

  KeyResolver keys() {
    return exchange -> {
      try {
        return Mono.just(Files.readString(Path.of("tenant"))); // finding: BlockingIo
      } catch (IOException e) {
        return Mono.error(e);
      }
    };
  }
}
