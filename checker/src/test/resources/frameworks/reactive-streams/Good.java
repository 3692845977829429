import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

class Good implements Subscriber<String> {
  private final ScheduledExecutorService io = Executors.newSingleThreadScheduledExecutor();
  private Subscription subscription;

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    subscription.request(1);
  }

  @Override
  public void onNext(String line) {
    io.execute(() -> write(line));
  }

  private void write(String line) {
    try {
      Files.writeString(Path.of("last"), line);
      io.schedule(() -> subscription.request(1), 100, TimeUnit.MILLISECONDS);
    } catch (IOException e) {
      subscription.cancel();
    }
  }

  @Override
  public void onError(Throwable failure) {}

  @Override
  public void onComplete() {}
}
