import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@RestController
class Good {
  private final WebClient prices = WebClient.create("https://prices.example");

  @GetMapping("/price/{item}")
  Mono<String> price(@PathVariable("item") String item) {
    Mono<String> price = prices.get().uri(item).retrieve().bodyToMono(String.class);
    return price.map(known -> item + " costs " + known);
  }

  @GetMapping("/lines/{name}")
  Flux<String> lines(@PathVariable("name") String name) {
    return Mono.fromCallable(() -> Files.readAllLines(Path.of(name)))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMapIterable(lines -> lines);
  }
}
