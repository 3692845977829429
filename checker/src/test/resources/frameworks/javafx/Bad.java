import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

public class Bad extends Application {
  private final Label text = new Label();

  @Override
  public void start(Stage stage) throws IOException {
    text.setText(Files.readString(Path.of("welcome.txt"))); // finding: BlockingIo
    Button count = new Button("Count");
    CompletableFuture<Integer> orders = CompletableFuture.supplyAsync(() -> 42);
    count.setOnAction(clicked -> text.setText("Orders: " + orders.join())); // finding: NestedJoin
    stage.setScene(new Scene(new VBox(count, text)));
    stage.show();
  }
}
