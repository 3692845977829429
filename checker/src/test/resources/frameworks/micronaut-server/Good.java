import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.client.HttpClient;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.reactivestreams.Publisher;

@Controller("/prices")
class Good {
  private final HttpClient http;

  Good(HttpClient http) {
    this.http = http;
  }

  @Get("/{item}")
  Publisher<String> price(String item) {
    return http.retrieve("http://prices/" + item);
  }

  @ServerFilter("/**")
  static class Audit {
    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    void audit(HttpRequest<?> request) throws IOException {
      Files.writeString(Path.of("audit.log"), request.getPath());
    }
  }
}
