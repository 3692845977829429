import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeStateListenerBase;
import java.util.concurrent.CompletionStage;

class Good extends NodeStateListenerBase {
  private final CqlSession session;

  Good(CqlSession session) {
    this.session = session;
  }

  CompletionStage<String> owner(String order) {
    return session
        .executeAsync("SELECT customer FROM orders WHERE id = ?", order)
        .thenCompose(found -> name(found.one().getString("customer")));
  }

  private CompletionStage<String> name(String customer) {
    return session
        .executeAsync("SELECT name FROM customers WHERE id = ?", customer)
        .thenApply(found -> found.one().getString("name"));
  }

  @Override
  public void onDown(Node node) {
    session.executeAsync("INSERT INTO down (id) VALUES (?)", node.getHostId());
  }
}
