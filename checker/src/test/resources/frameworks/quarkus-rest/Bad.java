import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

@Path("/shop")
class Bad {
  @RegisterRestClient
  interface Prices {
    @GET
    @Path("/price")
    int price();
  }

  private Prices prices;

  @GET
  @Path("/price")
  public Uni<Integer> price() {
    return Uni.createFrom().item(prices.price()); // finding: BlockingIo
  }

  @GET
  @Path("/terms")
  public CompletionStage<String> terms() throws IOException {
    String terms = Files.readString(Paths.get("terms.html")); // finding: BlockingIo
    return CompletableFuture.completedFuture(terms);
  }
}
