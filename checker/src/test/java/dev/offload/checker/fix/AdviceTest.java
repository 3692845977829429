package dev.offload.checker.fix;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.offload.checker.testing.Javac;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which findings get a fix, and what their message says about it. */
final class AdviceTest {
  private static final String SHOP =
      """
      import java.util.concurrent.CompletableFuture;

      class Shop {
        CompletableFuture<Integer> total(CompletableFuture<String> item) {
          return item.thenApply(name -> acme.Prices.of(name).join());
        }
      }
      """;

  /** Its second class is found in no file of its name. */
  private static final String PRICES =
      """
      package acme;

      import java.util.concurrent.CompletableFuture;

      public class Prices {
        public static CompletableFuture<Integer> of(String name) {
          return Table.look(name);
        }
      }

      class Table {
        static CompletableFuture<Integer> look(String name) {
          return CompletableFuture.supplyAsync(name::length);
        }
      }
      """;

  @TempDir private Path temp;

  @Test
  void otherFilesOfTheCompilationAreKnown() {
    assertThat(only(javac().source("Shop.java", SHOP).source("acme/Prices.java", PRICES)))
        .contains("Fix (safe)");
  }

  @Test
  void classesBesideThoseThatNameTheirFileAreKnown() {
    assertThat(
            only(
                javac()
                    .source("acme/Shop.java", "package acme;\n" + SHOP.replace("Prices", "Table"))
                    .source("acme/Prices.java", PRICES.replace("look", "of"))))
        .contains("Fix (safe)");
  }

  @Test
  void anOlderReleaseIsKept() {
    assertThat(
            only(
                javac()
                    .options("--release", "11")
                    .source("Shop.java", SHOP)
                    .source("acme/Prices.java", PRICES)))
        .contains("Fix (safe)");
  }

  @Test
  void aModuleKnowsWhatItReads() {
    assertThat(
            only(
                javac()
                    .source("module-info.java", "module shop { requires java.sql; }")
                    .source(
                        "shop/Shop.java",
                        "package shop;\n"
                            + SHOP
                            + "class Connected { java.sql.Connection connection; }")
                    .source("acme/Prices.java", PRICES)))
        .contains("Fix (safe)");
  }

  @Test
  void noFixThatDoesNotCompile() {
    String message =
        only(
            javac()
                .source(
                    "Shop.java",
                    """
                    import java.util.concurrent.CompletableFuture;

                    class Shop {
                      CompletableFuture<Number> total(CompletableFuture<String> item) {
                        return item.handle((name, failure) -> acme.Prices.of(name).join());
                      }
                    }
                    """)
                .source("acme/Prices.java", PRICES));

    assertThat(message)
        .contains("No automatic fix: the rewritten code would not compile (incompatible types");
  }

  @Test
  void ofFixesThatWouldMeetOnlyTheFirstIsOffered() {
    List<String> findings =
        javac()
            .source(
                "Shop.java",
                """
                import java.util.concurrent.CompletableFuture;

                class Shop {
                  CompletableFuture<Integer> total(CompletableFuture<String> item) {
                    return item.thenApply(
                        name -> acme.Prices.of(name).join() + acme.Prices.of("tax").join());
                  }

                  CompletableFuture<Integer> other(CompletableFuture<String> item) {
                    return item.thenApply(name -> acme.Prices.of(name).join());
                  }
                }
                """)
            .source("acme/Prices.java", PRICES)
            .withChecks()
            .findings();

    assertThat(findings).hasSize(3);
    assertThat(findings.get(0)).contains("Fix (safe)");
    assertThat(findings.get(1))
        .contains("No automatic fix: the fix of another finding changes the same code; apply that");
    assertThat(findings.get(2)).contains("Fix (safe)");
  }

  @Test
  void waitsThatFollowOneAnotherAreFixedTogether() {
    List<String> findings =
        javac()
            .source(
                "Shop.java",
                """
                import java.util.concurrent.CompletableFuture;

                class Shop {
                  CompletableFuture<Integer> total(CompletableFuture<String> item) {
                    return item.thenApply(
                        name -> {
                          Integer price = acme.Prices.of(name).join();
                          Integer tax = acme.Prices.of("tax").join();
                          Integer shipping = acme.Prices.of("shipping").join();
                          return price + tax + shipping;
                        });
                  }
                }
                """)
            .source("acme/Prices.java", PRICES)
            .withChecks()
            .findings();

    assertThat(findings).hasSize(3);
    assertThat(findings.get(0))
        .contains("Fix (safe): return item.thenCompose(name -> { return acme.Prices.of(name)");
    assertThat(findings.get(1)).contains("No automatic fix: the fix in line 7 fixes this, too");
    assertThat(findings.get(2)).contains("No automatic fix: the fix in line 7 fixes this, too");
  }

  @Test
  void aLockThatMethodsOfAnotherFileTakeAndGiveBackIsSeen() {
    List<String> findings =
        javac()
            .source(
                "Shop.java",
                """
                import java.util.concurrent.CompletableFuture;

                class Shop {
                  CompletableFuture<Integer> total(CompletableFuture<String> item) {
                    return item.thenApply(
                        name -> {
                          Stock.enter();
                          Integer price = acme.Prices.of(name).join();
                          Stock.leave();
                          return price;
                        });
                  }
                }
                """)
            .source(
                "Stock.java",
                """
                import java.util.concurrent.locks.ReentrantLock;

                class Stock {
                  private static final ReentrantLock LOCK = new ReentrantLock();

                  static void enter() {
                    LOCK.lock();
                  }

                  static void leave() {
                    LOCK.unlock();
                  }
                }
                """)
            .source("acme/Prices.java", PRICES)
            .withChecks()
            .findings();

    assertThat(findings).hasSize(2);
    assertThat(findings.get(1)).contains("No automatic fix: " + HeldLocks.DURING_WAIT);
  }

