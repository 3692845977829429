import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.classic.BasicHttpClientResponseHandler;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.concurrent.FutureCallback;

class Bad implements FutureCallback<SimpleHttpResponse> {
  private final CloseableHttpClient client;

  Bad(CloseableHttpClient client) {
    this.client = client;
  }

  void download(CloseableHttpAsyncClient async) {
    async.execute(SimpleHttpRequest.create("GET", "http://example.org/latest"), this);
  }

  @Override
  public void completed(SimpleHttpResponse latest) {
    try {
      HttpGet get = new HttpGet(latest.getBodyText());
      var handler = new BasicHttpClientResponseHandler();
      String page = client.execute(get, handler); // finding: BlockingIo
      Files.writeString(Path.of("page.html"), page); // finding: BlockingIo
    } catch (IOException e) {
      failed(e);
    }
  }

  @Override
  public void failed(Exception e) {
    e.printStackTrace();
  }

  @Override
  public void cancelled() {}
}
