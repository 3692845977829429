import io.reactivex.Completable;
import io.reactivex.Flowable;
import io.reactivex.Single;
import io.reactivex.disposables.Disposable;
import io.reactivex.schedulers.Schedulers;
import java.nio.file.Files;
import java.nio.file.Path;

class Bad {
  Flowable<String> contents(Flowable<Path> files) {
    return files
        .parallel()
        .runOn(Schedulers.computation())
        .map(file -> Files.readString(file)) // finding: BlockingIo
        .sequential();
  }

  Disposable save(Single<String> order, Completable saving) {
    return order.subscribe(saved -> saving.blockingAwait()); // finding: NestedJoin
  }
}
