import dev.offload.annotations.NonBlocking;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;

class Wrong {
  @NonBlocking
  static CompletableFuture<Boolean> isLocal(String host) throws UnknownHostException {
    InetAddress address = InetAddress.getByName(host); // finding: BlockingIo
    return CompletableFuture.completedFuture(address.isLoopbackAddress());
  }
}
