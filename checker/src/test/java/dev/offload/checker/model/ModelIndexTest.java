package dev.offload.checker.model;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.google.testing.compile.JavaFileObjects;
import com.sun.tools.javac.api.BasicJavacTask;
import com.sun.tools.javac.api.JavacTool;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Types;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which model lines hold for a method, a field or a type. */
final class ModelIndexTest {
  private static final String SOURCE =
      """
      package p;

      import java.util.*;

      class Base {
        static int field;
        int both;
        Base() {}
        Base(int number) {}
        void m() {}
        void m(int number) {}
        void other() {}
        static void both() {}
        void erased(Object o, byte[] bytes, Map.Entry<String, Integer> entry, int[][] numbers) {}
        <T> void generic(T t, List<T> ts) {}
        <T extends Comparable<T>> void bounded(T t) {}
        void many(String... words) {}
      }

      class Sub extends Base {
        Sub() {}
        void m() {}
        void own() {}
        void other(int overload) {}
      }

      class Leaf extends Sub {}

      interface Handler<T> {
        void on(T event);
      }

      class Strings implements Handler<String> {
        public void on(String event) {}
        public void on(int overload) {}
        public void on(String event, int overload) {}
      }

      interface Top { void m(); }
      interface Middle extends Top {}
      abstract class Bottom implements Middle, Top {}
      """;

  private BasicJavacTask task;

  @BeforeEach
  void compile() throws IOException {
    task =
        (BasicJavacTask)
            JavacTool.create()
                .getTask(
                    null,
                    null,
                    null,
                    List.of("-proc:none"),
                    null,
                    List.of(
                        JavaFileObjects.forSourceString("p.Base", SOURCE),
                        JavaFileObjects.forSourceString("q.In", "package q; class In {}"),
                        JavaFileObjects.forSourceString("q.r.In", "package q.r; class In {}"),
                        JavaFileObjects.forSourceString("qq.In", "package qq; class In {}")));
    task.analyze();
  }

  @Test
  void unknownName() {
    assertThat(facts(index("p.Base#m  done"), "p.Base", "other()").isEmpty()).isTrue();
    assertThat(facts(index("p.Base#m  done"), "p.Base", "m()").isEmpty()).isFalse();
  }

  @Test
  void sameNameInAnUnrelatedType() {
    assertThat(facts(index("p.Top#m  done"), "p.Base", "m()").isEmpty()).isTrue();
    assertThat(facts(index("p.Top#m  done"), "p.Bottom", "m()").isEmpty()).isFalse();
  }

  /** No hierarchy is there to be asked. */
  @Test
  void unknownNameCostsOneLookUp() {
    ModelIndex index = new ModelIndex(List.of(lines("p.Base#m  done")), null, null);

    assertThat(index.facts(method("p.Base", "other()"))).isSameInstanceAs(Facts.NONE);
    assertThat(index.facts(field("p.Base", "field"))).isSameInstanceAs(Facts.NONE);
  }

  @Test
  void mentions() {
    ModelIndex index = index("p.Base#m  done", "p.Base#new  source memory", "q.*  trusted");

    assertThat(index.mentions("m")).isTrue();
    assertThat(index.mentions(method("p.Base", "m()").name)).isTrue();
    assertThat(index.mentions("new")).isTrue();
    assertThat(index.mentions("other")).isFalse();
    assertThat(index.mentions("")).isFalse();
  }

  @Test
  void supertypeDoesNotKnowFactsOfItsSubtypes() {
    ModelIndex index = index("p.Sub#m  done");

    assertThat(facts(index, "p.Base", "m()").isEmpty()).isTrue();
    assertThat(facts(index, "p.Sub", "m()").isEmpty()).isFalse();
    assertThat(facts(index, "p.Leaf", "m()").isEmpty()).isFalse();
  }

  @Test
  void methodThatTheTypeInherits() {
    ModelIndex index = index("p.Sub#other()  done");
    MethodSymbol inherited = method("p.Base", "other()");

    assertThat(index.facts(inherited).isEmpty()).isTrue();
    assertThat(index.facts(inherited, type("p.Base").type).isEmpty()).isTrue();
    assertThat(index.facts(inherited, type("p.Sub").type).isEmpty()).isFalse();
    assertThat(index.facts(inherited, type("p.Leaf").type).isEmpty()).isFalse();
  }

