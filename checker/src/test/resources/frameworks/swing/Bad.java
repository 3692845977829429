import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.swing.JButton;
import javax.swing.JLabel;

class Bad {
  private final JButton open = new JButton("Open");
  private final JButton blink = new JButton("Blink");
  private final JLabel text = new JLabel();

  Bad(Path file) {
    open.addActionListener(clicked -> text.setText(read(file))); // finding: BlockingIo
    blink.addActionListener(clicked -> pause(500)); // finding: BlockingSleep
  }

  private String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  private void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
