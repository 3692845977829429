import dev.offload.Offload;
import dev.offload.Sync;
import dev.offload.annotations.NonBlocking;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;

class Right {
  @NonBlocking
  static CompletableFuture<Boolean> isLocal(String host) {
    return Offload.call(() -> InetAddress.getByName(host))
        .thenApply(InetAddress::isLoopbackAddress);
  }

  public static void main(String[] args) throws Exception {
    System.out.println(Sync.run(() -> isLocal("localhost"))); // prints: true
  }
}
