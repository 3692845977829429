import dev.offload.annotations.NonBlocking;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

class Wrong {
  private static final String END = "end";
  private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(10);

  void produce(List<String> lines) throws InterruptedException {
    for (String line : lines) {
      queue.put(line);
    }
    queue.put(END); // one for each consumer
  }

  @NonBlocking
  List<String> consume() throws InterruptedException {
    List<String> result = new ArrayList<>();
    while (true) {
      String line = queue.take(); // finding: BlockingWait
      if (line.equals(END)) {
        return result;
      }
      result.add(line);
    }
  }
}
