package dev.offload.checker.context;

import static dev.offload.checker.testing.Naps.checkFile;
import static dev.offload.checker.testing.Naps.helper;
import static dev.offload.checker.testing.Naps.withImports;

import com.google.errorprone.CompilationTestHelper;
import dev.offload.checker.checks.BlockingSleep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DESIGN.md, section 5, rule 1: annotations say where methods run. */
final class AnnotatedContextTest {
  private static CompilationTestHelper withAnnotation(
      CompilationTestHelper helper, String qualifiedName, String targets) {
    int dot = qualifiedName.lastIndexOf('.');
    return helper.addSourceLines(
        qualifiedName.replace('.', '/') + ".java",
        "package " + qualifiedName.substring(0, dot) + ";",
        "import java.lang.annotation.ElementType;",
        "import java.lang.annotation.Target;",
        targets.isEmpty() ? "" : "@Target({" + targets + "})",
        "public @interface " + qualifiedName.substring(dot + 1) + " {}");
  }

  private CompilationTestHelper withAnnotations(String... qualifiedNames) {
    CompilationTestHelper helper = helper(getClass());
    for (String name : qualifiedNames) {
      withAnnotation(helper, name, "");
    }
    return helper;
  }

  @Test
  void blockingMethodMayBlock() {
    checkFile(
        getClass(),
        """
        class Test {
          @Blocking
          void marked() {
            nap();
          }

          void unmarked() {
            nap();
          }
        }
        """);
  }

  @Test
  void nonBlockingMethod() {
    checkFile(
        getClass(),
        """
        class Test {
          void unmarked() {
            nap();
          }

          @NonBlocking
          void marked() {
            // BUG: Diagnostic contains: this method is marked @NonBlocking
            nap();
          }
        }
        """);
  }

  @Test
  void nonBlockingConstructorRunsItsInitializers() {
    checkFile(
        getClass(),
        """
        class Unmarked {
          private final int field = napped(1);

          Unmarked() {
            nap();
          }
        }

        class Test {
          // BUG: Diagnostic contains: this constructor is marked @NonBlocking
          private final int field = napped(1);

          {
            // BUG: Diagnostic contains: this constructor is marked @NonBlocking
            nap();
          }

          @NonBlocking
          Test() {
            // BUG: Diagnostic contains: this constructor is marked @NonBlocking
            nap();
          }

          void method() {
            nap();
          }
        }
        """);
  }

  @Test
  void initializersBelongToTheConstructorsThatRunThem() {
    checkFile(
        getClass(),
        """
        class Test {
          {
            nap();
          }

          Test(int size) {}

          @NonBlocking
          Test() {
            // BUG: Diagnostic contains: this constructor is marked @NonBlocking
            this(1);
          }
        }
        """);
  }

  @Test
  void nonBlockingClass() {
    checkFile(
        getClass(),
        """
        class Unmarked {
          void method() {
            nap();
          }
        }

        @NonBlocking
        class Test {
          Test() {
            // BUG: Diagnostic contains: class Test is marked @NonBlocking
            nap();
          }

          void method() {
            // BUG: Diagnostic contains: class Test is marked @NonBlocking
            nap();
          }

          static void staticMethod() {
            // BUG: Diagnostic contains: class Test is marked @NonBlocking
            nap();
          }
        }
        """);
  }

  @Test
  void nonBlockingClassWithoutWrittenConstructorRunsItsInitializers() {
    checkFile(
        getClass(),
        """
        @NonBlocking
        class Test {
          // BUG: Diagnostic contains: class Test is marked @NonBlocking
          private final int field = napped(1);
        }
        """);
  }

  @Test
  void staticInitializersNeverCount() {
    checkFile(
        getClass(),
        """
        @NonBlocking
        class Test {
          static final int FIELD = napped(1);

          static {
            nap();
          }

          static int read() {
            return FIELD;
          }
        }
        """);
  }

  @Test
  void nestedClassesAreInTheirClass() {
    checkFile(
        getClass(),
        """
        @NonBlocking
        class Test {
          static class Nested {
            class Inner {
              void method() {
                // BUG: Diagnostic contains: class Test is marked @NonBlocking
                nap();
              }
            }
          }

          @Blocking
          static class MayBlock {
            void method() {
              nap();
            }
          }
        }
        """);
  }

