package dev.offload;

import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.MDC;

/**
 * Carries the logging context of SLF4J. No context is carried as well: what somebody has left on
 * the thread that runs the work must not get into its log.
 */
final class MdcPropagator implements ContextPropagator {
  private static final Captured EMPTY = new Mdc(Map.of());

  @Override
  public Captured capture() {
    // Asking it starts the logging library.
    if (!LibraryClass.isUsed("org.slf4j")) {
      return Captured.nothing();
    }
    Map<String, String> values = MDC.getCopyOfContextMap();
    return isEmpty(values) ? EMPTY : new Mdc(values);
  }

  private static boolean isEmpty(Map<String, String> values) {
    return values == null || values.isEmpty();
  }

  private record Mdc(Map<String, String> values) implements Captured {
    @Override
    public <T> T call(Callable<T> work) throws Exception {
      Map<String, String> previous = MDC.getCopyOfContextMap();
      set(previous, values);
      try {
        return work.call();
      } finally {
        set(MDC.getCopyOfContextMap(), previous);
      }
    }

    private static void set(Map<String, String> current, Map<String, String> wanted) {
      if (!isEmpty(wanted)) {
        MDC.setContextMap(wanted);
      } else if (!isEmpty(current)) {
        MDC.clear();
      }
    }
  }
}