  @Test
  void mostSpecificTypeWins() {
    for (ModelIndex index :
        inBothOrders("p.Base#m  blocks file", "p.Sub#m  nonblocking", "p.Leaf#m  blocks dns")) {
      assertThat(effect(index, "p.Base", "m()")).isEqualTo(blocks(Kind.FILE));
      assertThat(effect(index, "p.Sub", "m()")).isEqualTo(new Fact.NonBlocking());
      assertThat(effect(index, "p.Leaf", "m()")).isEqualTo(blocks(Kind.DNS));
    }
  }

  @Test
  void mostSpecificInterfaceWins() {
    for (ModelIndex index : inBothOrders("p.Top#m  blocks file", "p.Middle#m  blocks dns")) {
      assertThat(effect(index, "p.Bottom", "m()")).isEqualTo(blocks(Kind.DNS));
      assertThat(effect(index, "p.Top", "m()")).isEqualTo(blocks(Kind.FILE));
    }
  }

  @Test
  void parameterListWins() {
    for (ModelIndex index : inBothOrders("p.Base#m  blocks file", "p.Base#m(int)  nonblocking")) {
      assertThat(effect(index, "p.Base", "m()")).isEqualTo(blocks(Kind.FILE));
      assertThat(effect(index, "p.Base", "m(int)")).isEqualTo(new Fact.NonBlocking());
    }
  }

  @Test
  void moreSpecificTypeBeatsParameterList() {
    for (ModelIndex index : inBothOrders("p.Base#m()  blocks file", "p.Sub#m  nonblocking")) {
      assertThat(effect(index, "p.Sub", "m()")).isEqualTo(new Fact.NonBlocking());
      assertThat(effect(index, "p.Base", "m()")).isEqualTo(blocks(Kind.FILE));
    }
  }

  @Test
  void factsOfDifferentSortsDoNotCompete() {
    Facts facts =
        facts(
            index(
                "p.Base#m  blocks file",
                "p.Base#m  runs 0 inline",
                "p.Base#m  runs 1 worker",
                "p.Base#m  complete after 0",
                "p.Base#m  complete after 1",
                "p.Sub#m  twin other",
                "p.Sub#m  runs 1 callback"),
            "p.Sub",
            "m()");

    assertThat(facts.get(Fact.Effect.class)).isEqualTo(Optional.of(blocks(Kind.FILE)));
    assertThat(facts.get(Fact.Twin.class)).isEqualTo(Optional.of(new Fact.Twin("other")));
    assertThat(facts.runs(0))
        .isEqualTo(Optional.of(new Fact.RunsAt(0, Fact.Place.INLINE, Set.of())));
    assertThat(facts.runs(1))
        .isEqualTo(Optional.of(new Fact.RunsAt(1, Fact.Place.CALLBACK, Set.of())));
    assertThat(facts.runs(2)).isEqualTo(Optional.empty());
    assertThat(facts.get(Fact.Guard.class)).isEqualTo(Optional.empty());
    assertThat(facts.completeAfter()).containsExactly(0, 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "erased(Object,byte[],Entry,int[][])",
        "generic(Object,List)",
        "bounded(Comparable)",
        "many(String[])",
        "m()",
        "m(int)"
      })
  void parametersAreSimpleNamesOfErasedTypes(String member) {
    String name = member.substring(0, member.indexOf('('));
    ModelIndex index = index("p.Base#" + member + "  done");
    List<String> known = new ArrayList<>();
    for (Symbol each : type("p.Base").members().getSymbols()) {
      if (each instanceof MethodSymbol method && !index.facts(method).isEmpty()) {
        known.add(method.name.toString());
      }
    }

    assertThat(known).containsExactly(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "erased(Object,byte[],Map.Entry,int[][])",
        "erased(Object,byte[],Map$Entry,int[][])",
        "erased(Object,byte[],Entry,int[])",
        "erased(Object,byte[],Entry)",
        "generic(T,List)",
        "bounded(Object)",
        "many(String)",
        "many()"
      })
  void otherParametersAreOtherMethods(String member) {
    List<ModelLine> lines =
        ModelParser.parse("my.model", "p.Base#" + member + "  done", problem -> {}, type -> true);
    ModelIndex index = new ModelIndex(List.of(lines), types(), new Hierarchy(types()));

    for (Symbol each : type("p.Base").members().getSymbols()) {
      if (each instanceof MethodSymbol method) {
        assertWithMessage("%s", method).that(index.facts(method).isEmpty()).isTrue();
      }
    }
  }

