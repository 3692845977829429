import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

class Bad extends EventListener {
  @Override
  public void callEnd(Call call) {
    append(Path.of("calls.log"), call.request().url() + "\n"); // finding: BlockingIo
  }

  private static void append(Path log, String line) {
    try {
      Files.writeString(log, line, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CompletableFuture<String> load(OkHttpClient client, CompletableFuture<String> url) {
    return url.thenApply(
        known -> {
          Request request = new Request.Builder().url(known).build();
          try (Response response = client.newCall(request).execute()) { // finding: BlockingIo
            return response.body().string(); // finding: BlockingIo
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
