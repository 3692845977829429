import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

class Good implements EntryAddedListener<String, String> {
  private final IMap<String, Integer> totals;

  Good(HazelcastInstance cluster) {
    totals = cluster.getMap("totals");
  }

  @Override
  public void entryAdded(EntryEvent<String, String> event) {
    totals.submitToKey(event.getKey(), total -> total.setValue(total.getValue() + 1));
  }

  void render(IMap<String, String> pages) {
    String template = template();
    pages.executeOnKey("index", page -> page.setValue(template + page.getValue()));
  }

  private static String template() {
    try {
      return Files.readString(Path.of("template.html"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
