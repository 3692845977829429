import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.annotation.Get;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class Bad implements HttpService {
  private final WebClient prices = WebClient.of("http://prices");

  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest req) {
    var price = prices.get(ctx.path()).aggregate().join(); // finding: NestedJoin
    return HttpResponse.of(price.contentUtf8());
  }

  static class Pages {
    @Get("/terms")
    public String terms() throws IOException {
      return Files.readString(Path.of("terms.html")); // finding: BlockingIo
    }
  }
}
