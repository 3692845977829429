package dev.offload;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * Another copy of the code of some classes, and of nothing else: an application that has fewer
 * libraries.
 */
final class IsolatedLoader extends URLClassLoader {
  private IsolatedLoader(URL[] urls) {
    super(urls, ClassLoader.getPlatformClassLoader());
  }

  /** With the jars or folders that these classes come from. */
  static IsolatedLoader of(Class<?>... sources) {
    return new IsolatedLoader(
        Stream.of(sources)
            .map(source -> source.getProtectionDomain().getCodeSource().getLocation())
            .distinct()
            .toArray(URL[]::new));
  }

  void add(URL url) {
    addURL(url);
  }

  /** Calls this loader's copy of the class. */
  @SuppressWarnings("unchecked")
  <T> T call(Class<? extends Callable<T>> type) throws Exception {
    return ((Callable<T>) loadClass(type.getName()).getDeclaredConstructor().newInstance()).call();
  }
}
