import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

class Bad {
  @RegisterRestClient
  interface Prices {
    @GET
    @Path("/price")
    CompletionStage<Integer> price();

    @GET
    @Path("/discount")
    int discount();
  }

  CompletionStage<Integer> price(Prices prices) {
    return prices.price().thenApply(price -> price - prices.discount()); // finding: BlockingIo
  }

  CompletionStage<Integer> priceOrDiscount(Prices prices) {
    return prices.price().exceptionally(failure -> prices.discount()); // finding: BlockingIo
  }
}
