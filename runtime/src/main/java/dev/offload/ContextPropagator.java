package dev.offload;

import dev.offload.annotations.Blocking;
import dev.offload.annotations.NonBlocking;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Carries context, such as a logging context or a trace, from the thread that submits a call to the
 * thread that runs it.
 *
 * <p>Found by {@link java.util.ServiceLoader}, or given to an offloader. Its methods are called for
 * each call, so they must be quick and must not block.
 */
public interface ContextPropagator {
  /**
   * Takes what the calling thread carries: the one that submits a call, at that moment. What it
   * throws fails the call.
   *
   * @return not null; {@link Captured#nothing()} if there is nothing to do
   */
  @NonBlocking
  Captured capture();

  /**
   * What a thread carried. It wraps the call, instead of setting something before and resetting it
   * after, because a {@code ScopedValue} can be bound in no other way.
   */
  interface Captured {
    /**
     * Calls the work with this context, and gives the calling thread back its own before it returns
     * or throws.
     *
     * @return what the work returns
     * @throws Exception what the work throws
     */
    <T> T call(@Blocking Callable<T> work) throws Exception;

    /** Only calls the work. */
    @NonBlocking
    static Captured nothing() {
      return Propagators.NOTHING;
    }
  }

  /** Carries nothing. */
  @NonBlocking
  static ContextPropagator none() {
    return Captured::nothing;
  }

  /**
   * Carries what each of these carries; what the first one sets is in place when the next one is
   * called.
   */
  @NonBlocking
  static ContextPropagator all(List<? extends ContextPropagator> propagators) {
    return Propagators.all(List.copyOf(propagators));
  }

  /**
   * Carries the thread's context class loader; SLF4J's MDC, what is registered with Micrometer's
   * context propagation, and OpenTelemetry's current context, each if its library is there; and
   * what the propagators carry that {@link java.util.ServiceLoader} finds.
   */
  @NonBlocking
  static ContextPropagator present() {
    return Propagators.Present.ALL;
  }
}
