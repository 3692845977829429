import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

class Bad {
  Uni<String> greeting(Uni<String> name, Uni<String> title) {
    return name.map(each -> title.await().indefinitely() + " " + each); // finding: NestedJoin
  }

  Uni<String> page(Uni<String> remote, Path copy) {
    return remote.onFailure().recoverWithItem(() -> read(copy)); // finding: BlockingIo
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