  @Test
  void nonBlockingInterfaceHoldsForItsDefaultMethods() {
    checkFile(
        getClass(),
        """
        @NonBlocking
        interface Test {
          default void method() {
            // BUG: Diagnostic contains: class Test is marked @NonBlocking
            nap();
          }
        }
        """);
  }

  @Test
  void nonBlockingPackageButNotItsSubpackages() {
    helper(getClass())
        .addSourceLines(
            "loops/package-info.java", "@dev.offload.annotations.NonBlocking package loops;")
        .addSourceLines(
            "loops/below/Silent.java",
            """
            package loops.below;

            class Silent {
              void method() {
                sleepy.Nap.nap();
              }
            }
            """)
        .addSourceLines(
            "loops/Test.java",
            """
            package loops;

            class Test {
              void method() {
                // BUG: Diagnostic contains: package loops is marked @NonBlocking
                sleepy.Nap.nap();
              }
            }
            """)
        .doTest();
  }

  /** Code in a module does not see the class path: it brings its own annotations. */
  private CompilationTestHelper inModule() {
    CompilationTestHelper helper =
        CompilationTestHelper.newInstance(BlockingSleep.class, getClass());
    withAnnotation(helper, "io.smallrye.common.annotation.NonBlocking", "");
    withAnnotation(helper, "io.smallrye.common.annotation.Blocking", "");
    return helper;
  }

  @Test
  void nonBlockingModule() {
    inModule()
        .addSourceLines(
            "module-info.java", "@io.smallrye.common.annotation.NonBlocking module loops.module {}")
        .addSourceLines(
            "loops/Test.java",
            """
            package loops;

            import io.smallrye.common.annotation.Blocking;

            class Test {
              @Blocking
              void mayBlock() throws InterruptedException {
                Thread.sleep(1);
              }

              void method() throws InterruptedException {
                // BUG: Diagnostic contains: module loops.module is marked @NonBlocking
                Thread.sleep(1);
              }
            }
            """)
        .doTest();
  }

  @Test
  void methodBeatsClass() {
    checkFile(
        getClass(),
        """
        @NonBlocking
        class NonBlockingClass {
          @Blocking
          void mayBlock() {
            nap();
          }

          void method() {
            // BUG: Diagnostic contains: class NonBlockingClass is marked @NonBlocking
            nap();
          }
        }

        @Blocking
        class BlockingClass {
          void mayBlock() {
            nap();
          }

          @NonBlocking
          void method() {
            // BUG: Diagnostic contains: this method is marked @NonBlocking
            nap();
          }
        }
        """);
  }

  @Test
  void constructorBeatsClass() {
    checkFile(
        getClass(),
        """
        @NonBlocking
        class Test {
          @Blocking
          Test(int size) {
            nap();
          }

          Test() {
            // BUG: Diagnostic contains: class Test is marked @NonBlocking
            nap();
          }
        }
        """);
  }

  @Test
  void classBeatsPackage() {
    helper(getClass())
        .addSourceLines(
            "loops/package-info.java", "@dev.offload.annotations.NonBlocking package loops;")
        .addSourceLines(
            "loops/Test.java",
            """
            package loops;

            @dev.offload.annotations.Blocking
            class MayBlock {
              void method() {
                sleepy.Nap.nap();
              }
            }

            class Test {
              void method() {
                // BUG: Diagnostic contains: package loops is marked @NonBlocking
                sleepy.Nap.nap();
              }
            }
            """)
        .doTest();
  }

  @Test
  void packageBeatsModule() {
    inModule()
        .addSourceLines(
            "module-info.java", "@io.smallrye.common.annotation.Blocking module loops.module {}")
        .addSourceLines(
            "loops/package-info.java", "@io.smallrye.common.annotation.NonBlocking package loops;")
        .addSourceLines(
            "other/Silent.java",
            """
            package other;

            class Silent {
              void method() throws InterruptedException {
                Thread.sleep(1);
              }
            }
            """)
        .addSourceLines(
            "loops/Test.java",
            """
            package loops;

            class Test {
              void method() throws InterruptedException {
                // BUG: Diagnostic contains: package loops is marked @NonBlocking
                Thread.sleep(1);
              }
            }
            """)
        .doTest();
  }

