import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

class Bad {
  /** A timer runs on the computation scheduler. */
  Observable<String> poll(Path file) {
    return Observable.interval(1, TimeUnit.MINUTES)
        .map(tick -> Files.readString(file)); // finding: BlockingIo
  }

  Single<String> greeting(Single<String> name, Single<String> title) {
    return name.map(each -> title.blockingGet() + " " + each); // finding: NestedJoin
  }

  Observable<String> slowly(Observable<String> words) {
    return words
        .observeOn(Schedulers.computation())
        .doOnNext(word -> Thread.sleep(100)); // finding: BlockingSleep
  }
}
