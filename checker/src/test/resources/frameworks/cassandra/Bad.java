import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeStateListenerBase;
import java.util.concurrent.CompletionStage;

class Bad extends NodeStateListenerBase {
  private final CqlSession session;

  Bad(CqlSession session) {
    this.session = session;
  }

  CompletionStage<String> owner(String order) {
    return session
        .executeAsync("SELECT customer FROM orders WHERE id = ?", order)
        .thenApply(found -> name(found.one().getString("customer"))); // finding: BlockingIo
  }

  private String name(String customer) {
    Row row = session.execute("SELECT name FROM customers WHERE id = ?", customer).one();
    return row.getString("name");
  }

  @Override
  public void onDown(Node node) {
    session.execute("INSERT INTO down (id) VALUES (?)", node.getHostId()); // finding: BlockingIo
  }
}
