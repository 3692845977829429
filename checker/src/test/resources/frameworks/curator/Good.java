import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.NodeCache;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;

class Good {
  private volatile byte[] settings = {};

  void watch(CuratorFramework client, NodeCache trigger, ExecutorService workers) {
    client
        .getConnectionStateListenable()
        .addListener(
            (self, state) -> {
              if (state.isConnected()) {
                read(self);
              }
            });
    InterProcessMutex mutex = new InterProcessMutex(client, "/mutex");
    trigger
        .getListenable()
        .addListener(
            () -> {
              if (mutex.acquire(5, TimeUnit.SECONDS)) {
                settings = trigger.getCurrentData().getData();
              }
            },
            workers);
  }

  private void read(CuratorFramework client) {
    try {
      client
          .getData()
          .inBackground((self, event) -> settings = event.getData())
          .forPath("/settings");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
