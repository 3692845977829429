package dev.offload.checker;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.offload.checker.testing.Javac;
import dev.offload.checker.testing.Javac.Outcome;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sources that are broken, empty, strange or large: no exception, and javac says what it says
 * without us.
 */
final class RobustnessTest {
  private static final String LOOP =
      """
      import dev.offload.annotations.NonBlocking;

      class Loop {
        @NonBlocking
        void run() throws Exception {
          Thread.sleep(1);
        }
      }
      """;

  private static final String SLEEP = "Loop.java:6: ";

  @TempDir private Path temp;

  @Test
  void nothingBroken() {
    Outcome outcome = javac().source("Loop.java", LOOP).unharmed();

    assertThat(outcome.succeeded()).isTrue();
    assertFindings(outcome, SLEEP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        ";",
        "// nothing",
        "/** Nothing. */",
        "import java.util.List;",
        "package p;",
        "interface Other {}",
        "@interface Other { int value() default 1; }",
        "enum Other {}",
        "enum Other { A { @Override void run() {} }, B; void run() {} }",
        "record Other() {}",
        "record Other(int... numbers) { Other { numbers = numbers.clone(); } Other(String s) {"
            + " this(1); } }",
        "sealed interface Other permits A, B {} record A() implements Other {} non-sealed class B"
            + " implements Other {}",
        "@dev.offload.annotations.NonBlocking @dev.offload.annotations.Blocking class Other {}",
        "class Other { static { } { } int field; ; }",
        "class Other { native void one(); abstract static class Nested { abstract void two(); } }",
      })
  void smallFiles(String text) {
    Outcome outcome = javac().source("Other.java", text).source("Loop.java", LOOP).unharmed();

    assertThat(outcome.succeeded()).isTrue();
    assertFindings(outcome, SLEEP);
  }

  @Test
  void packageInfo() {
    Outcome outcome =
        javac()
            .source("p/package-info.java", "@dev.offload.annotations.NonBlocking package p;")
            .source("q/package-info.java", "/** Nothing. */ package q;")
            .source("r/package-info.java", "")
            .source(
                "p/Loop.java",
                "package p; class Loop { void run() throws Exception {\n Thread.sleep(1); } }")
            .unharmed();

    assertThat(outcome.succeeded()).isTrue();
    assertFindings(outcome, "Loop.java:2: ");
  }

  @Test
  void moduleInfo() {
    Outcome outcome =
        Javac.into(temp)
            .options("--module-path", temp.toString(), "-Xlint:all")
            .source("module-info.java", "@Deprecated module m { requires java.sql; exports p; }")
            .source("p/P.java", "package p; public class P { Object o = java.sql.Types.class; }")
            .unharmed();

    assertThat(outcome.succeeded()).isTrue();
    assertFindings(outcome);
  }

