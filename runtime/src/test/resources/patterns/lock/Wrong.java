import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

class Wrong {
  private final ReentrantLock lock = new ReentrantLock();
  private volatile int balance;

  CompletableFuture<Integer> deposit(CompletableFuture<Integer> amount) {
    return amount.thenCompose(
        added -> {
          lock.lock(); // finding: BlockingLock
          // Fails if another thread saves: only the owner may unlock.
          return save(balance + added).whenComplete((saved, failure) -> lock.unlock());
        });
  }

  private CompletableFuture<Integer> save(int sum) {
    return CompletableFuture.supplyAsync(() -> balance = sum);
  }
}
