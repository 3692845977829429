import android.app.Activity;
import android.content.SharedPreferences;
import android.database.sqlite.SQLiteDatabase;
import android.os.Bundle;
import android.widget.Button;

public class Bad extends Activity {
  private SQLiteDatabase orders;

  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    orders = openOrCreateDatabase("orders", MODE_PRIVATE, null); // finding: BlockingIo
    Button delete = new Button(this);
    delete.setOnClickListener(view -> orders.delete("orders", null, null)); // finding: BlockingIo
    setContentView(delete);
  }

  @Override
  protected void onPause() {
    super.onPause();
    SharedPreferences settings = getPreferences(MODE_PRIVATE);
    settings.edit().putBoolean("seen", true).commit(); // finding: BlockingIo
  }
}
