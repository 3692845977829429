import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;

class Wrong {
  static CompletableFuture<Boolean> isUp(CompletableFuture<InetAddress> host) {
    return host.thenApply(address -> ping(address)); // finding: BlockingIo
  }

  private static boolean ping(InetAddress address) {
    try {
      return address.isReachable(1_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
