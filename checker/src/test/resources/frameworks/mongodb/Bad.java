import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import java.util.concurrent.CompletionStage;
import org.bson.Document;
import reactor.core.publisher.Mono;

class Bad {
  CompletionStage<String> name(MongoCollection<Document> customers, CompletionStage<String> id) {
    return id.thenApply(each -> customers.find(eq(each)).first()) // finding: BlockingIo
        .thenApply(customer -> customer.getString("name"));
  }

  Mono<String> pay(MongoCollection<Document> orders, Mono<String> id) {
    return id.doOnNext(
        each -> orders.updateOne(eq(each), set("paid", true))); // finding: BlockingIo
  }
}
