package dev.offload;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * What {@link ServiceLoader} finds; a provider that cannot be loaded is no reason to stop working.
 */
final class Services {
  private static final Logger LOGGER = System.getLogger("dev.offload");

  private Services() {}

  static <S> List<S> load(Class<S> service) {
    List<S> found = new ArrayList<>();
    Iterator<S> providers = ServiceLoader.load(service, Services.class.getClassLoader()).iterator();
    while (providers.hasNext()) {
      try {
        found.add(providers.next());
      } catch (ServiceConfigurationError e) {
        LOGGER.log(Level.WARNING, "left out: " + e.getMessage(), e);
        if (e.getCause() instanceof IOException) {
          // The list of providers cannot be read, and would be tried for ever.
          return found;
        }
      }
    }
    return found;
  }
}
