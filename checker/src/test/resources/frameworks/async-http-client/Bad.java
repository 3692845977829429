import java.nio.file.Files;
import java.nio.file.Path;
import org.asynchttpclient.AsyncCompletionHandler;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.ListenableFuture;
import org.asynchttpclient.Response;

class Bad {
  ListenableFuture<Path> download(AsyncHttpClient client, Path target) {
    return client
        .prepareGet("http://example.org/latest")
        .execute(
            new AsyncCompletionHandler<Path>() {
              @Override
              public Path onCompleted(Response latest) throws Exception {
                String url = latest.getResponseBody();
                Response data = client.prepareGet(url).execute().get(); // finding: NestedJoin
                return Files.write(target, data.getResponseBodyAsBytes()); // finding: BlockingIo
              }
            });
  }
}
