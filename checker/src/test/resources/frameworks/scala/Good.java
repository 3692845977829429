import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;

class Good {
  private final ExecutionContext direct = ExecutionContext.fromExecutor(Runnable::run);
  private final ExecutionContext workers =
      ExecutionContext.fromExecutorService(Executors.newCachedThreadPool());

  Future<String> read(Future<Path> file) {
    return file.map(Good::read, workers);
  }

  Future<Integer> sum(Future<Integer> left, Future<Integer> right) {
    return left.zipWith(right, Integer::sum, direct);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
