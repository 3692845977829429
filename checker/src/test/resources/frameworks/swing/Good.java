import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.SwingWorker;
import javax.swing.Timer;

class Good {
  private final JButton open = new JButton("Open");
  private final JButton blink = new JButton("Blink");
  private final JLabel text = new JLabel();

  Good(Path file) {
    open.addActionListener(clicked -> reader(file).execute());
    blink.addActionListener(clicked -> new Timer(500, tick -> text.setVisible(true)).start());
  }

  private SwingWorker<String, Void> reader(Path file) {
    return new SwingWorker<>() {
      @Override
      protected String doInBackground() throws IOException {
        return Files.readString(file);
      }

      @Override
      protected void done() {
        try {
          text.setText(get());
        } catch (ExecutionException | InterruptedException e) {
          text.setText(e.getMessage());
        }
      }
    };
  }
}
