import akka.actor.AbstractActor;
import akka.actor.ActorRef;
import akka.actor.ActorSystem;
import akka.pattern.Patterns;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

class Bad extends AbstractActor {
  private final ActorRef prices;

  Bad(ActorRef prices) {
    this.prices = prices;
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder().match(String.class, this::quote).build(); // finding: NestedJoin
  }

  private void quote(String article) {
    Object price =
        Patterns.ask(prices, article, Duration.ofSeconds(3)).toCompletableFuture().join();
    getSender().tell(price, getSelf());
  }

  static void load(ActorSystem system, Source<Path, ?> files) {
    files.map(file -> read(file)).runWith(Sink.ignore(), system); // finding: BlockingIo
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
