import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.FileSystem;
import io.vertx.kafka.client.consumer.KafkaConsumer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;

class Bad {
  private final FileSystem files;
  private final Pool pool;

  Bad(Vertx vertx, Pool pool) {
    this.files = vertx.fileSystem();
    this.pool = pool;
  }

  void store(KafkaConsumer<String, String> orders) {
    orders.handler(order -> files.readFileBlocking(order.value())); // finding: BlockingIo
  }

  Future<Void> rename(String id, String name) {
    return pool.withTransaction(
        connection ->
            connection
                .preparedQuery("UPDATE orders SET name = $2 WHERE id = $1")
                .execute(Tuple.of(id, name))
                .onSuccess(done -> files.deleteBlocking(id)) // finding: BlockingIo
                .mapEmpty());
  }
}
