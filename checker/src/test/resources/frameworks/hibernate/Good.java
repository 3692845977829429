import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.hibernate.SessionFactory;
import org.hibernate.reactive.mutiny.Mutiny;

class Good {
  private final Executor database = Executors.newFixedThreadPool(16);
  private final SessionFactory sessions;
  private final Mutiny.SessionFactory reactive;

  Good(SessionFactory sessions, Mutiny.SessionFactory reactive) {
    this.sessions = sessions;
    this.reactive = reactive;
  }

  CompletableFuture<Void> store(CompletableFuture<Object> order) {
    return order.thenAcceptAsync(
        known -> sessions.inTransaction(session -> session.persist(known)), database);
  }

  <T> Uni<T> copy(Class<T> type, Object id) {
    return reactive.withTransaction(session -> session.find(type, id).flatMap(session::merge));
  }
}
