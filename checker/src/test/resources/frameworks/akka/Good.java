import akka.actor.AbstractActor;
import akka.actor.ActorRef;
import akka.actor.ActorSystem;
import akka.actor.Props;
import akka.pattern.Patterns;
import akka.stream.ActorAttributes;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

class Good extends AbstractActor {
  private final ActorRef prices;

  Good(ActorRef prices) {
    this.prices = prices;
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder().match(String.class, this::quote).build();
  }

  private void quote(String article) {
    var price = Patterns.ask(prices, article, Duration.ofSeconds(3));
    Patterns.pipe(price, getContext().getDispatcher()).to(getSender());
  }

  /** An actor on a dispatcher of its own may block. */
  static class Reader extends AbstractActor {
    static Props props() {
      return Props.create(Reader.class, Reader::new).withDispatcher("reader-dispatcher");
    }

    @Override
    public Receive createReceive() {
      return receiveBuilder().match(Path.class, file -> read(file)).build();
    }
  }

  static void load(ActorSystem system, Source<Path, ?> files) {
    files
        .map(file -> read(file))
        .withAttributes(ActorAttributes.dispatcher("akka.actor.default-blocking-io-dispatcher"))
        .runWith(Sink.ignore(), system);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
