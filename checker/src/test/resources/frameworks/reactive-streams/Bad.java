import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

class Bad implements Subscriber<String> {
  private Subscription subscription;

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    subscription.request(1);
  }

  @Override
  public void onNext(String line) {
    try {
      Files.writeString(Path.of("last"), line); // finding: BlockingIo
      Thread.sleep(100); // finding: BlockingSleep
      subscription.request(1);
    } catch (IOException | InterruptedException e) {
      subscription.cancel();
    }
  }

  @Override
  public void onError(Throwable failure) {}

  @Override
  public void onComplete() {}
}
