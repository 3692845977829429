import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

public class Good extends HttpServlet {
  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    Part upload = request.getPart("upload");
    AsyncContext async = request.startAsync();
    CompletableFuture<String> name = CompletableFuture.supplyAsync(() -> "upload");
    name.thenAccept(file -> async.start(() -> store(upload, file, async)));
  }

  private void store(Part upload, String file, AsyncContext async) {
    try {
      upload.write(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } finally {
      async.complete();
    }
  }
}
