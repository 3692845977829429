import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class Good {
  @HttpExchange("https://users.example")
  interface Users {
    @GetExchange("/current")
    Mono<String> current();
  }

  Mono<String> withUser(Mono<String> page, Users users) {
    return page.zipWith(users.current(), String::concat);
  }

  Mono<String> withPrice(Mono<String> item, RestClient shop) {
    return item.publishOn(Schedulers.boundedElastic())
        .map(id -> shop.get().uri(id).retrieve().body(String.class));
  }

  CompletableFuture<String> follow(
      CompletableFuture<String> link, RestTemplate http, Executor workers) {
    return link.thenApplyAsync(url -> http.getForObject(url, String.class), workers);
  }
}