  /** Every statement in here is in a context, so that the checks look at it. */
  @Test
  void everythingThatJava17Has() {
    Outcome outcome =
        javac()
            .source(
                "Loop.java",
                """
                import dev.offload.annotations.NonBlocking;
                import java.util.*;
                import java.util.concurrent.*;
                import java.util.function.*;

                @NonBlocking
                class Loop<T extends Comparable<T> & Runnable> {
                  sealed interface Shape permits Circle, Square, Color {}
                  record Circle(double radius) implements Shape {
                    Circle {
                      if (radius < 0) throw new IllegalArgumentException();
                    }
                    Circle() { this(1); }
                    static Circle of(double... radii) { return new Circle(radii[0]); }
                  }
                  record Square(List<? extends Shape> parts) implements Shape {}
                  enum Color implements Shape, Runnable {
                    RED { @Override public void run() { BLUE.run(); } }, BLUE;
                    Color() {}
                    @Override public void run() {}
                  }
                  @interface Mark { String[] value() default {}; Class<?> type() default int[].class; }

                  int field = new Object() { int count() { return 1; } }.count();
                  static final Supplier<int[]> ARRAYS = () -> new int[] {1, 2, 3};
                  final Function<Object, Object> self = x -> this.self.apply(x);
                  { field++; label: for (;;) { if (field > 1) break label; else continue label; } }

                  @Mark({"a", "b"}) @SafeVarargs
                  final <X extends Throwable, R> R statements(Object o, T both, List<R>... more) throws X {
                    if (o instanceof String s && !s.isEmpty() || o == null) { o = null; }
                    if (!(o instanceof Circle c)) { return null; }
                    var radius = switch ((int) c.radius()) {
                      case 1, 2 -> 1;
                      case 3 -> { int x = 2; yield x; }
                      default -> throw new IllegalStateException();
                    };
                    switch (Color.RED) { case RED: field = 1; case BLUE: break; default: }
                    String text = \"""
                        text \\
                        block\""";
                    class Local extends Loop<T> { Local() { super(); super.statements(text, null); } }
                    new Local() {{ field = 1; }}.new Inner().toString();
                    int[][] numbers = {{1}, {}, null};
                    numbers[0][radius] += ~numbers[0][0] >>> 1 << (byte) 2;
                    for (int i = 0, j = 1; i < j; i++, --j) {}
                    for (int[] row : numbers) for (var cell : row) assert cell > 0 : "negative" + cell;
                    do { synchronized (this) { continue; } } while (field < 0);
                    try (var a = open(); AutoCloseable b = () -> {}) { a.hashCode(); }
                    catch (IllegalStateException | ClassCastException e) { throw e; }
                    catch (Exception e) { throw (X) e; }
                    finally { field = field > 0 ? field-- : -field; }
                    Supplier<Supplier<Object>> nested = () -> () -> (Runnable & java.io.Serializable) () -> {};
                    Function<Integer, int[]> make = int[]::new;
                    BiFunction<Loop<T>, Object, Object> ref = Loop::method;
                    Supplier<List<String>> list = ArrayList<String>::new;
                    Runnable parent = super::hashCode;
                    Callable<?> call = both == null ? () -> 1 : this::toString;
                    new Thread(Loop.this::<String>generic).start();
                    both.run();
                    ((Runnable) (((both)))).run();
                    ARRAYS.get()[0]++;
                    more[0].get(0).hashCode();
                    Object[] array = more;
                    array.clone();
                    array.getClass().getName().length();
                    return (R) (Object) radius;
                  }

                  class Inner { Inner() { Loop.this.field = 1; } class Deeper extends Inner { Deeper(Loop<T> l) { l.super(); } } }
                  <R> void generic() {}
                  Object method(Object o) { return o; }
                  static AutoCloseable open() { return () -> {}; }
                  interface Private { private void one() { two(); } static void two() {} default void three() { one(); } }
                }
                """)
            .unharmed();

    assertWithMessage("%s", outcome.javac()).that(outcome.succeeded()).isTrue();
    assertThat(outcome.troubles()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Broken extends Broken {}",
        "class Broken extends Other {} class Other extends Broken {}",
        "interface Broken extends Other {} interface Other extends Broken {}",
        "class Broken extends Broken.Inner { class Inner {} }",
        "class Broken<T extends T> {}",
        "record Broken(Broken b) extends Object {}",
        "enum Broken extends Object {}",
        "sealed class Broken {}",
        "sealed class Broken permits Missing {}",
        "class Broken extends Missing { @Override void m() { super.m(); } }",
        "class Broken implements Missing<Broken> { public void m() { this.n().o(); } }",
        "class Broken { void m() {} void m() {} }",
        "class Broken {} class Broken {}",
        "class Broken { int m() {} }",
        "class Broken { Broken() { this(1); } Broken(int i) { this(); } }",
        "class Broken {",
        "class Broken { void m() { ",
        "class Broken { void m() { foo( } }",
        "class Broken { String s = \"; }",
        "class { }",
        "}",
        "import missing.Thing; class Broken { Thing thing; }",
        "import static missing.Thing.*; class Broken { void m() { thing(); } }",
        "package p; package q;",
        "module m {}",
        "@Missing class Broken { @Missing void m(@Missing int i) {} }",
        "@dev.offload.annotations.NonBlocking(1) class Broken { void m() {} }",
        "class Broken { @dev.offload.annotations.NonBlocking @dev.offload.annotations.NonBlocking"
            + " void m() {} }",
      })
  void brokenDeclarations(String text) {
    Outcome outcome = broken().source("Broken.java", text).source("Loop.java", LOOP).unharmed();

    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.troubles()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "missing();",
        "missing.m();",
        "Missing.m().n(x -> Thread.sleep(1));",
        "new Missing();",
        "new Missing() { void m() { Thread.sleep(1); } };",
        "new Missing(() -> Thread.sleep(1)).m();",
        "Missing.<Missing>m(Missing::new);",
        "this.missing = () -> {};",
        "super.missing();",
        "Runnable r = missing::m; r.run();",
        "Runnable r = Thread::missing;",
        "Missing r = () -> {}; r.run();",
        "Object o = () -> {};",
        "var v = () -> Thread.sleep(1);",
        "var v;",
        "var v = null; v.m();",
        "int i = \"text\"; i.m();",
        "java.util.concurrent.CompletableFuture.supplyAsync(missing).thenApply(x ->"
            + " x.join()).get();",
        "java.util.concurrent.CompletableFuture.supplyAsync().thenApply(x -> x.join(), 1, 2);",
        "java.util.concurrent.CompletableFuture<Missing> f = null; f.thenAccept(x -> x.m(y ->"
            + " y)).join();",
        "new java.util.concurrent.CompletableFuture<>().thenApply(Missing::m).thenCompose(x ->"
            + " missing).join();",
        "synchronized (missing) { Thread.sleep(1); }",
        "synchronized (1) { Thread.sleep(1); }",
        "try (missing) { Thread.sleep(1); }",
        "try (Missing m = new Missing()) { Thread.sleep(1); }",
        "try (String s = null) { }",
        "for (String s : missing) { s.m(); }",
        "for (int i : 1) { }",
        "switch (missing) { case 1 -> Thread.sleep(1); }",
        "switch (1) { case A: case \"a\": }",
        "int i = switch (1) { case 1 -> missing; };",
        "return 1;",
        "break;",
        "throw missing;",
        "throw 1;",
        "if (missing instanceof String s) { s.m(); }",
        "if (missing.isDone()) { missing.join(); }",
        "int x; x++;",
        "final int x = 1; x = 2;",
        "Thread.sleep(\"text\");",
        "Thread.sleep();",
        "Thread.sleep(1).m();",
        "Thread.missing;",
        "1 + ;",
        "a -> b;",
        "new int[missing][];",
        "new String[] {missing, 1};",
        "Object o = (Missing) missing.m(); o.n();",
        "String s = missing + 1 + missing();",
        "java.util.List<int> list; list.forEach(x -> Thread.sleep(1));",
        "java.util.List.of(1).forEach((a, b, c) -> Thread.sleep(1));",
        "class Local extends Local { void m() { Thread.sleep(1); } } new Local().m();",
        "run(run());",
        "((())).m();",
      })
  void brokenStatements(String statement) {
    String broken =
        LOOP.replace("    Thread.sleep(1);\n", "    Thread.sleep(1);\n" + statement + "\n");
    Outcome outcome =
        broken()
            .source("Loop.java", broken)
            .source("Other.java", LOOP.replace("Loop", "Other"))
            .unharmed();

    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.troubles()).isEmpty();
  }

  @Test
  void warningsOfJavacStay() {
    Outcome outcome =
        javac()
            .source(
                "Loop.java",
                """
                class Loop {
                  @dev.offload.annotations.NonBlocking
                  void run() throws Exception {
                    java.util.List raw = new java.util.ArrayList();
                    raw.add(1);
                    new Thread("x").stop();
                    Thread.sleep(1);
                    switch (1) { case 1: raw.clear(); case 2: }
                  }
                }
                """)
            .unharmed();

    assertThat(outcome.succeeded()).isTrue();
    assertThat(outcome.javac().size()).isAtLeast(4);
    assertFindings(outcome, "Loop.java:7: ");
  }

  @Test
  void warningsAsErrorsOfJavacStay() {
    Outcome outcome =
        javac()
            .options("-Werror")
            .source("Loop.java", "class Loop { java.util.List raw; }")
            .unharmed();

    assertThat(outcome.succeeded()).isFalse();
  }

  @Test
  void methodOf60000BytesOfSource() {
    String statements = "    x = x + 1;\n".repeat(15_000);

    assertLastLineIsFound("    int x = 0;\n" + statements);
  }

  @Test
  void methodWithManyCalls() {
    assertLastLineIsFound("    toString();\n    hashCode();\n".repeat(4_000));
  }

  @Test
  void methodWithManyBranches() {
    assertLastLineIsFound("    if (hashCode() > 1) toString(); else notify();\n".repeat(2_000));
  }

  @Test
  void nestedParentheses() {
    assertLastLineIsFound("    int x = " + "(".repeat(1000) + "1" + ")".repeat(1000) + ";\n");
  }

  @Test
  void nestedOperators() {
    assertLastLineIsFound("    int x = hashCode();\n    x = " + "x + ".repeat(1000) + "1;\n");
  }

  @Test
  void nestedConditions() {
    assertLastLineIsFound("    int x = " + "hashCode() > 1 ? 2 : ".repeat(400) + "1;\n");
  }

  @Test
  void nestedCalls() {
    assertLastLineIsFound(
        "    Object x = "
            + "java.util.Objects.hashCode(".repeat(100)
            + "1"
            + ")".repeat(100)
            + ";\n");
  }

  @Test
  void longChainOfCalls() {
    assertLastLineIsFound(
        "    StringBuilder x = new StringBuilder()" + "\n.append(1)".repeat(400) + ";\n");
  }

  @Test
  void longChainOfStages() {
    assertLastLineIsFound(
        "    var x = java.util.concurrent.CompletableFuture.completedFuture(1)"
            + "\n.thenApply(y -> y + 1)".repeat(200)
            + ";\n");
  }

  @Test
  void nestedBlocks() {
    assertLastLineIsFound("    " + "{".repeat(500) + "}".repeat(500) + "\n");
  }

  @Test
  void nestedLambdas() {
    StringBuilder nested = new StringBuilder("    Runnable r = ");
    for (int i = 0; i < 60; i++) {
      nested.append("() -> { Runnable r").append(i).append(" = ");
    }
    nested.append("null;").append(" };".repeat(60)).append("\n");

    assertLastLineIsFound(nested.toString());
  }

  @Test
  void nestedClasses() {
    String nested =
        IntStream.range(0, 12).mapToObj(i -> "class N" + i + " { ").collect(Collectors.joining());

    assertLastLineIsFound("    " + nested + "}".repeat(12) + "\n");
  }

  /** What a variable is made of must not be followed in circles. */
  @Test
  void variablesMadeOfThemselves() {
    assertLastLineIsFound(
        """
            class Self {
              private Self next;

              Self go() {
                next = next.go();
                return next.go();
              }
            }
            for (Self self : java.util.List.of(new Self())) {
              self = self.go();
              self.go();
            }
            for (var future : new java.util.concurrent.CompletableFuture[0]) {
              future = future.thenApply(x -> x);
              future.getNow(null);
            }
        """);
  }

  /** Whether so long a path is followed to its end is open; that it does no harm is not. */
  @Test
  void callChainOf5000Methods() {
    StringBuilder methods = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      methods.append("void m").append(i).append("() { m").append(i + 1).append("(); }\n");
    }
    methods.append("void m5000() {}\n");

    Outcome outcome =
        javac()
            .source("Chain.java", "class Chain {\n" + methods + "}\n")
            .source(
                "Loop.java", LOOP.replace("Thread.sleep(1)", "Thread.sleep(1); new Chain().m0()"))
            .unharmed();

    assertThat(outcome.succeeded()).isTrue();
  }

  /** The same from the end: each method is known before the next one asks. */
  @Test
  void callersOfCallers() {
    StringBuilder methods = new StringBuilder("void m0() throws Exception { Thread.sleep(1); }\n");
    for (int i = 1; i <= 300; i++) {
      methods.append("void m").append(i).append("() throws Exception { m" + (i - 1) + "(); }\n");
    }

    Outcome outcome =
        javac()
            .source("Chain.java", "class Chain {\n" + methods + "}\n")
            .source("Loop.java", LOOP.replace("Thread.sleep(1)", "new Chain().m300()"))
            .unharmed();

    assertFindings(outcome, SLEEP);
  }

  @Test
  void methodsThatCallEachOther() {
    int count = 60;
    StringBuilder methods = new StringBuilder();
    for (int i = 0; i < count; i++) {
      methods.append("void m").append(i).append("() throws Exception {");
      for (int j = 0; j < count; j++) {
        methods.append(" m").append(j).append("();");
      }
      methods.append(i == count - 1 ? " Thread.sleep(1); }\n" : " }\n");
    }

    Outcome outcome =
        javac()
            .source("Knot.java", "class Knot {\n" + methods + "}\n")
            .source("Loop.java", LOOP.replace("Thread.sleep(1)", "new Knot().m0()"))
            .unharmed();

    assertFindings(outcome, SLEEP);
  }

  @Test
  void lambdasThatCallThemselves() {
    Outcome outcome =
        javac()
            .source(
                "Loop.java",
                LOOP.replace("    Thread", "    Own.r.run(); Thread")
                    + "class Own { static final Runnable r = () -> Own.r.run(); }")
            .unharmed();

    assertFindings(outcome, SLEEP);
  }

  /** The given lines before the sleep do not keep it from being found. */
  private void assertLastLineIsFound(String lines) {
    String sleep = "    Thread.sleep(1);\n";
    Outcome outcome = javac().source("Loop.java", LOOP.replace(sleep, lines + sleep)).unharmed();

    assertWithMessage("%s", outcome.javac()).that(outcome.succeeded()).isTrue();
    assertFindings(outcome, "Loop.java:" + (6 + lines.lines().count()) + ": ");
  }

  private Javac javac() {
    return Javac.into(temp.resolve("out")).options("-Xlint:all");
  }

  /** As Error Prone asks for: flow analysis, and with it the checks, in spite of errors. */
  private Javac broken() {
    return javac().options("--should-stop=ifError=FLOW");
  }

  private static void assertFindings(Outcome outcome, String... places) {
    assertWithMessage("%s", outcome.troubles()).that(outcome.troubles()).isEmpty();
    assertThat(
            outcome.findings().stream()
                .map(finding -> finding.substring(0, finding.indexOf("WARNING")))
                .toList())
        .containsExactlyElementsIn(places);
  }
}
