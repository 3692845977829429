import java.util.concurrent.CompletableFuture;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.session.SqlSession;

class Bad {
  @Mapper
  interface Orders {
    @Select("SELECT name FROM orders WHERE id = #{id}")
    String name(long id);
  }

  private final Orders orders;
  private final SqlSession session;

  Bad(Orders orders, SqlSession session) {
    this.orders = orders;
    this.session = session;
  }

  CompletableFuture<String> name(CompletableFuture<Long> id) {
    return id.thenApply(orders::name); // finding: BlockingIo
  }

  CompletableFuture<Integer> remove(CompletableFuture<Long> id) {
    return id.thenApply(known -> session.delete("orders.remove", known)); // finding: BlockingIo
  }
}
