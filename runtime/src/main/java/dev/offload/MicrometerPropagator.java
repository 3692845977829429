package dev.offload;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import java.util.concurrent.Callable;

/** Carries the thread locals that are registered with Micrometer's context propagation. */
final class MicrometerPropagator implements ContextPropagator {
  private final ContextRegistry registry = ContextRegistry.getInstance();
  private final ContextSnapshotFactory factory =
      ContextSnapshotFactory.builder()
          .contextRegistry(registry)
          // What the submitter did not carry must not show on the other thread.
          .clearMissing(true)
          .captureKeyPredicate(MicrometerPropagator::isCarried)
          .build();

  @Override
  public Captured capture() {
    return registry.getThreadLocalAccessors().isEmpty()
        ? Captured.nothing()
        : new Snapshot(factory.captureAll());
  }

  /** Who has registered the MDC as well has it carried already. */
  private static boolean isCarried(Object key) {
    return !key.equals(Slf4jThreadLocalAccessor.KEY);
  }

  private record Snapshot(ContextSnapshot snapshot) implements Captured {
    @Override
    public <T> T call(Callable<T> work) throws Exception {
      ContextSnapshot.Scope scope = snapshot.setThreadLocals(MicrometerPropagator::isCarried);
      try {
        return work.call();
      } finally {
        scope.close();
      }
    }
  }
}
