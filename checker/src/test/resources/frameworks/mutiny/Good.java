import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

class Good {
  Uni<String> greeting(Uni<String> name, Uni<String> title) {
    return name.chain(each -> title.map(before -> before + " " + each));
  }

  Uni<String> page(Uni<String> remote, Path copy) {
    return remote
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .onFailure()
        .recoverWithItem(() -> read(copy));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