  @Test
  void overriderWithOtherErasedParameters() {
    ModelIndex index = index("p.Handler#on(Object)  context event-loop");

    assertThat(facts(index, "p.Handler", "on(T)").isEmpty()).isFalse();
    assertThat(facts(index, "p.Strings", "on(java.lang.String)").isEmpty()).isFalse();
    assertThat(facts(index, "p.Strings", "on(int)").isEmpty()).isTrue();
    assertThat(facts(index, "p.Strings", "on(java.lang.String,int)").isEmpty()).isTrue();
  }

  @Test
  void overloadThatTheSubtypeAddsIsNotTheModelsMethod() {
    ModelIndex index = index("p.Handler#on  context event-loop", "p.Base#other  blocks file");

    assertThat(facts(index, "p.Strings", "on(java.lang.String)").isEmpty()).isFalse();
    assertThat(facts(index, "p.Strings", "on(int)").isEmpty()).isTrue();
    assertThat(facts(index, "p.Strings", "on(java.lang.String,int)").isEmpty()).isTrue();
    assertThat(index.facts(method("p.Base", "other()"), type("p.Sub").type).isEmpty()).isFalse();
    assertThat(facts(index, "p.Sub", "other(int)").isEmpty()).isTrue();
  }

  @Test
  void constructors() {
    for (ModelIndex index : inBothOrders("p.Base#new  source file", "p.Base#new(int)  source 0")) {
      assertThat(source(index, "p.Base", "Base()"))
          .isEqualTo(new Fact.SourceKind(Kind.FILE, Optional.empty()));
      assertThat(source(index, "p.Base", "Base(int)")).isEqualTo(new Fact.SourceOf(0));
      assertThat(facts(index, "p.Sub", "Sub()").isEmpty()).isTrue();
    }
  }

  @Test
  void fields() {
    ModelIndex index = index("p.Base#field  source memory", "p.Sub#both  source memory");

    assertThat(index.facts(field("p.Base", "field")).isEmpty()).isFalse();
    assertThat(index.facts(field("p.Base", "both")).isEmpty()).isTrue();
  }

  @Test
  void methodAndFieldOfOneName() {
    assertThat(index("p.Base#both()  done").facts(field("p.Base", "both")).isEmpty()).isTrue();
    assertThat(facts(index("p.Base#both()  done"), "p.Base", "both()").isEmpty()).isFalse();
  }

  @Test
  void effectOfATypeHoldsForWhatItDeclaresAndInherits() {
    ModelIndex index = index("p.Sub  trusted");

    assertThat(effect(index, "p.Sub", "own()")).isEqualTo(new Fact.Trusted());
    assertThat(index.facts(method("p.Base", "other()"), type("p.Sub").type).isEmpty()).isFalse();
    assertThat(index.facts(method("p.Base", "other()"), type("p.Leaf").type).isEmpty()).isFalse();
    assertThat(index.facts(method("p.Base", "other()")).isEmpty()).isTrue();
  }

  @Test
  void effectOfATypeDoesNotHoldForWhatItsSubtypesAdd() {
    ModelIndex index = index("p.Base  trusted");

    assertThat(facts(index, "p.Sub", "own()").isEmpty()).isTrue();
    assertThat(facts(index, "p.Base", "other()").isEmpty()).isFalse();
  }

  @Test
  void memberBeatsItsType() {
    for (ModelIndex index : inBothOrders("p.Base  trusted", "p.Base#m  blocks file")) {
      assertThat(effect(index, "p.Base", "m()")).isEqualTo(blocks(Kind.FILE));
      assertThat(effect(index, "p.Base", "other()")).isEqualTo(new Fact.Trusted());
    }
  }

  @Test
  void moreSpecificTypeBeatsMember() {
    for (ModelIndex index : inBothOrders("p.Sub  nonblocking", "p.Base#m  blocks file")) {
      assertThat(effect(index, "p.Sub", "m()")).isEqualTo(new Fact.NonBlocking());
      assertThat(effect(index, "p.Base", "m()")).isEqualTo(blocks(Kind.FILE));
    }
  }

  @Test
  void factsThatAreNoEffectsStayWithTheType() {
    ModelIndex index = index("p.Base  source file", "p.Base  executor worker");

    assertThat(facts(index, "p.Base", "m()").isEmpty()).isTrue();
    assertThat(index.facts(type("p.Base")).isEmpty()).isFalse();
  }

  @Test
  void typeInheritsFactsAndTheMostSpecificWins() {
    for (ModelIndex index : inBothOrders("p.Base  executor worker", "p.Sub  executor caller")) {
      assertThat(executor(index, "p.Base")).isEqualTo(new Fact.ExecutorOf(Fact.Place.WORKER));
      assertThat(executor(index, "p.Sub")).isEqualTo(new Fact.ExecutorOf(Fact.Place.CALLER));
      assertThat(executor(index, "p.Leaf")).isEqualTo(new Fact.ExecutorOf(Fact.Place.CALLER));
      assertThat(index.facts(type("p.Top")).isEmpty()).isTrue();
    }
  }