  @Test
  void overridersInheritTheMethodsAnnotation() {
    checkFile(
        getClass(),
        """
        interface Loop {
          @NonBlocking
          void handle();

          void other();
        }

        class Test implements Loop {
          @Override
          public void other() {
            nap();
          }

          @Override
          public void handle() {
            // BUG: Diagnostic contains: Loop.handle, which it overrides, is marked @NonBlocking
            nap();
          }
        }

        class Below extends Test {
          @Override
          public void handle() {
            // BUG: Diagnostic contains: Loop.handle, which it overrides, is marked @NonBlocking
            nap();
          }
        }
        """);
  }

  @Test
  void overridersInheritTheClassAnnotation() {
    checkFile(
        getClass(),
        """
        @NonBlocking
        interface Loop {
          void handle();
        }

        class Test implements Loop {
          void ofItsOwn() {
            nap();
          }

          @Override
          public void handle() {
            // BUG: Diagnostic contains: class Loop is marked @NonBlocking
            nap();
          }
        }
        """);
  }

  @Test
  void ownAnnotationBeatsTheInheritedOne() {
    checkFile(
        getClass(),
        """
        interface Loop {
          @NonBlocking
          void handle();
        }

        class MayBlock implements Loop {
          @Blocking
          @Override
          public void handle() {
            nap();
          }
        }

        class BelowMayBlock extends MayBlock {
          @Override
          public void handle() {
            nap();
          }
        }

        class Test implements Loop {
          @Override
          public void handle() {
            // BUG: Diagnostic contains: Loop.handle, which it overrides
            nap();
          }
        }
        """);
  }

  @Test
  void inheritedMethodAnnotationBeatsOwnClassAnnotation() {
    checkFile(
        getClass(),
        """
        interface Loop {
          @NonBlocking
          void handle();
        }

        @Blocking
        class Test implements Loop {
          public void other() {
            nap();
          }

          @Override
          public void handle() {
            // BUG: Diagnostic contains: Loop.handle, which it overrides, is marked @NonBlocking
            nap();
          }
        }
        """);
  }

  @Test
  void implementationOfGenericMethodIsAnOverrider() {
    checkFile(
        getClass(),
        """
        interface Loop<T> {
          @NonBlocking
          void handle(T value);
        }

        class Test implements Loop<String> {
          void handle(int value) {
            nap();
          }

          @Override
          public void handle(String value) {
            // BUG: Diagnostic contains: Loop.handle, which it overrides, is marked @NonBlocking
            nap();
          }
        }
        """);
  }

  @Test
  void staticMethodsAndConstructorsInheritNothing() {
    checkFile(
        getClass(),
        """
        class Loop {
          @NonBlocking
          Loop() {}

          @NonBlocking
          static void start() {}

          @NonBlocking
          void handle() {}
        }

        class Test extends Loop {
          Test() {
            nap();
          }

          static void start() {
            nap();
          }

          @Override
          void handle() {
            // BUG: Diagnostic contains: Loop.handle, which it overrides, is marked @NonBlocking
            nap();
          }
        }
        """);
  }

  @Test
  void overridersOfClassFilesInheritTheirAnnotations() {
    checkFile(
        getClass(),
        """
        class Test implements CompiledReceivers.MarkedMethod {
          @Override
          public void other() {
            nap();
          }

          @Override
          public void handle() {
            // BUG: Diagnostic contains: MarkedMethod.handle, which it overrides, is marked @NonBlocking
            nap();
          }
        }

        class OfType implements CompiledReceivers.MarkedType {
          @Override
          public void handle() {
            // BUG: Diagnostic contains: class MarkedType is marked @NonBlocking
            nap();
          }
        }
        """,
        "dev.offload.checker.context.CompiledReceivers");
  }

