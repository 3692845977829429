import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Paths;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

@Path("/shop")
class Good {
  @RegisterRestClient
  interface Prices {
    @GET
    @Path("/price")
    Uni<Integer> price();
  }

  private Prices prices;

  @GET
  @Path("/price")
  public Uni<Integer> price() {
    return prices.price();
  }

  // A method that returns no asynchronous type runs on a worker thread.
  @GET
  @Path("/terms")
  public String terms() throws IOException {
    return Files.readString(Paths.get("terms.html"));
  }
}
