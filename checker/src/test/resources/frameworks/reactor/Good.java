import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class Good {
  Flux<String> pages(Flux<Path> names) {
    return names.concatMap(this::read);
  }

  Mono<String> greeting(Mono<String> user, Mono<String> title) {
    return user.zipWith(title, (name, known) -> known + " " + name);
  }

  Flux<String> poll(Path file) {
    return Flux.interval(Duration.ofSeconds(1)).concatMap(tick -> read(file));
  }

  private Mono<String> read(Path name) {
    return Mono.fromCallable(() -> Files.readString(name)).subscribeOn(Schedulers.boundedElastic());
  }
}
