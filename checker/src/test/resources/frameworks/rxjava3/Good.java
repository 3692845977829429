import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

class Good {
  /** Threads of the I/O scheduler may block. */
  Observable<String> poll(Path file) {
    return Observable.interval(1, TimeUnit.MINUTES)
        .observeOn(Schedulers.io())
        .map(tick -> Files.readString(file));
  }

  Single<String> greeting(Single<String> name, Single<String> title) {
    return name.zipWith(title, (each, before) -> before + " " + each);
  }

  Observable<String> slowly(Observable<String> words) {
    return words.concatMap(word -> Observable.just(word).delay(100, TimeUnit.MILLISECONDS));
  }
}
