import dev.offload.Offloader;
import dev.offload.Sync;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;

class Right {
  private static final Offloader PINGS =
      Offloader.builder("pings").maxConcurrency(2).queueCapacity(100).build();

  static CompletableFuture<Boolean> isUp(CompletableFuture<InetAddress> host) {
    return PINGS.thenCall(host, address -> address.isReachable(1_000));
  }

  public static void main(String[] args) throws Exception {
    CompletableFuture<InetAddress> host =
        CompletableFuture.completedFuture(InetAddress.getLoopbackAddress());
    System.out.println(Sync.run(() -> isUp(host))); // prints: true
  }
}
