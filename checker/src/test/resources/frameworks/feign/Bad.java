import feign.Client;
import feign.Request;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

class Bad {
  @FeignClient("prices")
  interface Prices {
    @GetMapping("/price")
    int price(@RequestParam("item") String item);
  }

  CompletableFuture<Integer> total(CompletableFuture<String> item, Prices prices) {
    return item.thenApply(name -> prices.price(name)); // finding: BlockingIo
  }

  CompletableFuture<Integer> status(CompletableFuture<Request> request, Client client) {
    return request.thenApply(
        each -> {
          try {
            return client.execute(each, new Request.Options()).status(); // finding: BlockingIo
          } catch (IOException e) {
            throw new CompletionException(e);
          }
        });
  }
}
