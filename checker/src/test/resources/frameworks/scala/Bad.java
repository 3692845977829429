import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import scala.concurrent.Await;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.concurrent.duration.Duration;

class Bad {
  private final ExecutionContext direct = ExecutionContext.fromExecutor(Runnable::run);

  Future<String> read(Future<Path> file) {
    return file.map(Bad::read, direct); // finding: BlockingIo
  }

  Future<Integer> sum(Future<Integer> left, Future<Integer> right) {
    return left.map(known -> known + await(right), direct); // finding: NestedJoin
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int await(Future<Integer> number) {
    try {
      return Await.result(number, Duration.Inf());
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }
}
