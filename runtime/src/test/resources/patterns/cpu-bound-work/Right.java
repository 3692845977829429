import dev.offload.AsyncFiles;
import dev.offload.Offload;
import dev.offload.Sync;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

class Right {
  static CompletableFuture<BigInteger> prime(CompletableFuture<Integer> bits) {
    return Offload.cpu().thenCall(bits, n -> BigInteger.probablePrime(n, new Random(1)));
  }

  static CompletableFuture<Integer> bits(Path file) {
    return AsyncFiles.readString(file).thenApply(Integer::parseInt);
  }

  public static void main(String[] args) throws Exception {
    Path file = Files.writeString(Files.createTempFile("bits", ".txt"), "512");
    System.out.println(Sync.run(() -> prime(bits(file))).bitLength()); // prints: 512
  }
}
