import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

class Bad extends VerticleBase {
  @Override
  public Future<?> start() {
    Router router = Router.router(vertx);
    router.get("/terms").handler(this::terms); // finding: BlockingIo
    vertx.setPeriodic(60_000, id -> archive()); // finding: BlockingIo
    return vertx.createHttpServer().requestHandler(router).listen(8080);
  }

  private void terms(RoutingContext ctx) {
    ctx.end(vertx.fileSystem().readFileBlocking("terms.html"));
  }

  private void archive() {
    vertx.fileSystem().copyRecursiveBlocking("orders", "archive", true);
  }
}
