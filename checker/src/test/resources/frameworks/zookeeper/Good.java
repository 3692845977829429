import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;

class Good implements Watcher {
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ZooKeeper client;
  private volatile List<String> workers = List.of();

  Good(ZooKeeper client) {
    this.client = client;
  }

  @Override
  public void process(WatchedEvent event) {
    read();
  }

  private void read() {
    client.getChildren("/workers", this, this::childrenRead, null);
  }

  private void childrenRead(int code, String path, Object context, List<String> children) {
    if (code == KeeperException.Code.OK.intValue()) {
      workers = children;
    } else {
      timer.schedule(this::read, 500, TimeUnit.MILLISECONDS);
    }
  }
}
