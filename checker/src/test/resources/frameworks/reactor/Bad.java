import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class Bad {
  Flux<String> pages(Flux<Path> names) {
    return names.map(this::read); // finding: BlockingIo
  }

  Mono<String> greeting(Mono<String> user, Mono<String> title) {
    return user.map(name -> title.block() + " " + name); // finding: NestedJoin
  }

  Flux<String> poll(Path file) {
    return Flux.interval(Duration.ofSeconds(1)).map(tick -> read(file)); // finding: BlockingIo
  }

  private String read(Path name) {
    try {
      return Files.readString(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
