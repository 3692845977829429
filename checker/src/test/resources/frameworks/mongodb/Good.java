import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.bson.Document;
import reactor.core.publisher.Mono;

class Good {
  CompletionStage<String> name(
      MongoCollection<Document> customers, CompletionStage<String> id, Executor io) {
    return id.thenApplyAsync(each -> customers.find(eq(each)).first(), io)
        .thenApply(customer -> customer.getString("name"));
  }

  Mono<String> pay(MongoDatabase shop, Mono<String> id) {
    var orders = shop.getCollection("orders");
    return id.delayUntil(each -> orders.updateOne(eq(each), set("paid", true)));
  }
}
