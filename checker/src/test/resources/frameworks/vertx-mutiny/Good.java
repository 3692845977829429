import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.web.Router;
import io.vertx.mutiny.ext.web.client.WebClient;

class Good {
  void routes(Router router, Vertx vertx, WebClient prices) {
    router
        .get("/price")
        .handler(
            context ->
                prices
                    .get("/price")
                    .send()
                    .subscribe()
                    .with(price -> context.endAndForget(price.bodyAsString())));
    router.get("/terms").respond(context -> vertx.fileSystem().readFile("terms.html"));
  }
}