  @Test
  void lambdasAndMethodReferencesAreOverridersToo() {
    checkFile(
        getClass(),
        """
        interface Plain {
          void handle();
        }

        interface Loop {
          @NonBlocking
          void handle();
        }

        class Test {
          Plain plainLambda = () -> nap();
          Plain plainReference = Nap::nap;
          // BUG: Diagnostic contains: is marked @NonBlocking
          Loop lambda = () -> nap();
          // BUG: Diagnostic contains: is marked @NonBlocking
          Loop reference = Nap::nap;

          Loop anonymous() {
            return new Loop() {
              @Override
              public void handle() {
                // BUG: Diagnostic contains: Loop.handle, which it overrides, is marked @NonBlocking
                nap();
              }
            };
          }
        }
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.offload.annotations",
        "org.jetbrains.annotations",
        "io.smallrye.common.annotation",
        "io.micronaut.core.annotation"
      })
  void knownFamilies(String family) {
    CompilationTestHelper helper = helper(getClass());
    if (!family.equals("dev.offload.annotations")) {
      withAnnotation(helper, family + ".NonBlocking", "");
      withAnnotation(helper, family + ".Blocking", "");
    }
    helper
        .addSourceLines(
            "Test.java",
            """
            import static sleepy.Nap.nap;
            import FAMILY.Blocking;
            import FAMILY.NonBlocking;

            @NonBlocking
            class Test {
              @Blocking
              void mayBlock() {
                nap();
              }

              void ofClass() {
                // BUG: Diagnostic contains: class Test is marked @NonBlocking
                nap();
              }

              @NonBlocking
              void method() {
                // BUG: Diagnostic contains: this method is marked @NonBlocking
                nap();
              }
            }
            """
                .replace("FAMILY", family))
        .doTest();
  }

  @Test
  void otherAnnotationsOfTheSameNameMeanNothing() {
    withAnnotations("acme.NonBlocking", "acme.Blocking")
        .addSourceLines(
            "Test.java",
            """
            import static sleepy.Nap.nap;

            @acme.NonBlocking
            class Silent {
              @acme.NonBlocking
              void method() {
                nap();
              }
            }

            @dev.offload.annotations.NonBlocking
            class Test {
              @acme.Blocking
              void method() {
                // BUG: Diagnostic contains: class Test is marked @NonBlocking
                nap();
              }
            }
            """)
        .doTest();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "androidx.annotation.UiThread",
        "android.support.annotation.MainThread",
        "acme.UiThread"
      })
  void userInterfaceThreadsBySimpleName(String annotation) {
    withAnnotations(annotation)
        .addSourceLines(
            "Test.java",
            """
            import static sleepy.Nap.nap;

            class Test {
              void unmarked() {
                nap();
              }

              @ANNOTATION
              void method() {
                // BUG: Diagnostic contains: this method is marked
                nap();
              }
            }

            @ANNOTATION
            class OnClass {
              void method() {
                // BUG: Diagnostic contains: class OnClass is marked
                nap();
              }
            }
            """
                .replace("ANNOTATION", annotation))
        .doTest();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.smallrye.common.annotation.RunOnVirtualThread",
        "io.micronaut.scheduling.annotation.ExecuteOn",
        "androidx.annotation.WorkerThread",
        "acme.RunOnVirtualThread",
        "acme.ExecuteOn",
        "acme.WorkerThread"
      })
  void workerThreadsBySimpleName(String annotation) {
    withAnnotations(annotation)
        .addSourceLines(
            "Test.java",
            """
            import static sleepy.Nap.nap;
            import dev.offload.annotations.NonBlocking;

            @NonBlocking
            class Test {
              @ANNOTATION
              void onWorker() {
                nap();
              }

              @ANNOTATION
              static class OnWorker {
                void method() {
                  nap();
                }
              }

              void method() {
                // BUG: Diagnostic contains: class Test is marked @NonBlocking
                nap();
              }
            }
            """
                .replace("ANNOTATION", annotation))
        .doTest();
  }

  @Test
  void jetBrainsExecutorsSayWhereTasksRun() {
    CompilationTestHelper helper = helper(getClass());
    for (String name : new String[] {"BlockingExecutor", "NonBlockingExecutor"}) {
      withAnnotation(
          helper,
          "org.jetbrains.annotations." + name,
          "ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER");
    }
    checkJetBrainsExecutors(helper);
  }

  /** Newer versions of the annotations belong to the type, not to the variable. */
  @Test
  void jetBrainsExecutorsAsTypeAnnotations() {
    CompilationTestHelper helper = helper(getClass());
    for (String name : new String[] {"BlockingExecutor", "NonBlockingExecutor"}) {
      withAnnotation(
          helper, "org.jetbrains.annotations." + name, "ElementType.TYPE, ElementType.TYPE_USE");
    }
    checkJetBrainsExecutors(helper);
  }

  private static void checkJetBrainsExecutors(CompilationTestHelper helper) {
    helper
        .addSourceLines(
            "Test.java",
            withImports(
                """
                abstract class Test {
                  @BlockingExecutor Executor workers;
                  @NonBlockingExecutor Executor loop;

                  abstract @NonBlockingExecutor Executor loopOfMethod();

                  void worker() {
                    workers.execute(() -> nap());
                  }

                  void field() {
                    // BUG: Diagnostic contains: runs on an event loop
                    loop.execute(() -> nap());
                  }

                  void parameter(@NonBlockingExecutor Executor given) {
                    // BUG: Diagnostic contains: runs on an event loop
                    given.execute(() -> nap());
                  }

                  void method() {
                    // BUG: Diagnostic contains: runs on an event loop
                    loopOfMethod().execute(() -> nap());
                  }
                }
                """,
                "org.jetbrains.annotations.BlockingExecutor",
                "org.jetbrains.annotations.NonBlockingExecutor"))
        .doTest();
  }

  @Test
  void jetBrainsExecutorsOnTheExecutorsClass() {
    CompilationTestHelper helper = helper(getClass());
    for (String name : new String[] {"BlockingExecutor", "NonBlockingExecutor"}) {
      withAnnotation(
          helper, "org.jetbrains.annotations." + name, "ElementType.TYPE, ElementType.TYPE_USE");
    }
    helper
        .addSourceLines(
            "Test.java",
            withImports(
                """
                @BlockingExecutor
                interface Workers extends Executor {}

                @NonBlockingExecutor
                interface Loop extends Executor {}

                class Test {
                  void worker(Workers workers) {
                    workers.execute(() -> nap());
                  }

                  void loop(Loop loop) {
                    // BUG: Diagnostic contains: runs on an event loop
                    loop.execute(() -> nap());
                  }
                }
                """,
                "org.jetbrains.annotations.BlockingExecutor",
                "org.jetbrains.annotations.NonBlockingExecutor"))
        .doTest();
  }

  @Test
  void infersNonBlockingIsNoContextButTrust() {
    withAnnotations("com.facebook.infer.annotation.NonBlocking")
        .addSourceLines(
            "Test.java",
            """
            import static sleepy.Nap.nap;

            class Test {
              @com.facebook.infer.annotation.NonBlocking
              void trusted() {
                nap();
              }

              void untrusted() {
                nap();
              }

              @dev.offload.annotations.NonBlocking
              void caller() {
                trusted();
                // BUG: Diagnostic contains: untrusted()  ->
                untrusted();
              }
            }
            """)
        .doTest();
  }

  @Test
  void moreAnnotationsByFlag() {
    withAnnotations("acme.OnLoop", "acme.AlsoOnLoop", "acme.OffLoop", "acme.Other")
        .setArgs(
            "-XepOpt:Offload:NonBlockingAnnotations=acme.OnLoop,acme.AlsoOnLoop",
            "-XepOpt:Offload:BlockingAnnotations=acme.OffLoop")
        .addSourceLines(
            "Test.java",
            """
            import static sleepy.Nap.nap;

            class Test {
              @acme.Other
              void other() {
                nap();
              }

              @acme.OnLoop
              void first() {
                // BUG: Diagnostic contains: this method is marked @OnLoop
                nap();
              }

              @acme.AlsoOnLoop
              void second() {
                // BUG: Diagnostic contains: this method is marked @AlsoOnLoop
                nap();
              }
            }

            @acme.OnLoop
            class OnClass {
              @acme.OffLoop
              void mayBlock() {
                nap();
              }

              @acme.Other
              void method() {
                // BUG: Diagnostic contains: class OnClass is marked @OnLoop
                nap();
              }
            }
            """)
        .doTest();
  }

  @Test
  void flagForNestedAnnotation() {
    helper(getClass())
        .setArgs("-XepOpt:Offload:NonBlockingAnnotations=acme.Threads.OnLoop")
        .addSourceLines(
            "acme/Threads.java",
            "package acme; public class Threads { public @interface OnLoop {} }")
        .addSourceLines(
            "Test.java",
            """
            import static sleepy.Nap.nap;

            class Test {
              void unmarked() {
                nap();
              }

              @acme.Threads.OnLoop
              void method() {
                // BUG: Diagnostic contains: this method is marked @OnLoop
                nap();
              }
            }
            """)
        .doTest();
  }
}
