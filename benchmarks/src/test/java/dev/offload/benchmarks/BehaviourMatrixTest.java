package dev.offload.benchmarks;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.google.common.util.concurrent.MoreExecutors;
import com.ibm.asyncutil.locks.AsyncLock.LockToken;
import com.ibm.asyncutil.locks.FairAsyncLock;
import com.ibm.asyncutil.locks.FairAsyncSemaphore;
import dev.failsafe.Failsafe;
import dev.offload.AsyncLock;
import dev.offload.AsyncSemaphore;
import dev.offload.benchmarks.LockBehaviour.AsyncLocking;
import dev.offload.benchmarks.peers.Peer;
import dev.offload.benchmarks.peers.Peers;
import io.github.resilience4j.bulkhead.ThreadPoolBulkhead;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kotlinx.coroutines.CoroutineScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/**
 * The page that compares the behaviour of our library with that of others is what a run of all of
 * them shows. {@code mvn -pl benchmarks -am test -Dtest=BehaviourMatrixTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Doffload.pages=write} writes it anew.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BehaviourMatrixTest {
  private static final Path PAGE = Path.of("../docs/behaviour.md");
  private static final boolean IS_WRITING = "write".equals(System.getProperty("offload.pages"));

  private static final String INTRODUCTION =
      """
      # Behaviour

      What happens to work that has been handed to another thread when its future is cancelled or times out, when it fails, and when its
      pool ends. Written by a test that tries all of it (`BehaviourMatrixTest` in `benchmarks`).
      """;

  private static final String NOTES =
      """

      Each with one platform thread. Vert.x is asked for unordered execution; what is not a `CompletableFuture` there becomes one by its own
      `toCompletionStage()`. Work waits for other work by `Sync.await` with Offload, and by `get()` elsewhere. The pool ends by `shutdown(Duration.ZERO)`,
      `shutdownNow()`, `close()` or `dispose()`, Kotlin's scope is cancelled as well; on the pool of somebody else Offload hears nothing of its end.
      """;

  private static final Map<Peers, Class<?>> LIBRARIES =
      Map.of(
          Peers.GUAVA, MoreExecutors.class,
          Peers.FAILSAFE, Failsafe.class,
          Peers.RESILIENCE4J, ThreadPoolBulkhead.class,
          Peers.VERTX, Vertx.class,
          Peers.REACTOR, Mono.class,
          Peers.KOTLIN, CoroutineScope.class);

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
          });

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void page() throws Exception {
    String shown = Files.exists(PAGE) ? Files.readString(PAGE) : "";
    Optional<String> known = IS_WRITING ? Optional.empty() : Optional.of(shown);
    String found = INTRODUCTION + "\n" + peers(known) + NOTES + "\n## Locks\n\n" + locks(known);
    for (String ours :
        List.of("Offload `call`", "Offload `AsyncLock`", "Offload `AsyncSemaphore`")) {
      assertThat(found).containsMatch("(?m)^\\| " + ours + "( \\| yes)+ \\|$");
    }
    if (IS_WRITING) {
      Files.writeString(PAGE, found);
    }
    assertWithMessage("%s is stale: see the class comment", PAGE)
        .that(IS_WRITING ? Files.readString(PAGE) : shown)
        .isEqualTo(found);
  }

  private String peers(Optional<String> known) throws Exception {
    Matrix<Behaviour> matrix =
        new Matrix<>(List.of(Behaviour.values()), Behaviour::title, known, threads);
    for (Peers peer : Peers.values()) {
      if (!peer.isVirtual()) {
        matrix.add(title(peer), (behaviour, patience) -> ask(peer, behaviour, patience));
      }
    }
    return matrix.table();
  }

  private Optional<Boolean> ask(Peers peer, Behaviour behaviour, Duration patience)
      throws Exception {
    Peer open = peer.open(1);
    try {
      return behaviour.holds(open, patience);
    } finally {
      // Some take their time.
      threads.execute(open::close);
    }
  }

  private String locks(Optional<String> known) throws Exception {
    Matrix<LockBehaviour> matrix =
        new Matrix<>(List.of(LockBehaviour.values()), LockBehaviour::title, known, threads);
    Map<String, Supplier<AsyncLocking<?>>> locks = new LinkedHashMap<>();
    locks.put("Offload `AsyncLock`", BehaviourMatrixTest::lock);
    locks.put("Offload `AsyncSemaphore`", BehaviourMatrixTest::semaphore);
    locks.put(titled("IBM `FairAsyncLock`", FairAsyncLock.class), BehaviourMatrixTest::ibmLock);
    locks.put(
        titled("IBM `FairAsyncSemaphore`", FairAsyncSemaphore.class),
        BehaviourMatrixTest::ibmSemaphore);
    locks.forEach(
        (title, lock) ->
            matrix.add(
                title,
                (behaviour, patience) -> Optional.of(behaviour.holds(lock.get(), patience))));
    return matrix.table();
  }

  private static AsyncLocking<AsyncLock.Held> lock() {
    AsyncLock lock = new AsyncLock();
    return new AsyncLocking<>(lock::acquire, AsyncLock.Held::close);
  }

  private static AsyncLocking<AsyncSemaphore.Permit> semaphore() {
    AsyncSemaphore semaphore = new AsyncSemaphore(1);
    return new AsyncLocking<>(semaphore::acquire, AsyncSemaphore.Permit::close);
  }

  private static AsyncLocking<LockToken> ibmLock() {
    FairAsyncLock lock = new FairAsyncLock();
    return new AsyncLocking<>(
        () -> lock.acquireLock().toCompletableFuture(), LockToken::releaseLock);
  }

  private static AsyncLocking<Void> ibmSemaphore() {
    FairAsyncSemaphore semaphore = new FairAsyncSemaphore(1);
    return new AsyncLocking<>(
        () -> semaphore.acquire().toCompletableFuture(), none -> semaphore.release());
  }

  private static String title(Peers peer) {
    Class<?> library = LIBRARIES.get(peer);
    return library == null ? peer.title() : titled(peer.title(), library);
  }

  /** With the version, which is in the name of the jar. */
  private static String titled(String title, Class<?> library) {
    String jar = library.getProtectionDomain().getCodeSource().getLocation().getPath();
    Matcher matcher =
        Pattern.compile(".*?-(\\d[^/]*)\\.jar").matcher(jar.substring(jar.lastIndexOf('/')));
    assertThat(matcher.find()).isTrue();
    return title + ", " + matcher.group(1);
  }
}
