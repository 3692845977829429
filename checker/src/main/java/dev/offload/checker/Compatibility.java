package dev.offload.checker;

import com.sun.tools.javac.util.Log;

/** The one place that deals with differences between JDKs. The only one that may use reflection. */
final class Compatibility {
  private Compatibility() {}

  /**
   * Makes {@code log} drop what it is told, until the returned handler is popped.
   *
   * <p>The handler became an inner class after JDK 17: sources for one do not compile with the
   * other, although both have the same constructor.
   */
  static Log.DiagnosticHandler silence(Log log) {
    try {
      return Log.DiscardDiagnosticHandler.class.getConstructor(Log.class).newInstance(log);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("This JDK's compiler has no DiscardDiagnosticHandler(Log)", e);
    }
  }
}
