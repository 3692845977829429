package dev.offload;

import java.util.concurrent.Callable;

/** Carries the context class loader, by which frameworks find the application's classes. */
final class ContextClassLoaderPropagator implements ContextPropagator {
  /** Nearly always there is one only. */
  private volatile Loader last = new Loader(null);

  @Override
  public Captured capture() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Loader known = last;
    if (known.loader != loader) {
      known = new Loader(loader);
      last = known;
    }
    return known;
  }

  private record Loader(ClassLoader loader) implements Captured {
    @Override
    public <T> T call(Callable<T> work) throws Exception {
      Thread thread = Thread.currentThread();
      ClassLoader previous = thread.getContextClassLoader();
      set(thread, previous, loader);
      try {
        return work.call();
      } finally {
        // The work may have left another one.
        set(thread, thread.getContextClassLoader(), previous);
      }
    }

    /** Only if it makes a difference: some threads refuse. */
    private static void set(Thread thread, ClassLoader current, ClassLoader wanted) {
      if (current != wanted) {
        thread.setContextClassLoader(wanted);
      }
    }
  }
}
