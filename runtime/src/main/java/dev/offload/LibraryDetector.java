package dev.offload;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Predicate;

/** Asks a static method of a library about the calling thread. */
final class LibraryDetector implements NonBlockingDetector {
  private final String name;
  private final Predicate<Thread> suspicion;
  private final LibraryClass library;
  private final Predicate<Class<?>> question;

  /**
   * @param name of the detector
   * @param suspicion false for threads about which the library need not be asked
   * @param library declares the method
   * @param method has no parameters and says whether the calling thread is ...
   * @param nonBlocking ... non-blocking (true), or may block (false)
   */
  LibraryDetector(
      String name,
      Predicate<Thread> suspicion,
      LibraryClass library,
      String method,
      boolean nonBlocking) {
    this.name = name;
    this.suspicion = suspicion;
    this.library = library;
    this.question = new Question(method, nonBlocking);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isNonBlocking() {
    Thread thread = Thread.currentThread();
    return suspicion.test(thread) && library.anyCopy(thread, question);
  }

  /**
   * A class holds its value: a handle of its own method, nothing of ours, so that neither keeps the
   * other.
   */
  private static final class Question extends ClassValue<MethodHandle>
      implements Predicate<Class<?>> {
    private final String method;
    private final boolean nonBlocking;

    Question(String method, boolean nonBlocking) {
      this.method = method;
      this.nonBlocking = nonBlocking;
    }

    @Override
    protected MethodHandle computeValue(Class<?> type) {
      try {
        return MethodHandles.publicLookup()
            .findStatic(type, method, MethodType.methodType(boolean.class));
      } catch (ReflectiveOperationException e) {
        // A version of the library that cannot tell.
        return MethodHandles.constant(boolean.class, !nonBlocking);
      }
    }

    @Override
    public boolean test(Class<?> type) {
      try {
        return (boolean) get(type).invokeExact() == nonBlocking;
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
