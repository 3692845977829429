import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

class Good extends EventListener {
  private final Executor writer = Executors.newSingleThreadExecutor();

  @Override
  public void callEnd(Call call) {
    writer.execute(() -> append(Path.of("calls.log"), call.request().url() + "\n"));
  }

  private static void append(Path log, String line) {
    try {
      Files.writeString(log, line, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CompletableFuture<String> load(OkHttpClient client, CompletableFuture<String> url) {
    return url.thenCompose(
        known -> enqueue(client.newCall(new Request.Builder().url(known).build())));
  }

  /** A callback has a thread of OkHttp's dispatcher to itself: it may wait for the body. */
  private static CompletableFuture<String> enqueue(Call call) {
    CompletableFuture<String> result = new CompletableFuture<>();
    call.enqueue(
        new Callback() {
          @Override
          public void onFailure(Call call, IOException e) {
            result.completeExceptionally(e);
          }

          @Override
          public void onResponse(Call call, Response response) throws IOException {
            result.complete(response.body().string());
          }
        });
    return result;
  }
}
