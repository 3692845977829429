import dev.offload.Offload;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

class Wrong {
  static CompletableFuture<BigInteger> prime(CompletableFuture<Integer> bits) {
    // Nothing waits, but whichever thread completes the bits is busy for long.
    return bits.thenApply(n -> BigInteger.probablePrime(n, new Random(1)));
  }

  static CompletableFuture<Integer> bits(Path file) {
    // A thread that should compute waits for a disk.
    return Offload.cpu()
        .call(() -> Integer.parseInt(Files.readString(file))); // finding: BlockingIo
  }
}
