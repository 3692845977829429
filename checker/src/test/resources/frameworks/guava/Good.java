import com.google.common.io.Files;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.RateLimiter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

class Good {
  private final RateLimiter mails = RateLimiter.create(10);
  private final ListeningExecutorService io =
      MoreExecutors.listeningDecorator(Executors.newFixedThreadPool(8));

  ListenableFuture<Integer> size(ListenableFuture<File> report) {
    return Futures.transformAsync(
        report, file -> io.submit(() -> lines(file)), MoreExecutors.directExecutor());
  }

  private int lines(File file) throws IOException {
    return Files.readLines(file, StandardCharsets.UTF_8).size();
  }

  void mail(ListenableFuture<String> text) {
    text.addListener(() -> mails.acquire(), io);
  }
}
