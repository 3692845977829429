import io.reactivex.Completable;
import io.reactivex.Flowable;
import io.reactivex.Single;
import io.reactivex.disposables.Disposable;
import io.reactivex.schedulers.Schedulers;
import java.nio.file.Files;
import java.nio.file.Path;

class Good {
  Flowable<String> contents(Flowable<Path> files) {
    return files.parallel().runOn(Schedulers.io()).map(file -> Files.readString(file)).sequential();
  }

  Disposable save(Single<String> order, Completable saving) {
    return order.flatMapCompletable(saved -> saving).subscribe();
  }
}
