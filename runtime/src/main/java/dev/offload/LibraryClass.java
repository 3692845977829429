package dev.offload;

import dev.offload.annotations.NonBlocking;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A class of a library, in each copy that the application uses: an application server has several.
 *
 * <p>Nothing is loaded ahead of the application. A class loader that has not defined a package has
 * not loaded any of its classes; that costs one look into a map, so it is asked again each time.
 * Copies are held weakly, so that they can go with their application.
 */
@NonBlocking
@SuppressWarnings("BlockingLock") // Short: guards a few fields, and runs nobody else's code.
final class LibraryClass {
  private static final ClassLoader OWN = LibraryClass.class.getClassLoader();

  private final String usedPackage;
  private final String name;
  private volatile boolean ownIsKnown;
  private volatile Copy[] copies = {};

  /**
   * @param usedPackage has classes that are loaded only by those who use the library
   * @param name of the class
   */
  LibraryClass(String usedPackage, String name) {
    this.usedPackage = usedPackage;
    this.name = name;
  }

  /** Whether a class of the package has been loaded, as far as this library can see. */
  static boolean isUsed(String packageName) {
    return findUser(packageName, OWN) != null;
  }

  /**
   * Whether the test holds for a copy. Those are known that could be seen from a thread that asked;
   * the test is given classes that may not be initialised yet.
   */
  boolean anyCopy(Thread thread, Predicate<Class<?>> test) {
    if (!ownIsKnown) {
      ownIsKnown = look(OWN);
    }
    ClassLoader context = thread.getContextClassLoader();
    if (context != OWN) {
      look(context);
    }
    ClassLoader defining = thread.getClass().getClassLoader();
    if (defining != OWN && defining != context) {
      look(defining);
    }
    for (Copy copy : copies) {
      Class<?> type = copy.type().get();
      if (type != null && test.test(type)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the library is used by what this loader sees; the nearest copy is known then. */
  private boolean look(ClassLoader start) {
    ClassLoader user = findUser(usedPackage, start);
    if (user == null) {
      return false;
    }
    for (Copy copy : copies) {
      if (copy.loader().get() == user) {
        return true;
      }
    }
    // Outside the lock, as it may run code of the class loader.
    add(new Copy(new WeakReference<>(user), new WeakReference<>(load(user))));
    return true;
  }

  private synchronized void add(Copy added) {
    Stream<Copy> others = Arrays.stream(copies).filter(copy -> copy.loader().get() != null);
    copies = Stream.concat(others, Stream.of(added)).toArray(Copy[]::new);
  }

  /** Null if this version of the library has no such class. */
  private Class<?> load(ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  private static ClassLoader findUser(String packageName, ClassLoader start) {
    ClassLoader loader = start;
    while (loader != null && loader.getDefinedPackage(packageName) == null) {
      loader = loader.getParent();
    }
    return loader;
  }

  private record Copy(WeakReference<ClassLoader> loader, WeakReference<Class<?>> type) {}
}
