import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;

class Wrong {
  static CompletableFuture<InetAddress> address(CompletableFuture<String> host) {
    return host.thenCompose(Wrong::resolveAsync); // finding: BlockingIo
  }

  /** Returns a future, but not before the work is done. */
  private static CompletableFuture<InetAddress> resolveAsync(String host) {
    try {
      return CompletableFuture.completedFuture(InetAddress.getByName(host));
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }
}