  @Test
  void suppressedFindingsAreLeftAlone() {
    List<String> findings =
        javac()
            .source(
                "Shop.java",
                """
                import java.util.concurrent.CompletableFuture;

                class Shop {
                  CompletableFuture<Integer> total(CompletableFuture<String> item) {
                    return item.thenApply(
                        name -> {
                          Integer price = acme.Prices.of(name).join();
                          @SuppressWarnings("NestedJoin")
                          Integer tax = acme.Prices.of("tax").join();
                          return price + tax;
                        });
                  }
                }
                """)
            .source("acme/Prices.java", PRICES)
            .withChecks()
            .findings();

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0)).contains("thenApply(price -> { @SuppressWarnings");
  }

  @Test
  void changesOfSeveralLinesAreShownOnOne() {
    assertThat(
            only(
                javac()
                    .source(
                        "Shop.java",
                        """
                        import java.util.concurrent.CompletableFuture;

                        class Shop {
                          CompletableFuture<Integer> total(CompletableFuture<String> item) {
                            return item
                                .thenApply(
                                    // at once
                                    name -> acme.Prices.of(name).join()); // see "http://prices"
                          }
                        }
                        """)
                    .source("acme/Prices.java", PRICES)))
        .contains(
            "Fix (safe): .thenCompose(name -> acme.Prices.of(name)); // see \"http://prices\"\n");
  }

  @Test
  void aChangeOfOneLineIsShownByErrorProne() {
    assertThat(only(javac().source("Shop.java", SHOP).source("acme/Prices.java", PRICES)))
        .contains("Fix (safe)\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reactor | reactor.core.publisher.Mono | block()",
        "rxjava3 | io.reactivex.rxjava3.core.Single | blockingGet()",
        "mutiny | io.smallrye.mutiny.Uni | await().indefinitely()"
      })
  void whatCancellationEndsIsSaid(String library, String type, String wait) {
    Javac javac =
        javac()
            .classPath(FixCase.jars(library).toArray(Path[]::new))
            .source(
                "Shop.java",
                """
                interface Shop {
                  Source<String> price(String name);

                  default Source<String> total(Source<String> item) {
                    return item.map(
                        name -> {
                          String price = price(name).wait;
                          return price + "!";
                        });
                  }

                  default Source<String> alone(Source<String> item) {
                    return item.map(
                        name -> {
                          return price(name).wait;
                        });
                  }
                }
                """
                    .replace("Source", type)
                    .replace("wait", wait));

    List<String> findings = javac.withChecks().findings();

    assertThat(findings).hasSize(2);
    assertThat(findings.get(0)).contains("cancellation ends what follows the wait");
    assertThat(findings.get(1)).contains("Fix (changes behaviour");
    assertThat(findings.get(1)).doesNotContain("cancellation");
  }

  @Test
  void whatNoLongerWaitsIsSaid() {
    Javac javac =
        javac()
            .classPath(FixCase.jars("rxjava3").toArray(Path[]::new))
            .source(
                "Shop.java",
                """
                import io.reactivex.rxjava3.core.Flowable;
                import io.reactivex.rxjava3.core.Single;

                interface Shop {
                  @dev.offload.annotations.Blocking
                  int price(String name);

                  default Flowable<Integer> merged(Flowable<String> names) {
                    return names.flatMapSingle(
                        name -> Single.just(name).map(each -> price(each)));
                  }

                  default Flowable<Integer> oneByOne(Flowable<String> names) {
                    return names.concatMapSingle(
                        name -> Single.just(name).map(each -> price(each)));
                  }

                  default Single<Integer> sum(Single<String> name, Single<Integer> more) {
                    return Single.zip(name.map(each -> price(each)), more, Integer::sum);
                  }

                  default Single<Integer> first(Single<String> name, Single<Integer> more) {
                    return name.map(each -> price(each)).ambWith(more);
                  }
                }
                """);

    List<String> findings = javac.withChecks().findings();

    assertThat(findings).hasSize(4);
    assertThat(findings.get(0))
        .contains("and the sources that `flatMapSingle` subscribes to no longer wait");
    assertThat(findings.get(1)).doesNotContain("no longer wait");
    assertThat(findings.get(2)).contains("and the sources that `zip` subscribes to no longer wait");
    assertThat(findings.get(3))
        .contains("and the sources that `ambWith` subscribes to no longer wait");
  }

  @Test
  void aPersonIsToldWhatToDo() {
    assertThat(
            only(
                javac()
                    .source(
                        "Loop.java",
                        """
                        class Loop {
                          @dev.offload.annotations.NonBlocking
                          void run(java.util.Map<String, Integer> map) throws Exception {
                            map.wait();
                          }
                        }
                        """)))
        .contains(
            "No automatic fix: complete a CompletableFuture instead of calling notify, and go on in"
                + " a callback");
  }

  @Test
  void aFailureOfOursIsSaid() {
    assertThat(Advice.failed(new IllegalStateException("odd tree")).line("").orElseThrow())
        .contains(
            "No automatic fix: looking for one failed (java.lang.IllegalStateException: odd tree");
  }

  private Javac javac() {
    return Javac.into(temp.resolve("out"));
  }

  private static String only(Javac javac) {
    Javac.Outcome outcome = javac.withChecks();
    assertWithMessage("%s", outcome).that(outcome.succeeded()).isTrue();
    assertWithMessage("%s", outcome).that(outcome.findings()).hasSize(1);
    return outcome.findings().get(0).replaceAll("\\(see http\\S*\\)", "");
  }
}
