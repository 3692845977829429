import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

class Good extends VerticleBase {
  @Override
  public Future<?> start() {
    Router router = Router.router(vertx);
    router.get("/terms").handler(this::terms);
    vertx.setPeriodic(60_000, id -> archive());
    vertx.deployVerticle(
        new Cleanup(), new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER));
    return vertx.createHttpServer().requestHandler(router).listen(8080);
  }

  private void terms(RoutingContext ctx) {
    vertx.fileSystem().readFile("terms.html").onSuccess(ctx::end).onFailure(ctx::fail);
  }

  private void archive() {
    vertx.executeBlocking(
        () -> vertx.fileSystem().copyRecursiveBlocking("orders", "archive", true));
  }

  static class Cleanup extends VerticleBase {
    @Override
    public Future<?> start() {
      vertx.fileSystem().deleteRecursiveBlocking("uploads");
      return Future.succeededFuture();
    }
  }
}
