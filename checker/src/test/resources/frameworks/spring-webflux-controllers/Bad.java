import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
class Bad {
  private final WebClient prices = WebClient.create("https://prices.example");

  @GetMapping("/price/{item}")
  Mono<String> price(@PathVariable("item") String item) {
    Mono<String> price = prices.get().uri(item).retrieve().bodyToMono(String.class);
    return Mono.just(item + " costs " + price.block()); // finding: NestedJoin
  }

  @GetMapping("/lines/{name}")
  Flux<String> lines(@PathVariable("name") String name) throws IOException {
    return Flux.fromIterable(Files.readAllLines(Path.of(name))); // finding: BlockingIo
  }
}
