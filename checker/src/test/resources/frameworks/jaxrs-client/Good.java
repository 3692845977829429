import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;

class Good {
  private final WebTarget prices;

  Good(WebTarget prices) {
    this.prices = prices;
  }

  CompletionStage<String> price(CompletionStage<String> product) {
    return product.thenCompose(id -> prices.path(id).request().rx().get(String.class));
  }

  CompletionStage<Response> refresh() {
    return prices
        .request()
        .rx()
        .get(String.class)
        .thenCompose(product -> prices.path(product).request().rx().delete());
  }
}
