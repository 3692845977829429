package dev.offload;

import io.opentelemetry.context.Context;
import java.util.concurrent.Callable;

/** Carries OpenTelemetry's current context: the span under which the work shows in a trace. */
final class OpenTelemetryPropagator implements ContextPropagator {
  private static final Captured ROOT = new Current(Context.root());

  @Override
  public Captured capture() {
    Context current = Context.current();
    return current == Context.root() ? ROOT : new Current(current);
  }

  private record Current(Context context) implements Captured {
    @Override
    public <T> T call(Callable<T> work) throws Exception {
      return context.wrap(work).call();
    }
  }
}