  @Test
  void trustedPackageIncludesThePackagesBelow() {
    ModelIndex index = index("q.*  trusted");

    assertThat(index.isTrustedPackage(type("q.In"))).isTrue();
    assertThat(index.isTrustedPackage(type("q.r.In"))).isTrue();
    assertThat(index.isTrustedPackage(type("qq.In"))).isFalse();
    assertThat(index.isTrustedPackage(type("p.Base"))).isFalse();
  }

  @Test
  void trustedPackageDoesNotIncludeThePackageAbove() {
    ModelIndex index = index("q.r.*  trusted");

    assertThat(index.isTrustedPackage(type("q.r.In"))).isTrue();
    assertThat(index.isTrustedPackage(type("q.In"))).isFalse();
  }

  @Test
  void earlierLayerBeatsAMoreSpecificLine() {
    ModelIndex index =
        new ModelIndex(
            List.of(lines("p.Base#m  nonblocking"), lines("p.Sub#m()  blocks file")),
            types(),
            new Hierarchy(types()));

    assertThat(effect(index, "p.Sub", "m()")).isEqualTo(new Fact.NonBlocking());
  }

  @Test
  void layersAddUpWhereTheyDoNotCompete() {
    ModelIndex index =
        new ModelIndex(
            List.of(lines("p.Base#m  twin other"), lines("p.Base#m  blocks file")),
            types(),
            new Hierarchy(types()));

    assertThat(effect(index, "p.Base", "m()")).isEqualTo(blocks(Kind.FILE));
    assertThat(facts(index, "p.Base", "m()").get(Fact.Twin.class).isPresent()).isTrue();
  }

  @Test
  void frameworkOfAFact() {
    Facts facts = facts(index("framework Base API", "p.Base#m  done"), "p.Base", "m()");

    assertThat(facts.framework(new Fact.Done(false))).isEqualTo("Base API");
    assertThat(facts.framework(new Fact.Trusted())).isEmpty();
  }

  private static List<ModelLine> lines(String... lines) {
    List<ModelProblem> problems = new ArrayList<>();
    List<ModelLine> result =
        ModelParser.parse("my.model", String.join("\n", lines), problems::add, type -> true);
    assertThat(problems).isEmpty();
    return result;
  }

  private ModelIndex index(String... lines) {
    return new ModelIndex(List.of(lines(lines)), types(), new Hierarchy(types()));
  }

  /** The order of the lines must not matter. */
  private List<ModelIndex> inBothOrders(String... lines) {
    List<String> reversed = new ArrayList<>(Arrays.asList(lines));
    Collections.reverse(reversed);
    return List.of(index(lines), index(reversed.toArray(String[]::new)));
  }

  private Types types() {
    return Types.instance(task.getContext());
  }

  private ClassSymbol type(String name) {
    return (ClassSymbol) task.getElements().getTypeElement(name);
  }

  /** A method that a type declares or inherits. */
  private MethodSymbol method(String type, String signature) {
    return task.getElements().getAllMembers(type(type)).stream()
        .filter(MethodSymbol.class::isInstance)
        .map(MethodSymbol.class::cast)
        .filter(member -> member.toString().replaceFirst("^<.*>", "").equals(signature))
        .findFirst()
        .orElseThrow();
  }

  private VarSymbol field(String type, String name) {
    for (Symbol member : type(type).members().getSymbols()) {
      if (member instanceof VarSymbol field && member.name.contentEquals(name)) {
        return field;
      }
    }
    throw new AssertionError(name);
  }

  /** What is known about a method, its own or inherited, called on a type. */
  private Facts facts(ModelIndex index, String type, String signature) {
    return index.facts(method(type, signature), type(type).type);
  }

  private Fact effect(ModelIndex index, String type, String signature) {
    return facts(index, type, signature).get(Fact.Effect.class).orElseThrow();
  }

  private Fact source(ModelIndex index, String type, String signature) {
    return facts(index, type, signature).get(Fact.Source.class).orElseThrow();
  }

  private Fact executor(ModelIndex index, String type) {
    return index.facts(type(type)).get(Fact.Executor.class).orElseThrow();
  }

  private static Fact blocks(Kind kind) {
    return new Fact.Blocks(kind, Optional.empty(), false);
  }
}
