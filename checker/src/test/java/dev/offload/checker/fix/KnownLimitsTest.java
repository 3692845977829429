package dev.offload.checker.fix;

import static com.google.common.truth.Truth.assertThat;

import dev.offload.checker.testing.Javac;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What fixes get wrong, and why that is accepted. */
final class KnownLimitsTest {
  @TempDir private Path folder;

  private FixedFile file(String text) throws IOException {
    return new FixedFile(
        new FixCase(Files.writeString(folder.resolve("limit.input"), text)), folder);
  }

  /** Error Prone writes them. */
  @Test
  void importsThatAreAddedDoNotHaveTheLineEndingsOfWindows() throws IOException {
    FixedFile file =
        file(
            """
            import java.util.concurrent.CompletableFuture;
            import java.util.concurrent.CompletionStage;

            class Orders {
              CompletionStage<Void> sleep(CompletableFuture<String> order) {
                return order.thenAccept(
                    name -> {
                      try {
                        Thread.sleep(name.length());
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                      System.out.println(name);
                    });
              }
            }
            """
                .replace("\n", "\r\n"));

    file.fix();

    assertThat(file.text()).contains("import dev.offload.Offload;\n");
    assertThat(file.text()).contains("class Orders {\r\n");
    assertThat(file.findings()).isEmpty();
  }

  /** Only a mistake of the program makes a stage null. */
  @Test
  void aStageThatIsNullIsNotCaughtAnyMore() throws IOException {
    FixedFile file =
        file(
            """
            import dev.offload.annotations.NonBlocking;
            import java.util.concurrent.CompletableFuture;

            class Orders {
              @NonBlocking
              private static CompletableFuture<Integer> total(CompletableFuture<Integer> price) {
                try {
                  return CompletableFuture.completedFuture(price.join());
                } catch (RuntimeException e) {
                  return CompletableFuture.completedFuture(-1);
                }
              }

              public static void main(String[] arguments) {
                try {
                  System.out.println(total(null).join());
                } catch (NullPointerException e) {
                  System.out.println("thrown");
                }
              }
            }
            """);
    assertThat(file.findings()).hasSize(1);
    assertThat(file.run()).contains("-1");

    file.fix();

    assertThat(file.findings()).isEmpty();
    assertThat(file.run()).contains("thrown");
  }

  /** The values of both stages are arguments of one call, which is the last thing to happen. */
  @Test
  void aNullWhereAPrimitiveIsWantedIsFoundAfterTheNextStageHasStarted() throws IOException {
    FixedFile file =
        file(
            """
            import java.util.concurrent.CompletableFuture;

            class Orders {
              private static CompletableFuture<Integer> price(String name) {
                System.out.println(name);
                return CompletableFuture.completedFuture(name.equals("none") ? null : 1);
              }

              public static void main(String[] arguments) {
                CompletableFuture<Integer> sum =
                    CompletableFuture.completedFuture("none")
                        .thenApply(name -> sum(price(name).join(), price("book").join()));
                System.out.println(sum.isCompletedExceptionally());
              }

              private static int sum(int first, int second) {
                return first + second;
              }
            }
            """);
    assertThat(file.findings()).hasSize(2);
    assertThat(file.run()).doesNotContain("book");

    file.fix();
    file.fix();

    assertThat(file.findings()).isEmpty();
    assertThat(file.run()).contains("book");
  }

  /** Callers are looked for in the file only. */
  @Test
  void aLockThatACallerInAnotherFileHoldsIsNotSeen() {
    List<String> findings =
        Javac.into(folder.resolve("out"))
            .source(
                "Cache.java",
                """
                import java.util.concurrent.CompletableFuture;
                import java.util.concurrent.locks.ReentrantLock;

                class Cache {
                  private final ReentrantLock lock = new ReentrantLock();

                  CompletableFuture<String> update(CompletableFuture<String> name) {
                    lock.lock();
                    try {
                      return new Loader().load(name);
                    } finally {
                      lock.unlock();
                    }
                  }
                }
                """)
            .source(
                "Loader.java",
                """
                import dev.offload.annotations.NonBlocking;
                import java.util.concurrent.CompletableFuture;

                class Loader {
                  @NonBlocking
                  CompletableFuture<String> load(CompletableFuture<String> name) {
                    String text = name.join();
                    return CompletableFuture.completedFuture(text + 1);
                  }
                }
                """)
            .withChecks()
            .findings();

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0)).contains("Fix (");
  }
}
