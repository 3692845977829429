import java.util.concurrent.CompletableFuture;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import reactor.core.publisher.Mono;

class Bad {
  @HttpExchange("https://users.example")
  interface Users {
    @GetExchange("/current")
    String current();
  }

  Mono<String> withUser(Mono<String> page, Users users) {
    return page.map(text -> text + users.current()); // finding: BlockingIo
  }

  Mono<String> withPrice(Mono<String> item, RestClient shop) {
    return item.map(id -> shop.get().uri(id).retrieve().body(String.class)); // finding: BlockingIo
  }

  CompletableFuture<String> follow(CompletableFuture<String> link, RestTemplate http) {
    return link.thenApply(url -> http.getForObject(url, String.class)); // finding: BlockingIo
  }
}
