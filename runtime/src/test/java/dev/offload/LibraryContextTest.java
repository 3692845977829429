package dev.offload;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.offload.ContextPropagator.Captured;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

/** The context of real libraries, each in the same three places. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LibraryContextTest {
  private static final ContextKey<String> TRACE = ContextKey.named("trace");
  private static final ThreadLocal<String> TENANT = new ThreadLocal<>();
  private static final Values NONE = new Values(null, null, null);

  private final ExecutorService worker = Executors.newSingleThreadExecutor();
  private final ContextPropagator propagator = ContextPropagator.present();

  @BeforeEach
  void register() {
    ContextRegistry.getInstance().registerThreadLocalAccessor("tenant", TENANT);
  }

  @AfterEach
  void clear() {
    ContextRegistry.getInstance().removeThreadLocalAccessor("tenant");
    MDC.clear();
    TENANT.remove();
    worker.shutdown();
  }

  @Test
  void theWorkSeesWhatTheSubmitterCarriesAndTheNextWorkDoesNot() throws Exception {
    Captured captured = captureWith("submitter");

    assertThat(onWorker(() -> captured.call(Values::current))).isEqualTo(Values.of("submitter"));

    assertThat(onWorker(Values::current)).isEqualTo(NONE);
  }

  @Test
  void itIsTakenWhenTheWorkIsSubmitted() throws Exception {
    Captured captured = captureWith("submitter");
    MDC.put("user", "later");
    TENANT.set("later");

    assertThat(onWorker(() -> captured.call(Values::current))).isEqualTo(Values.of("submitter"));
  }

  @Test
  void theThreadGetsItsOwnBackAlsoWhenTheWorkFails() throws Exception {
    Captured captured = captureWith("submitter");
    Captured workers = captureWith("worker");

    Values after =
        onWorker(
            () ->
                workers.call(
                    () -> {
                      assertThrows(
                          IOException.class,
                          () ->
                              captured.call(
                                  () -> {
                                    throw new IOException("on purpose");
                                  }));
                      return Values.current();
                    }));

    assertThat(after).isEqualTo(Values.of("worker"));
  }

  @Test
  void nothingIsCarriedAsWell() throws Exception {
    Captured nothing = propagator.capture();
    Captured workers = captureWith("worker");

    List<Values> seen =
        onWorker(
            () -> workers.call(() -> List.of(nothing.call(Values::current), Values.current())));

    assertThat(seen).containsExactly(NONE, Values.of("worker")).inOrder();
  }

  @Test
  void whatTheWorkLeavesBehindIsNotSeenByTheNextWork() throws Exception {
    Captured nothing = propagator.capture();
    Captured submitter = captureWith("submitter");

    onWorker(() -> nothing.call(LibraryContextTest::leave));
    assertThat(onWorker(() -> nothing.call(Values::current))).isEqualTo(NONE);
    onWorker(() -> submitter.call(LibraryContextTest::leave));
    assertThat(onWorker(() -> nothing.call(Values::current))).isEqualTo(NONE);
    assertThat(onWorker(() -> submitter.call(Values::current))).isEqualTo(Values.of("submitter"));
  }

  @SuppressWarnings("MustBeClosedChecker") // that is what must do no harm
  private static Scope leave() {
    MDC.put("user", "left");
    MDC.put("another", "left");
    TENANT.set("left");
    return Context.current().with(TRACE, "left").makeCurrent();
  }

  @Test
  void theMdcIsCarriedWholeWhereMicrometerKnowsAPartOfIt() throws Exception {
    ContextRegistry registry = ContextRegistry.getInstance();
    registry.registerThreadLocalAccessor(new Slf4jThreadLocalAccessor("user"));
    try {
      MDC.setContextMap(Map.of("user", "submitter", "request", "17"));
      Captured captured = propagator.capture();
      MDC.clear();

      assertThat(onWorker(() -> captured.call(MDC::getCopyOfContextMap)))
          .containsExactly("user", "submitter", "request", "17");
      assertThat(onWorker(Values::current)).isEqualTo(NONE);
    } finally {
      registry.removeThreadLocalAccessor(Slf4jThreadLocalAccessor.KEY);
    }
  }

  @Test
  void anAccessorThatIsRegisteredLaterCounts() throws Exception {
    ContextRegistry registry = ContextRegistry.getInstance();
    ThreadLocal<String> later = new ThreadLocal<>();
    registry.registerThreadLocalAccessor("later", later);
    try {
      later.set("submitter");
      Captured captured = propagator.capture();
      later.remove();

      assertThat(onWorker(() -> captured.call(later::get))).isEqualTo("submitter");
      assertThat(onWorker(later::get)).isNull();
    } finally {
      registry.removeThreadLocalAccessor("later");
    }
  }

  @Test
  void anApplicationThatDoesNotLogNeedNotStartItsLogging() throws Exception {
    List<String> loaded = ChildProcess.loadedBy(Submits.class);

    assertThat(loaded).contains(MdcPropagator.class.getName());
    for (String library : List.of("org.slf4j.", "ch.qos.logback.")) {
      assertWithMessage(library)
          .that(loaded.stream().filter(name -> name.startsWith(library)).toList())
          .isEmpty();
    }
  }

  /** An application without a log. */
  static final class Submits {
    private Submits() {}

    public static void main(String[] args) throws Exception {
      String carried = ContextPropagator.present().capture().call(() -> "carried");
      if (!carried.equals("carried")) {
        throw new AssertionError(carried);
      }
    }
  }

  /** What a thread carries that has this value in all places. */
  private Captured captureWith(String value) {
    MDC.put("user", value);
    TENANT.set(value);
    try (Scope scope = Context.current().with(TRACE, value).makeCurrent()) {
      assertThat(scope).isNotNull();
      return propagator.capture();
    } finally {
      MDC.clear();
      TENANT.remove();
    }
  }

  private <T> T onWorker(Callable<T> work)
      throws InterruptedException, ExecutionException, Exception {
    return worker.submit(work).get(20, TimeUnit.SECONDS);
  }

  /** What the calling thread carries; null where there is nothing. */
  private record Values(Map<String, String> mdc, String tenant, String trace) {
    static Values of(String value) {
      return new Values(Map.of("user", value), value, value);
    }

    static Values current() {
      Map<String, String> mdc = MDC.getCopyOfContextMap();
      return new Values(
          mdc == null || mdc.isEmpty() ? null : mdc, TENANT.get(), Context.current().get(TRACE));
    }
  }
}
