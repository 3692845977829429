package dev.offload;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Knows the event loops of Netty 4.1 and 4.2 by the executor that runs the calling thread: the kind
 * of thread proves nothing, as other executors use the same and event loops take any.
 *
 * <p>A copy of Netty that another library has relocated is found by its threads.
 */
final class NettyDetector implements NonBlockingDetector {
  private static final String INTERNAL = "io.netty.util.internal";
  private static final String EXECUTORS = INTERNAL + ".ThreadExecutorMap";
  private static final String THREAD = "io.netty.util.concurrent.FastThreadLocalThread";
  private static final String EVENT_LOOP = "io.netty.channel.EventLoop";

  private static final ClassValue<MethodHandle> CURRENT_EXECUTOR = new CurrentExecutor();
  private static final ClassValue<Class<?>> EXECUTORS_OF_THREAD = new ExecutorsOfThread();
  private static final ClassValue<Boolean> IS_EVENT_LOOP = new IsEventLoop();

  private final LibraryClass library = new LibraryClass(INTERNAL, EXECUTORS);
  private final Predicate<Class<?>> runsEventLoop = NettyDetector::runsEventLoop;

  @Override
  public String name() {
    return "Netty event loop";
  }

  @Override
  public boolean isNonBlocking() {
    Thread thread = Thread.currentThread();
    Class<?> executors = EXECUTORS_OF_THREAD.get(thread.getClass());
    return ((executors != null && runsEventLoop(executors))
            || library.anyCopy(thread, runsEventLoop))
        && !permitsBlockingCalls(thread);
  }

  private static boolean runsEventLoop(Class<?> executors) {
    try {
      Object executor = (Object) CURRENT_EXECUTOR.get(executors).invokeExact();
      return executor != null && IS_EVENT_LOOP.get(executor.getClass());
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Threads that say so themselves: those of Vert.x that are no event loops. */
  private static boolean permitsBlockingCalls(Thread thread) {
    Class<?> type = superclass(thread.getClass(), THREAD);
    if (type == null) {
      return false;
    }
    try {
      return (boolean)
          MethodHandles.publicLookup()
              .findVirtual(type, "permitBlockingCalls", MethodType.methodType(boolean.class))
              .invoke(thread);
    } catch (NoSuchMethodException | IllegalAccessException e) {
      // Older than this method.
      return false;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The class of that name, or relocated from that name, among the class and those that it extends.
   */
  private static Class<?> superclass(Class<?> type, String name) {
    Class<?> candidate = type;
    while (candidate != null && !candidate.getName().endsWith(name)) {
      candidate = candidate.getSuperclass();
    }
    return candidate;
  }

  /**
   * Handles of Netty's own methods and of the JDK only: a class must not keep this library alive.
   */
  private static final class CurrentExecutor extends ClassValue<MethodHandle> {
    @Override
    protected MethodHandle computeValue(Class<?> executors) {
      MethodHandle none = MethodHandles.constant(Object.class, null);
      try {
        Lookup lookup = MethodHandles.publicLookup();
        Class<?> locals =
            Class.forName(
                executors.getPackageName() + ".InternalThreadLocalMap",
                false,
                executors.getClassLoader());
        Class<?> executor =
            Class.forName(
                executors.getPackageName().replaceFirst("internal$", "concurrent.EventExecutor"),
                false,
                executors.getClassLoader());
        MethodHandle current =
            lookup.findStatic(executors, "currentExecutor", MethodType.methodType(executor));
        // Other threads have no such map, and asking for the executor would leave one behind.
        MethodHandle hasLocals =
            MethodHandles.filterReturnValue(
                lookup.findStatic(locals, "getIfSet", MethodType.methodType(locals)),
                lookup
                    .findStatic(
                        Objects.class,
                        "nonNull",
                        MethodType.methodType(boolean.class, Object.class))
                    .asType(MethodType.methodType(boolean.class, locals)));
        return MethodHandles.guardWithTest(
            hasLocals, current.asType(MethodType.methodType(Object.class)), none);
      } catch (ReflectiveOperationException e) {
        return none;
      }
    }
  }

  /**
   * Netty's map from threads to executors that goes with a class of threads; null for all other
   * threads.
   */
  private static final class ExecutorsOfThread extends ClassValue<Class<?>> {
    @Override
    protected Class<?> computeValue(Class<?> threadType) {
      Class<?> netty = superclass(threadType, THREAD);
      if (netty == null) {
        return null;
      }
      String relocation = netty.getName().substring(0, netty.getName().length() - THREAD.length());
      try {
        return Class.forName(relocation + EXECUTORS, false, netty.getClassLoader());
      } catch (ClassNotFoundException | LinkageError e) {
        return null;
      }
    }
  }

  private static final class IsEventLoop extends ClassValue<Boolean> {
    @Override
    protected Boolean computeValue(Class<?> type) {
      if (type.getName().endsWith(EVENT_LOOP)) {
        return true;
      }
      Class<?> parent = type.getSuperclass();
      if (parent != null && get(parent)) {
        return true;
      }
      for (Class<?> implemented : type.getInterfaces()) {
        if (get(implemented)) {
          return true;
        }
      }
      return false;
    }
  }
}
