import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.client.HttpClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

@Controller("/prices")
class Bad {
  private final HttpClient http;

  Bad(HttpClient http) {
    this.http = http;
  }

  @Get("/{item}")
  String price(String item) {
    return http.toBlocking().retrieve("http://prices/" + item); // finding: BlockingIo
  }

  @ServerFilter("/**")
  static class Audit {
    @RequestFilter
    void audit(HttpRequest<?> request) throws IOException {
      Files.writeString(Path.of("audit.log"), request.getPath()); // finding: BlockingIo
    }
  }
}
