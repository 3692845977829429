import dev.offload.AsyncLock;
import dev.offload.FailurePolicy;
import dev.offload.Offload;
import dev.offload.Sync;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

class Right {
  private final AsyncLock lock = new AsyncLock();
  private volatile int balance;

  CompletableFuture<Integer> deposit(CompletableFuture<Integer> amount) {
    return amount.thenCompose(added -> lock.with(() -> save(balance + added)));
  }

  private CompletableFuture<Integer> save(int sum) {
    return Offload.call(() -> balance = sum);
  }

  public static void main(String[] args) throws Exception {
    Right account = new Right();
    List<CompletableFuture<Integer>> deposits =
        Collections.nCopies(100, CompletableFuture.completedFuture(1)).stream()
            .map(account::deposit)
            .toList();
    Sync.run(() -> Offload.all(deposits, FailurePolicy.AWAIT_SIBLINGS));
    System.out.println(account.balance); // prints: 100
  }
}
