import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.NodeCache;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;

class Bad {
  private volatile byte[] settings = {};

  void watch(CuratorFramework client, NodeCache trigger) {
    client
        .getConnectionStateListenable()
        .addListener(
            (self, state) -> {
              if (state.isConnected()) {
                read(self); // finding: BlockingIo
              }
            });
    InterProcessMutex mutex = new InterProcessMutex(client, "/mutex");
    trigger
        .getListenable()
        .addListener(
            () -> {
              if (mutex.acquire(5, TimeUnit.SECONDS)) { // finding: BlockingLock
                settings = trigger.getCurrentData().getData();
              }
            });
  }

  private void read(CuratorFramework client) {
    try {
      settings = client.getData().forPath("/settings");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
