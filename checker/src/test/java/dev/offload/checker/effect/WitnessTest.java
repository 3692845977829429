package dev.offload.checker.effect;

import static com.google.common.truth.Truth.assertThat;

import dev.offload.checker.testing.AllChecks;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a finding says, and that there is one for each operation. */
final class WitnessTest {
  @Test
  void rootInTheContextNeedsNoPath() {
    assertThat(
            AllChecks.findings(
                """
                class Test {
                  @NonBlocking
                  String onEvent(Path path) throws Exception {
                    return Files.readString(path);
                  }
                }
                """))
        .containsExactly(
            "4: [BlockingIo] Files.readString(Path) blocks (file), but this method is marked"
                + " @NonBlocking");
  }

  @Test
  void pathLeadsFromTheCallToTheRoot() {
    assertThat(
            AllChecks.findings(
                """
                class Test {
                  @NonBlocking
                  String onEvent(String id) throws Exception {
                    return loadTemplate(id);
                  }

                  String loadTemplate(String id) throws Exception {
                    return Templates.read(id);
                  }
                }
                """,
                """
                class Templates {
                  static String read(String id) throws Exception {
                    return Files.readString(Path.of(id));
                  }
                }
                """))
        .containsExactly(
            "4: [BlockingIo] Files.readString(Path) blocks (file), but this method is marked"
                + " @NonBlocking\n"
                + "    loadTemplate(id)  ->  Templates.read(String)  ->  Files.readString(Path)");
  }

