import java.util.List;
import java.util.concurrent.CompletableFuture;
import retrofit2.http.GET;
import retrofit2.http.Path;

class Good {
  interface Shop {
    @GET("users/{name}/account")
    CompletableFuture<String> account(@Path("name") String name);

    @GET("accounts/{account}/orders")
    CompletableFuture<List<String>> orders(@Path("account") String account);
  }

  CompletableFuture<List<String>> ordersOf(Shop shop, String name) {
    return shop.account(name).thenCompose(shop::orders);
  }

  CompletableFuture<String> owner(CompletableFuture<String> name, Shop shop) {
    return name.thenCompose(shop::account);
  }
}
