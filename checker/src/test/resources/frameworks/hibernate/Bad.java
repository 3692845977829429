import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import org.hibernate.SessionFactory;
import org.hibernate.reactive.mutiny.Mutiny;

class Bad {
  private final SessionFactory sessions;
  private final Mutiny.SessionFactory reactive;

  Bad(SessionFactory sessions, Mutiny.SessionFactory reactive) {
    this.sessions = sessions;
    this.reactive = reactive;
  }

  CompletableFuture<Void> store(CompletableFuture<Object> order) {
    return order.thenAccept(
        known -> sessions.inTransaction(session -> session.persist(known))); // finding: BlockingIo
  }

  <T> Uni<T> copy(Class<T> type, Object id) {
    return reactive.withTransaction(
        session -> {
          T found = session.find(type, id).await().indefinitely(); // finding: NestedJoin
          return session.merge(found);
        });
  }
}