  @Test
  void messageNamesTheLambdaAndTheEventLoop() {
    List<String> findings =
        AllChecks.findings(
            """
            class Test {
              void start(io.vertx.core.Vertx vertx) {
                vertx.eventBus().consumer("orders", order -> loadTemplate(1L));
              }

              void loadTemplate(Long id) {
                try {
                  Files.readString(Path.of("x"));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            }
            """);

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0))
        .startsWith(
            "3: [BlockingIo] Files.readString(Path) blocks (file), but this lambda runs on a Vert.x"
                + " event loop (handler of EventBus.consumer)\n"
                + "    loadTemplate(1L)  ->  Files.readString(Path)");
  }

  @Test
  void howAndTwinOfTheRootAreThere() {
    assertThat(
            AllChecks.findings(
                """
                class Test {
                  @NonBlocking
                  void onEvent() throws Exception {
                    pause();
                  }

                  void pause() throws Exception {
                    Thread.sleep(100);
                  }
                }
                """))
        .containsExactly(
            "4: [BlockingSleep] Thread.sleep(long) blocks (sleep, up to 100 ms), but this method is"
                + " marked @NonBlocking\n"
                + "    pause()  ->  Thread.sleep(long)\n"
                + "    Non-blocking counterpart: CompletableFuture.delayedExecutor");
  }

  @Test
  void firstStepIsTheCallAsWrittenInOneLine() {
    assertThat(
            AllChecks.findings(
                """
                class Test {
                  @NonBlocking
                  void onEvent(Path path) throws Exception {
                    read(
                        path,
                        "a long argument that takes much room",
                        "another long argument");
                  }

                  void read(Path path, String first, String second) throws Exception {
                    Files.delete(path);
                  }
                }
                """))
        .containsExactly(
            "4: [BlockingIo] Files.delete(Path) blocks (file), but this method is marked"
                + " @NonBlocking\n"
                + "    read(path, \"a long argument that takes much room\", \"anoth..."
                + "  ->  Files.delete(Path)");
  }

  @Test
  void constructorsAndGenericAndNestedTypesHaveTheirSimpleNames() {
    assertThat(
            AllChecks.findings(
                """
                class Test {
                  @NonBlocking
                  void onEvent() throws Exception {
                    start();
                  }

                  void start() throws Exception {
                    new Loader<>(Map.of());
                  }

                  static class Loader<T> {
                    Loader(Map<String, T> map) throws Exception {
                      load(map.entrySet().iterator().next(), new int[0]);
                    }

                    void load(Map.Entry<String, T> entry, int[] numbers) throws Exception {
                      new FileInputStream(entry.getKey());
                    }
                  }
                }
                """))
        .containsExactly(
            "4: [BlockingIo] new FileInputStream(String) blocks (file), but this method is marked"
                + " @NonBlocking\n"
                + "    start()  ->  new Loader(Map)  ->  Loader.load(Entry, int[])"
                + "  ->  new FileInputStream(String)");
  }

  @Test
  void witnessIsTheShortestPath() {
    assertThat(
            AllChecks.findings(
                """
                class Test {
                  @NonBlocking
                  void onEvent() throws Exception {
                    go();
                  }

                  void go() throws Exception {
                    detour();
                    near();
                  }

                  void detour() throws Exception {
                    further();
                  }

                  void further() throws Exception {
                    Thread.sleep(1);
                  }

                  void near() throws Exception {
                    Files.delete(Path.of("x"));
                  }
                }
                """))
        .containsExactly(
            "4: [BlockingIo] Files.delete(Path) blocks (file), but this method is marked"
                + " @NonBlocking\n"
                + "    go()  ->  Test.near()  ->  Files.delete(Path)");
  }

  @Test
  void witnessIsTheShortestPathWhateverWasAskedBefore() {
    assertThat(
            AllChecks.findings(
                """
                class Test {
                  @NonBlocking
                  void onEvent() throws Exception {
                    further();
                    go();
                  }

                  void go() throws Exception {
                    detour();
                    near();
                  }

                  void detour() throws Exception {
                    further();
                  }

                  void further() throws Exception {
                    last();
                  }

                  void last() throws Exception {
                    Thread.sleep(1);
                  }

                  void near() throws Exception {
                    Files.delete(Path.of("x"));
                  }
                }
                """))
        .containsExactly(
            "4: [BlockingSleep] Thread.sleep(long) blocks (sleep, up to 1 ms), but this method is"
                + " marked @NonBlocking\n"
                + "    further()  ->  Test.last()  ->  Thread.sleep(long)\n"
                + "    Non-blocking counterpart: CompletableFuture.delayedExecutor",
            "5: [BlockingIo] Files.delete(Path) blocks (file), but this method is marked"
                + " @NonBlocking\n"
                + "    go()  ->  Test.near()  ->  Files.delete(Path)");
  }

  @Test
  void shortestImplementationIsTheWitness() {
    assertThat(
            AllChecks.findings(
                """
                class Test {
                  @NonBlocking
                  void onEvent(Store store) throws Exception {
                    store.load();
                  }

                  interface Store {
                    void load() throws Exception;
                  }

                  static class Far implements Store {
                    @Override
                    public void load() throws Exception {
                      step();
                    }

                    void step() throws Exception {
                      Thread.sleep(1);
                    }
                  }

                  static class Near implements Store {
                    @Override
                    public void load() throws Exception {
                      Files.delete(Path.of("x"));
                    }
                  }
                }
                """))
        .containsExactly(
            "4: [BlockingIo] Files.delete(Path) blocks (file), but this method is marked"
                + " @NonBlocking\n"
                + "    store.load()  ->  Files.delete(Path)");
  }

  @Test
  void oneFindingPerOperationWhateverItsKinds() {
    assertThat(
            AllChecks.findings(
                """
                class Test {
                  @NonBlocking
                  void onEvent(CompletableFuture<String> future) throws Exception {
                    everything(future);
                  }

                  synchronized void everything(CompletableFuture<String> future) throws Exception {
                    Thread.sleep(1);
                    Files.delete(Path.of("x"));
                    future.join();
                  }
                }
                """))
        .hasSize(1);
  }

  @Test
  void everyOperationHasItsOwnFinding() {
    assertThat(
            AllChecks.findings(
                """
                class Test {
                  @NonBlocking
                  void onEvent() throws Exception {
                    go();
                    go();
                  }

                  void go() throws Exception {
                    Files.delete(Path.of("x"));
                  }
                }
                """))
        .hasSize(2);
  }

  @Test
  void operationInAnInlineLambdaIsReportedOnce() {
    assertThat(
            AllChecks.findings(
                """
                class Test {
                  @NonBlocking
                  void onEvent(List<List<String>> lists) throws Exception {
                    lists.forEach(
                        list ->
                            list.forEach(
                                item -> new CountDownLatch(1).awaitUninterruptibly()));
                  }

                  static class CountDownLatch extends java.util.concurrent.CountDownLatch {
                    CountDownLatch(int count) {
                      super(count);
                    }

                    void awaitUninterruptibly() {
                      try {
                        await();
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                    }
                  }
                }
                """))
        .containsExactly(
            "7: [BlockingWait] CountDownLatch.await() blocks (wait), but this method is marked"
                + " @NonBlocking\n"
                + "    new CountDownLatch(1).awaitUninterruptibly()  ->  CountDownLatch.await()");
  }

  @Test
  void calleeThatIsAContextItselfIsReportedThereOnly() {
    assertThat(
            AllChecks.findings(
                """
                class Test {
                  @NonBlocking
                  void onEvent() throws Exception {
                    next();
                  }

                  @NonBlocking
                  void next() throws Exception {
                    Files.delete(Path.of("x"));
                  }
                }
                """))
        .containsExactly(
            "9: [BlockingIo] Files.delete(Path) blocks (file), but this method is marked"
                + " @NonBlocking");
  }

  @Test
  void fieldInitialiserIsReportedOnceForAllConstructors() {
    assertThat(
            AllChecks.findings(
                """
                @NonBlocking
                class Test {
                  private final String text = read();

                  Test() {}

                  Test(int x) {}

                  @Blocking
                  private static String read() {
                    return "";
                  }
                }
                """))
        .hasSize(1);
  }

  @Test
  void findingsComeInTheOrderOfTheSource() {
    assertThat(
            AllChecks.findings(
                    """
                    class Test {
                      @NonBlocking
                      void first() throws Exception {
                        Files.delete(Path.of("x"));
                        Files.delete(Path.of("y"));
                      }

                      @NonBlocking
                      void second() throws Exception {
                        Files.delete(Path.of("z"));
                      }
                    }
                    """)
                .stream()
                .map(finding -> finding.substring(0, finding.indexOf(':')))
                .toList())
        .containsExactly("4", "5", "10")
        .inOrder();
  }
}
