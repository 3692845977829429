import android.app.Activity;
import android.content.SharedPreferences;
import android.database.sqlite.SQLiteDatabase;
import android.os.Bundle;
import android.widget.Button;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

public class Good extends Activity {
  private final ExecutorService database = Executors.newSingleThreadExecutor();
  private volatile SQLiteDatabase orders;

  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    database.execute(() -> orders = openOrCreateDatabase("orders", MODE_PRIVATE, null));
    Button delete = new Button(this);
    delete.setOnClickListener(view -> database.execute(() -> orders.delete("orders", null, null)));
    setContentView(delete);
  }

  @Override
  protected void onPause() {
    super.onPause();
    SharedPreferences settings = getPreferences(MODE_PRIVATE);
    settings.edit().putBoolean("seen", true).apply();
  }
}
