package dev.offload.checker.testing;

import com.google.errorprone.CompilationTestHelper;
import com.google.errorprone.bugpatterns.BugChecker;
import dev.offload.checker.checks.BlockingSleep;

/**
 * Sources that sleep where the test says {@code nap()} or {@code napped(value)}, so that a test
 * shows where code runs and nothing else.
 */
public final class Naps {
  private static final String NAP =
      """
      package sleepy;

      public final class Nap {
        private Nap() {}

        public static void nap() {
          try {
            Thread.sleep(100);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        }

        public static <T> T napped(T value) {
          nap();
          return value;
        }
      }
      """;

  private static final String IMPORTS =
      """
      import static sleepy.Nap.nap;
      import static sleepy.Nap.napped;
      import dev.offload.annotations.*;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.function.*;
      import sleepy.Nap;
      """;

  private Naps() {}

  /** Checks sources for sleeps; {@code sleepy.Nap} is one of them. */
  public static CompilationTestHelper helper(Class<?> test) {
    return helper(BlockingSleep.class, test);
  }

  /** The same for another check that reports sleeps. */
  public static CompilationTestHelper helper(Class<? extends BugChecker> check, Class<?> test) {
    return CompilationTestHelper.newInstance(check, test).addSourceLines("sleepy/Nap.java", NAP);
  }

  /** A file without a package, named after a class in it, that has the usual imports. */
  public static String withImports(String declarations, String... moreImports) {
    StringBuilder source = new StringBuilder(IMPORTS);
    for (String each : moreImports) {
      source.append("import ").append(each).append(";\n");
    }
    return source.append(declarations).toString();
  }

  /** Checks {@code class Test} with these members, which may use the imported types. */
  public static void checkMembers(Class<?> test, String members, String... moreImports) {
    checkFile(test, "class Test {\n" + members + "}\n", moreImports);
  }

  /** Checks one file with these declarations, which may use the imported types. */
  public static void checkFile(Class<?> test, String declarations, String... moreImports) {
    helper(test).addSourceLines("Test.java", withImports(declarations, moreImports)).doTest();
  }
}
