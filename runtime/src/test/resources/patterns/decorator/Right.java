import dev.offload.Offload;
import dev.offload.Sync;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

class Right {
  private static final Function<String, CompletableFuture<InetAddress>> RESOLVE =
      Offload.fn(InetAddress::getByName);

  static CompletableFuture<InetAddress> address(CompletableFuture<String> host) {
    return host.thenCompose(RESOLVE);
  }

  public static void main(String[] args) throws Exception {
    CompletableFuture<String> host = CompletableFuture.completedFuture("127.0.0.1");
    System.out.println(Sync.run(() -> address(host)).getHostAddress()); // prints: 127.0.0.1
  }
}
