import jakarta.ws.rs.client.InvocationCallback;
import jakarta.ws.rs.client.WebTarget;
import java.util.concurrent.CompletionStage;

class Bad {
  private final WebTarget prices;

  Bad(WebTarget prices) {
    this.prices = prices;
  }

  CompletionStage<String> price(CompletionStage<String> product) {
    return product.thenApply(
        id -> prices.path(id).request().get(String.class)); // finding: BlockingIo
  }

  void refresh() {
    prices
        .request()
        .async()
        .get(
            new InvocationCallback<String>() {
              @Override
              public void completed(String product) {
                prices.path(product).request().delete(); // finding: BlockingIo
              }

              @Override
              public void failed(Throwable failure) {}
            });
  }
}
