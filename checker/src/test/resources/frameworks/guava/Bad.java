import com.google.common.io.Files;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.RateLimiter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

class Bad {
  private final RateLimiter mails = RateLimiter.create(10);

  ListenableFuture<Integer> size(ListenableFuture<File> report) {
    return Futures.transform(
        report,
        file -> lines(file), // finding: BlockingIo
        MoreExecutors.directExecutor());
  }

  private int lines(File file) {
    try {
      return Files.readLines(file, StandardCharsets.UTF_8).size();
    } catch (IOException e) {
      return 0;
    }
  }

  void mail(ListenableFuture<String> text) {
    text.addListener(
        () -> mails.acquire(), MoreExecutors.directExecutor()); // finding: BlockingWait
  }
}
