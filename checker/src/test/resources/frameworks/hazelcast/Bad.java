import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

class Bad implements EntryAddedListener<String, String> {
  private final IMap<String, Integer> totals;

  Bad(HazelcastInstance cluster) {
    totals = cluster.getMap("totals");
  }

  @Override
  public void entryAdded(EntryEvent<String, String> event) {
    Integer total = totals.get(event.getKey()); // finding: BlockingIo
    totals.set(event.getKey(), total + 1); // finding: BlockingIo
  }

  void render(IMap<String, String> pages) {
    pages.executeOnKey(
        "index",
        page -> page.setValue(template() + page.getValue())); // finding: BlockingIo
  }

  private static String template() {
    try {
      return Files.readString(Path.of("template.html"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
