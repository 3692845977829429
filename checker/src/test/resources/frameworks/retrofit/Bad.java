import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import retrofit2.Call;
import retrofit2.http.GET;
import retrofit2.http.Path;

class Bad {
  interface Shop {
    @GET("users/{name}/account")
    CompletableFuture<String> account(@Path("name") String name);

    @GET("accounts/{account}/orders")
    Call<List<String>> orders(@Path("account") String account);
  }

  CompletableFuture<List<String>> ordersOf(Shop shop, String name) {
    return shop.account(name).thenApply(account -> orders(shop, account)); // finding: BlockingIo
  }

  CompletableFuture<String> owner(CompletableFuture<String> name, Shop shop) {
    return name.thenApply(known -> shop.account(known).join()); // finding: NestedJoin
  }

  private static List<String> orders(Shop shop, String account) {
    try {
      return shop.orders(account).execute().body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
