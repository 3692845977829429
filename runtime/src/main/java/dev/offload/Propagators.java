package dev.offload;

import dev.offload.ContextPropagator.Captured;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Puts propagators together. */
final class Propagators {
  static final Captured NOTHING = new Nothing();
  private static final Logger LOGGER = System.getLogger("dev.offload");

  private Propagators() {}

  static ContextPropagator all(List<ContextPropagator> propagators) {
    return propagators.size() == 1 ? propagators.get(0) : () -> capture(propagators);
  }

  private static Captured capture(List<ContextPropagator> propagators) {
    Captured all = NOTHING;
    for (ContextPropagator propagator : propagators) {
      Captured next = propagator.capture();
      if (all == NOTHING) {
        all = next;
      } else if (next != NOTHING) {
        all = new Both(all, next);
      }
    }
    return all;
  }

  /**
   * An adapter links only where its library is, so its class is first touched after a look for
   * that.
   */
  private static void add(
      String requiredClass, Supplier<ContextPropagator> adapter, List<ContextPropagator> to) {
    if (!isThere(requiredClass)) {
      return;
    }
    try {
      to.add(adapter.get());
    } catch (LinkageError e) {
      LOGGER.log(Level.WARNING, "no context of " + requiredClass + ": too old a version?", e);
    }
  }

  /** Without loading it, which the application may never do. */
  private static boolean isThere(String className) {
    String file = className.replace('.', '/') + ".class";
    ClassLoader loader = Propagators.class.getClassLoader();
    return loader.getResource(file) != null;
  }

  /** Looked for when somebody asks. */
  static final class Present {
    static final ContextPropagator ALL = find();

    private Present() {}

    private static ContextPropagator find() {
      List<ContextPropagator> found = new ArrayList<>();
      found.add(new ContextClassLoaderPropagator());
      add("org.slf4j.MDC", MdcPropagator::new, found);
      add("io.micrometer.context.ContextSnapshotFactory", MicrometerPropagator::new, found);
      add("io.opentelemetry.context.Context", OpenTelemetryPropagator::new, found);
      found.addAll(Services.load(ContextPropagator.class));
      return all(List.copyOf(found));
    }
  }

  private static final class Nothing implements Captured {
    @Override
    public <T> T call(Callable<T> work) throws Exception {
      return work.call();
    }
  }

  private record Both(Captured outer, Captured inner) implements Captured {
    @Override
    public <T> T call(Callable<T> work) throws Exception {
      return outer.call(() -> inner.call(work));
    }
  }
}
