import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.web.Router;
import io.vertx.mutiny.ext.web.client.WebClient;

class Bad {
  void routes(Router router, Vertx vertx, WebClient prices) {
    router
        .get("/price")
        .handler(
            context -> {
              var price = prices.get("/price").sendAndAwait(); // finding: NestedJoin
              context.endAndForget(price.bodyAsString());
            });
    router
        .get("/terms")
        .handler(
            context -> {
              var terms = vertx.fileSystem().readFileBlocking("terms.html"); // finding: BlockingIo
              context.endAndForget(terms.toString());
            });
  }
}
