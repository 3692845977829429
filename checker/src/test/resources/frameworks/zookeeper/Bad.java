import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;

class Bad implements Watcher {
  private final ZooKeeper client;
  private volatile List<String> workers = List.of();

  Bad(ZooKeeper client) {
    this.client = client;
  }

  @Override
  public void process(WatchedEvent event) {
    try {
      workers = client.getChildren("/workers", this); // finding: BlockingIo
    } catch (KeeperException e) {
      retry(event); // finding: BlockingSleep
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void retry(WatchedEvent event) {
    try {
      Thread.sleep(500);
      process(event);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
