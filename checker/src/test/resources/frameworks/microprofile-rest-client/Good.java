import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

class Good {
  @RegisterRestClient
  interface Prices {
    @GET
    @Path("/price")
    CompletionStage<Integer> price();

    @GET
    @Path("/discount")
    CompletionStage<Integer> discount();
  }

  CompletionStage<Integer> price(Prices prices) {
    return prices.price().thenCombine(prices.discount(), (price, discount) -> price - discount);
  }

  CompletionStage<Integer> priceOrDiscount(Prices prices) {
    return prices.price().exceptionallyCompose(failure -> prices.discount());
  }
}
