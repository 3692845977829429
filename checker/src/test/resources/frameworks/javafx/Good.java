import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.concurrent.Task;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

public class Good extends Application {
  private final Label text = new Label();

  @Override
  public void start(Stage stage) {
    Task<String> welcome =
        new Task<>() {
          @Override
          protected String call() throws IOException {
            return Files.readString(Path.of("welcome.txt"));
          }
        };
    welcome.setOnSucceeded(done -> text.setText(welcome.getValue()));
    new Thread(welcome).start();
    Button count = new Button("Count");
    CompletableFuture<Integer> orders = CompletableFuture.supplyAsync(() -> 42);
    count.setOnAction(
        clicked -> orders.thenAccept(n -> Platform.runLater(() -> text.setText("Orders: " + n))));
    stage.setScene(new Scene(new VBox(count, text)));
    stage.show();
  }
}
