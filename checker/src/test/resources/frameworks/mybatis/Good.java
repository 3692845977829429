import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.session.SqlSession;

class Good {
  @Mapper
  interface Orders {
    @Select("SELECT name FROM orders WHERE id = #{id}")
    String name(long id);
  }

  private final Executor database = Executors.newFixedThreadPool(16);
  private final Orders orders;
  private final SqlSession session;

  Good(Orders orders, SqlSession session) {
    this.orders = orders;
    this.session = session;
  }

  CompletableFuture<String> name(CompletableFuture<Long> id) {
    return id.thenApplyAsync(orders::name, database);
  }

  CompletableFuture<Integer> remove(CompletableFuture<Long> id) {
    return id.thenApplyAsync(known -> session.delete("orders.remove", known), database);
  }
}
