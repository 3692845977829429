package dev.offload.checker.context;

import static dev.offload.checker.testing.Naps.checkFile;
import static dev.offload.checker.testing.Naps.checkMembers;

import org.junit.jupiter.api.Test;

/**
 * DESIGN.md, section 5, rule 9: everything else is unknown and silent, and the innermost function
 * decides.
 */
final class UnknownContextTest {
  @Test
  void plainCode() {
    checkMembers(
        getClass(),
        """
        static final int STATIC = napped(1);
        final int field = napped(1);

        static {
          nap();
        }

        {
          nap();
        }

        Test() {
          nap();
        }

        void method() {
          nap();
        }

        public static void main(String[] args) {
          nap();
        }

        @NonBlocking
        void control() {
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          nap();
        }
        """);
  }

  @Test
  void lambdaThatIsOnlyDefined() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        Runnable method() {
          Runnable unused = () -> nap();
          Runnable returned =
              () -> {
                nap();
              };
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          nap();
          return returned;
        }
        """);
  }

  @Test
  void methodReferenceThatIsOnlyDefined() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        Runnable method() {
          Runnable unused = Nap::nap;
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          Nap.nap();
          return Nap::nap;
        }
        """);
  }

  @Test
  void lambdaInFieldOfNonBlockingClass() {
    checkFile(
        getClass(),
        """
        class Test {
          final Runnable lambda = () -> nap();
          final Runnable reference = Nap::nap;

          @NonBlocking
          Test() {
            // BUG: Diagnostic contains: this constructor is marked @NonBlocking
            nap();
          }
        }
        """);
  }

  @Test
  void lambdaGivenToUnknownMethod() {
    checkFile(
        getClass(),
        """
        interface Unknown {
          void go(Runnable task);
        }

        class Test {
          native void alsoUnknown(Runnable task);

          @NonBlocking
          void method(Unknown unknown) {
            unknown.go(() -> nap());
            unknown.go(Nap::nap);
            alsoUnknown(() -> nap());
            // BUG: Diagnostic contains: this method is marked @NonBlocking
            nap();
          }
        }
        """);
  }

  @Test
  void lambdaThatIsStored() {
    checkMembers(
        getClass(),
        """
        private Runnable stored;
        private final List<Runnable> list = new ArrayList<>();

        @NonBlocking
        void method() {
          stored = () -> nap();
          list.add(() -> nap());
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          nap();
        }
        """);
  }

  @Test
  void lambdaGivenToUnknownExecutor() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        void method(Executor executor, ExecutorService service) {
          executor.execute(() -> nap());
          service.submit(() -> nap());
          CompletableFuture.runAsync(() -> nap(), executor);
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          nap();
        }
        """);
  }

  @Test
  void lambdaGivenToThread() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        void method() {
          new Thread(() -> nap()).start();
          new Thread(Nap::nap, "name").start();
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          nap();
        }
        """);
  }

  @Test
  void innermostFunctionDecides() {
    checkMembers(
        getClass(),
        """
        void method(CompletableFuture<String> future, Executor executor) {
          future.thenAccept(x -> executor.execute(() -> nap()));
          executor.execute(
              () -> {
                nap();
                // BUG: Diagnostic contains: runs on whichever thread completes it
                future.thenAccept(x -> nap());
              });
        }
        """);
  }

  @Test
  void inlineLambdaInsideUnknownOne() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        void method(Executor executor, List<String> list) {
          executor.execute(() -> list.forEach(x -> nap()));
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          list.forEach(x -> nap());
        }
        """);
  }

  @Test
  void methodsOfAnonymousClass() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        Runnable method() {
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          nap();
          return new Runnable() {
            @Override
            public void run() {
              nap();
            }
          };
        }
        """);
  }

  @Test
  void methodsOfAnonymousClassInNonBlockingClass() {
    checkFile(
        getClass(),
        """
        @NonBlocking
        class Test {
          final Runnable field =
              new Runnable() {
                @Override
                public void run() {
                  nap();
                }
              };

          Runnable method() {
            // BUG: Diagnostic contains: class Test is marked @NonBlocking
            nap();
            return new Runnable() {
              @Override
              public void run() {
                nap();
              }
            };
          }
        }
        """);
  }

  @Test
  void initializersOfAnonymousClassRunWhereItIsCreated() {
    checkMembers(
        getClass(),
        """
        Object silent() {
          return new Object() {
            final int field = napped(1);
          };
        }

        @NonBlocking
        Object method() {
          return new Object() {
            // BUG: Diagnostic contains: this method is marked @NonBlocking
            final int field = napped(1);

            {
              // BUG: Diagnostic contains: this method is marked @NonBlocking
              nap();
            }

            void notCalled() {
              nap();
            }
          };
        }
        """);
  }

  @Test
  void initializersOfAnonymousClassInsideLambda() {
    checkMembers(
        getClass(),
        """
        void method(CompletableFuture<String> future, Executor executor) {
          executor.execute(
              () ->
                  new Object() {
                    final int field = napped(1);
                  });
          future.thenApply(
              x ->
                  new Object() {
                    // BUG: Diagnostic contains: runs on whichever thread completes it
                    final int field = napped(1);
                  });
        }
        """);
  }

  @Test
  void argumentsAndSuperclassOfAnonymousClass() {
    checkFile(
        getClass(),
        """
        abstract class Base {
          Base() {
            nap();
          }
        }

        abstract class Quick {
          Quick(int value) {}
        }

        class Test {
          @NonBlocking
          Object silent() {
            return new Quick(1) {};
          }

          @NonBlocking
          Object superclass() {
            // BUG: Diagnostic contains: Thread.sleep(long) blocks
            return new Base() {};
          }

          @NonBlocking
          Object argument() {
            // BUG: Diagnostic contains: napped(1)
            return new Quick(napped(1)) {};
          }
        }
        """);
  }

  @Test
  void localClassRunsItsInitializersWhereItIsCreated() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        void declared() {
          class Local {
            final int field = napped(1);
          }
        }

        @NonBlocking
        void created() {
          class Local {
            final int field = napped(1);

            void method() {
              nap();
            }
          }
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          new Local();
        }

        @NonBlocking
        void called() {
          class Local {
            void method() {
              nap();
            }
          }
          Local local = new Local();
          // BUG: Diagnostic contains: local.method()
          local.method();
        }
        """);
  }

  @Test
  void methodsOfLocalClassInNonBlockingClass() {
    checkFile(
        getClass(),
        """
        @NonBlocking
        class Test {
          Runnable method() {
            class Local implements Runnable {
              @Override
              public void run() {
                nap();
              }
            }
            return new Local();
          }

          static class Member implements Runnable {
            @Override
            public void run() {
              // BUG: Diagnostic contains: class Test is marked @NonBlocking
              nap();
            }
          }
        }
        """);
  }
}
