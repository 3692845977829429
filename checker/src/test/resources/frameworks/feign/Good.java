import feign.AsyncClient;
import feign.Request;
import feign.Response;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

class Good {
  @FeignClient("prices")
  interface Prices {
    @GetMapping("/price")
    int price(@RequestParam("item") String item);
  }

  CompletableFuture<Integer> total(
      CompletableFuture<String> item, Prices prices, Executor workers) {
    return item.thenApplyAsync(name -> prices.price(name), workers);
  }

  CompletableFuture<Integer> status(CompletableFuture<Request> request, AsyncClient<Void> client) {
    return request
        .thenCompose(each -> client.execute(each, new Request.Options(), Optional.empty()))
        .thenApply(Response::status);
  }
}
