package dev.offload.checker.model;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static dev.offload.checker.model.Fact.THIS;

import dev.offload.checker.model.Fact.Place;
import dev.offload.checker.model.Subject.Sort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form of line in {@code docs/models.md}, and every way to get one wrong. */
final class ModelParserTest {
  private final List<ModelProblem> problems = new ArrayList<>();

  @Test
  void emptyFileSaysNothing() {
    assertThat(parse("")).isEmpty();
    assertThat(problems).isEmpty();
  }

  @Test
  void blankLinesAndCommentsSayNothing() {
    List<ModelLine> lines =
        parse(
            """
            # java.lang.Thread#sleep  blocks sleep

              # indented
            java.lang.Thread#yield  nonblocking
            """);

    assertThat(lines)
        .containsExactly(
            new ModelLine(
                "my.model", 4, "", member("java.lang.Thread", "yield"), new Fact.NonBlocking()));
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'a.B#c  done # why'", "'a.B#c  done  # why # not'", "'a.B#c\tdone\t# why'"})
  void commentBehindALineSaysNothing(String line) {
    assertThat(fact(line)).isEqualTo(new Fact.Done(false));
  }

  @ParameterizedTest
  @CsvSource({"'a.B#c done'", "'a.B#c \t  done'", "'  a.B#c  done  '"})
  void anyBlanksSeparate(String line) {
    assertThat(fact(line)).isEqualTo(new Fact.Done(false));
  }

  @Test
  void lineEndsOfAllSystemsCountOnce() {
    List<ModelLine> lines = parse("# a\r\na.B#c  done\r\n\r\na.B#d  done\na.B#e  done");

    assertThat(lines.stream().map(ModelLine::line).toList()).containsExactly(2, 4, 5).inOrder();
    assertThat(problems).isEmpty();
  }

  @Test
  void conditionDecidesAboutTheFile() {
    assertThat(parse("with a.Known a.Other\na.B#c  done", "a.Known")).hasSize(1);
    assertThat(parse("with a.Known\na.B#c  done", "a.Other")).isEmpty();
    assertThat(parse("without a.Known\na.B#c  done", "a.Other")).hasSize(1);
    assertThat(parse("without a.Known\na.B#c  done", "a.Known")).isEmpty();
    assertThat(parse("with a.Known\nwithout a.Other\na.B#c  done", "a.Known")).hasSize(1);
    assertThat(problems).isEmpty();
  }

  @Test
  void conditionStandsAboveAllFacts() {
    List<ModelLine> lines = parse("a.B#c  done\nwith a.Known\na.B#d  done", "a.Other");

    assertThat(lines).hasSize(2);
    assertThat(problems.toString()).contains("my.model:2: 'with' stands above all facts");
  }

  @Test
  void conditionNamesTypes() {
    assertThat(parse("with\nwithout a-b\na.B#c  done", "a.Other")).hasSize(1);
    assertThat(problems.toString()).contains("my.model:1: expected the name of a type");
    assertThat(problems.toString()).contains("my.model:2: 'a-b' is not the name of a type");
  }

  private List<ModelLine> parse(String text, String known) {
    return ModelParser.parse("my.model", text, problems::add, known::equals);
  }

  @Test
  void contextOfAnAnnotationMayDependOnTheResult() {
    assertThat(fact("a.B  context event-loop returning c.D,e.F$G"))
        .isEqualTo(new Fact.Context(Place.EVENT_LOOP, Set.of(), List.of("c.D", "e.F$G")));
    assertThat(fact("a.B  context worker returning c.D when e=F"))
        .isEqualTo(
            new Fact.ContextWhen(
                new Fact.Context(Place.WORKER, Set.of(), List.of("c.D")), "e", "F"));
  }

  @Test
  void frameworkNamesTheApiOfEveryLine() {
    List<ModelLine> lines =
        parse(
            """
            # The name may have blanks.
            framework Spring Web # Flux
            a.B#c  done
            a.B#d  done
            """);

    assertThat(lines.stream().map(ModelLine::framework).toList())
        .containsExactly("Spring Web", "Spring Web");
    assertThat(problems).isEmpty();
  }

  static Stream<Arguments> subjects() {
    return Stream.of(
        Arguments.of("java.net.Socket", type("java.net.Socket")),
        Arguments.of("java.util.Map$Entry", type("java.util.Map$Entry")),
        Arguments.of("InNoPackage", type("InNoPackage")),
        Arguments.of("a.B#c", member("a.B", "c")),
        Arguments.of("a.B$C#d", member("a.B$C", "d")),
        Arguments.of("a.B#c()", member("a.B", "c", List.of())),
        Arguments.of("a.B#c(long)", member("a.B", "c", List.of("long"))),
        Arguments.of(
            "a.B#c(Object,byte[],Entry,int[][])",
            member("a.B", "c", List.of("Object", "byte[]", "Entry", "int[][]"))),
        Arguments.of("a.B#new", member("a.B", "new")),
        Arguments.of("a.B#new(File)", member("a.B", "new", List.of("File"))),
        Arguments.of("org.slf4j.*", new Subject(Sort.PACKAGE, "org.slf4j", "", Optional.empty())),
        Arguments.of("mu.*", new Subject(Sort.PACKAGE, "mu", "", Optional.empty())));
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void subject(String text, Subject subject) {
    List<ModelLine> lines = parse(text + "  trusted");

    assertThat(problems).isEmpty();
    assertThat(lines.stream().map(ModelLine::subject).toList()).containsExactly(subject);
    assertWithMessage("as messages spell it").that(subject.toString()).isEqualTo(text);
  }

  static Stream<Arguments> facts() {
    Optional<Integer> none = Optional.empty();
    return Stream.of(
        Arguments.of("blocks lock timeout 0", new Fact.Blocks(Kind.LOCK, Optional.of(0), false)),
        Arguments.of("blocks join timeout 12", new Fact.Blocks(Kind.JOIN, Optional.of(12), false)),
        Arguments.of("blocks source", new Fact.BlocksAsSource(THIS, none)),
        Arguments.of("blocks source timeout 1", new Fact.BlocksAsSource(THIS, Optional.of(1))),
        Arguments.of("blocks source 2", new Fact.BlocksAsSource(2, none)),
        Arguments.of("blocks source 2 timeout 1", new Fact.BlocksAsSource(2, Optional.of(1))),
        Arguments.of("nonblocking", new Fact.NonBlocking()),
        Arguments.of("trusted", new Fact.Trusted()),
        Arguments.of("source network", new Fact.SourceKind(Kind.NETWORK, Optional.empty())),
        Arguments.of("source memory", new Fact.SourceMemory()),
        Arguments.of("source this", new Fact.SourceOf(THIS)),
        Arguments.of("source 1", new Fact.SourceOf(1)),
        Arguments.of("runs 0 inline", runsAt(0, Place.INLINE)),
        Arguments.of("runs 1 callback", runsAt(1, Place.CALLBACK)),
        Arguments.of("runs 0 operator", runsAt(0, Place.OPERATOR)),
        Arguments.of("runs 2 event-loop", runsAt(2, Place.EVENT_LOOP)),
        Arguments.of("runs 0 worker", runsAt(0, Place.WORKER)),
        Arguments.of("runs 0 common-pool", runsAt(0, Place.COMMON_POOL)),
        Arguments.of("runs 0 on 1", new Fact.RunsOn(0, 1, Set.of())),
        Arguments.of("runs 0 on this", new Fact.RunsOn(0, THIS, Set.of())),
        Arguments.of("runs 0 callback after this", runsAt(0, Place.CALLBACK, THIS)),
        Arguments.of("runs 1 callback after 0", runsAt(1, Place.CALLBACK, 0)),
        Arguments.of("runs 1 callback after this,0,2", runsAt(1, Place.CALLBACK, THIS, 0, 2)),
        Arguments.of("runs 1 on 2 after this,0", new Fact.RunsOn(1, 2, Set.of(THIS, 0))),
        Arguments.of("runs 1 on this after 0", new Fact.RunsOn(1, THIS, Set.of(0))),
        Arguments.of("context event-loop", new Fact.Context(Place.EVENT_LOOP, Set.of(), List.of())),
        Arguments.of("context callback", new Fact.Context(Place.CALLBACK, Set.of(), List.of())),
        Arguments.of("context worker", new Fact.Context(Place.WORKER, Set.of(), List.of())),
        Arguments.of("blocks wait for-room", new Fact.Blocks(Kind.WAIT, Optional.empty(), true)),
        Arguments.of("completes", new Fact.Completes()),
        Arguments.of(
            "context worker after this",
            new Fact.Context(Place.WORKER, Set.of(Fact.THIS), List.of())),
        Arguments.of("done early", new Fact.Done(true)),
        Arguments.of("done when A,B", new Fact.DoneWhen(Set.of("A", "B"))),
        Arguments.of("complete after this", new Fact.CompleteAfter(Fact.THIS)),
        Arguments.of("executor this", new Fact.ExecutorWrapper(Fact.THIS)),
        Arguments.of("function 1", new Fact.FunctionWrapper(1)),
        Arguments.of("hosts 0 on 1", new Fact.Hosts(0, 1)),
        Arguments.of("hosts this on 0", new Fact.Hosts(Fact.THIS, 0)),
        Arguments.of("runs 0 source", new Fact.RunsAt(0, Place.SOURCE, Set.of())),
        Arguments.of(
            "source network unless open", new Fact.SourceKind(Kind.NETWORK, Optional.of("open"))),
        Arguments.of(
            "context callback after 0", new Fact.Context(Place.CALLBACK, Set.of(0), List.of())),
        Arguments.of(
            "context worker after 1,2", new Fact.Context(Place.WORKER, Set.of(1, 2), List.of())),
        Arguments.of("executor event-loop", new Fact.ExecutorOf(Place.EVENT_LOOP)),
        Arguments.of("executor worker", new Fact.ExecutorOf(Place.WORKER)),
        Arguments.of("executor caller", new Fact.ExecutorOf(Place.CALLER)),
        Arguments.of("executor common-pool", new Fact.ExecutorOf(Place.COMMON_POOL)),
        Arguments.of(
            "schedules downstream common-pool", new Fact.SchedulesDownstreamAt(Place.COMMON_POOL)),
        Arguments.of("managed", new Fact.Managed()),
        Arguments.of("executor 2", new Fact.ExecutorWrapper(2)),
        Arguments.of("schedules upstream 0", new Fact.SchedulesUpstream(0)),
        Arguments.of("schedules downstream 1", new Fact.SchedulesDownstream(1)),
        Arguments.of(
            "schedules downstream event-loop", new Fact.SchedulesDownstreamAt(Place.EVENT_LOOP)),
        Arguments.of("schedules downstream worker", new Fact.SchedulesDownstreamAt(Place.WORKER)),
        Arguments.of("guard non-blocking", new Fact.Guard(false)),
        Arguments.of("guard blocking-ok", new Fact.Guard(true)),
        Arguments.of("done", new Fact.Done(false)),
        Arguments.of("complete", new Fact.Complete()),
        Arguments.of("complete after 0", new Fact.CompleteAfter(0)),
        Arguments.of("twin HttpClient.sendAsync", new Fact.Twin("HttpClient.sendAsync")),
        Arguments.of("twin one that   has blanks", new Fact.Twin("one that has blanks")));
  }

  @ParameterizedTest
  @MethodSource("facts")
  void fact(String text, Fact expected) {
    assertThat(fact("a.B#c  " + text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(names = "DECLARED", mode = EnumSource.Mode.EXCLUDE)
  void everyKindCanBlock(Kind kind) {
    assertThat(fact("a.B#c  blocks " + kind.word()))
        .isEqualTo(new Fact.Blocks(kind, Optional.empty(), false));
    assertThat(fact("a.B  source " + kind.word()))
        .isEqualTo(new Fact.SourceKind(kind, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # subjects
          a..B  trusted                     | 'a..B' is not a subject
          a.1B  trusted                     | 'a.1B' is not a subject
          a.B#  trusted                     | 'a.B#' is not a subject
          a.B#c(  done                      | 'a.B#c(' is not a subject
          a.B#c)  done                      | 'a.B#c)' is not a subject
          a.B#c(int,)  done                 | 'a.B#c(int,)' is not a subject
          a.B#c(int)d  done                 | 'a.B#c(int)d' is not a subject
          a.B#c(int, long)  done            | 'a.B#c(int,' is not a subject
          a.B#c(java.io.File)  done         | 'a.B#c(java.io.File)' is not a subject
          a.B#c#d  done                     | 'a.B#c#d' is not a subject
          a.B#<init>  blocks file           | 'a.B#<init>' is not a subject
          a/B#c  done                       | 'a/B#c' is not a subject
          .*  trusted                       | '.*' is not a subject
          a*  trusted                       | 'a*' is not a subject
          # facts in general
          a.B#c                             | no fact about 'a.B#c'
          a.B#c  block file                 | 'block' is not a fact; known are blocks
          a.B#c  Blocks file                | 'Blocks' is not a fact
          a.B#c  nonblocking done           | 'done' is not expected here
          a.B#c  trusted 0                  | '0' is not expected here
          a.B#c  done 0                     | 'early' or 'when'
          a.B#c  done when                  | names of constants
          a.B#c  done early 0               | '0' is not expected here
          a.b.*  nonblocking                | a package; it can only be 'trusted'
          a.b.*  source memory              | a package; it can only be 'trusted'
          # blocks
          a.B#c  blocks                     | a kind
          a.B#c  blocks disk                | 'disk' is not a kind
          a.B#c  blocks declared            | 'declared' is not a kind
          a.B#c  blocks file 0              | '0' is not expected here
          a.B#c  blocks file timeout        | a parameter number
          a.B#c  blocks file timeout this   | 'this' is not a parameter number
          a.B#c  blocks file timeout -1     | '-1' is not a parameter number
          a.B#c  blocks file timeout 1000   | '1000' is not a parameter number
          a.B#c  blocks file timeout 0 0    | '0' is not expected here
          a.B#c  blocks source x            | 'x' is not expected here
          a.B#c  blocks source 0 timeout    | a parameter number
          # source
          a.B#c  source                     | a kind, 'memory', 'this' or a parameter number
          a.B#c  source disk                | 'disk' is not a kind
          a.B#c  source declared            | 'declared' is not a kind
          a.B#c  source -1                  | '-1' is not a kind
          a.B#c  source file 0              | '0' is not expected here
          # runs
          a.B#c  runs                       | a parameter number
          a.B#c  runs inline                | 'inline' is not a parameter number
          a.B#c  runs this inline           | 'this' is not a parameter number
          a.B#c  runs 0                     | where it runs
          a.B#c  runs 0 later               | allowed are inline, callback, operator, source, event-loop
          a.B#c  runs 0 caller              | 'caller' is not allowed here
          a.B#c  runs 0 inline 1            | '1' is not expected here
          a.B#c  runs 0 on                  | an executor operand
          a.B#c  runs 0 on it               | 'it' is not a parameter number
          a.B#c  runs 0 on 1 2              | '2' is not expected here
          a.B#c  runs 0 callback after      | operands
          a.B#c  runs 0 callback after it   | 'it' is not a parameter number
          a.B#c  runs 0 callback after 0,   | '' is not a parameter number
          a.B#c  runs 0 callback after 0 1  | '1' is not expected here
          # context
          a.B#c  context                    | where it runs
          a.B#c  context loop               | allowed are event-loop, callback, worker
          a.B#c  context inline             | 'inline' is not allowed here
          a.B#c  context worker 0           | '0' is not expected here
          a.B#c  context worker after       | operands
          a.B#c  context worker after it    | 'it' is not a parameter number
          # executor
          a.B#c  executor                   | missing
          a.B#c  executor pool              | allowed are event-loop, worker, caller, common-pool
          a.B#c  executor callback          | 'callback' is not allowed here
          a.B#c  executor 0 1               | '1' is not expected here
          # schedules
          a.B#c  schedules                  | missing
          a.B#c  schedules upstream         | missing
          a.B#c  schedules 0 upstream       | 'upstream' or 'downstream'
          a.B#c  schedules upstream worker  | 'worker' is not a parameter number
          a.B#c  schedules downstream later | allowed are event-loop, worker, caller
          a.B#c  schedules upstream 0 1     | '1' is not expected here
          a.B#c  schedules upstream this    | 'this' is not a parameter number
          a.B#c  context worker returning   | expected the names of types
          a.B#c  context worker returning D | says nothing about a method
          a.B    context worker returning - | '-' is not the name of a type
          a.B    context worker when        | expected an attribute and its value
          a.B    context worker when a      | 'a' is not '<attribute>=<value>'
          a.B    context worker when =a     | '=a' is not '<attribute>=<value>'
          a.B    context worker when a=     | 'a=' is not '<attribute>=<value>'
          a.B    context worker when a=b c  | 'c' is not expected here
          a.B    context worker returning D when | expected an attribute and its value
          a.B    context worker returning D after 0 | 'after' is not expected here
          a.B#c  context worker when a=b    | says nothing about a method
          # hosts
          a.B#c  hosts                      | a parameter number
          a.B#c  hosts 0 at 1               | 'at' is not expected here
          a.B#c  hosts 0 on                 | a parameter number
          a.B#c  hosts 0 on this            | 'this' is not a parameter number
          # function
          a.B#c  function                   | a parameter number
          # guard
          a.B#c  guard                      | missing
          a.B#c  guard blocking             | 'non-blocking' or 'blocking-ok'
          a.B#c  guard blocking-ok 0        | '0' is not expected here
          # complete
          a.B#c  complete after             | missing
          a.B#c  complete when 0            | 'after' and an operand
          a.B#c  complete after it          | 'it' is not a parameter number
          a.B#c  complete after 0 1         | '1' is not expected here
          # twin
          a.B#c  twin                       | 'twin' needs a text
          """)
  void badLine(String line, String reason) {
    assertOneProblem(line, reason);
  }

  @ParameterizedTest
  @CsvSource({
    "a.B  blocks file timeout 0",
    "a.B  blocks source",
    "a.B  runs 0 inline",
    "a.B  runs 0 on 1",
    "a.B  context event-loop after 0",
    "a.B  hosts 0 on 1",
    "a.B  function 0",
    "a.B  executor 0",
    "a.B  schedules upstream 0",
    "a.B  schedules downstream worker",
    "a.B  guard non-blocking",
    "a.B  done",
    "a.B  complete",
    "a.B  complete after 0",
    "a.B  twin C.d",
    "a.B  source this",
    "a.B  source 0",
  })
  void factsAboutMethodsAreNoFactsAboutTypes(String line) {
    assertOneProblem(line, "");
  }

  @ParameterizedTest
  @CsvSource({
    "a.B#new  context worker",
    "a.B#new  context worker when a=b",
    "a.B#new  guard non-blocking",
    "a.B#new  hosts this on 0",
    "a.B#new  done",
    "a.B#new  source this",
    "a.B#new  executor this",
    "a.B#new  completes",
    "a.B#new  done when A",
    "a.B#new  schedules upstream 0"
  })
  void factsAboutMethodsAreNoFactsAboutConstructors(String line) {
    assertOneProblem(line, "");
  }

  @ParameterizedTest
  @CsvSource({
    "'framework Two', 'framework'",
    "'framework', 'framework'",
    "'framework   ', 'framework'"
  })
  void frameworkCanBeSaidOnceWithAName(String line, String reason) {
    assertOneProblem(line, reason);
  }

  @Test
  void frameworkIsTheFirstLine() {
    List<ModelLine> lines = parse("a.B#c  done\nframework Late\na.B#d  done\n");

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).line()).isEqualTo(2);
    assertThat(lines).hasSize(2);
  }

  @Test
  void everyBadLineIsAProblemOfItsOwn() {
    List<ModelLine> lines = parse("nonsense\na.B#c  done\nmore of it\n");

    assertThat(problems.stream().map(ModelProblem::line).toList()).containsExactly(1, 3).inOrder();
    assertThat(lines).hasSize(1);
  }

  @Test
  void problemReadsAsFileLineReason() {
    parse("\na.B#c  blocks disk\n");

    assertThat(problems.get(0).toString()).isEqualTo("my.model:2: 'disk' is not a kind");
  }

  @Test
  void problemOfAWholeFileHasNoLine() {
    assertThat(new ModelProblem("my.model", 0, "cannot be read").toString())
        .isEqualTo("my.model: cannot be read");
  }

  /** One problem with file, line and reason; the lines around it count. */
  private void assertOneProblem(String line, String reason) {
    List<ModelLine> lines =
        parse("framework One\na.B#before  done\n" + line + "\na.B#after  done\n");

    assertWithMessage("%s", problems).that(problems).hasSize(1);
    ModelProblem problem = problems.get(0);
    assertThat(problem.file()).isEqualTo("my.model");
    assertThat(problem.line()).isEqualTo(3);
    assertThat(problem.reason()).contains(reason);
    assertThat(problem.reason()).isNotEmpty();
    assertThat(lines.stream().map(each -> each.subject().member()).toList())
        .containsExactly("before", "after")
        .inOrder();
    assertThat(lines.stream().map(ModelLine::framework).toList()).containsExactly("One", "One");
  }

  private Fact fact(String line) {
    List<ModelLine> lines = parse(line);
    assertWithMessage("%s", problems).that(problems).isEmpty();
    assertThat(lines).hasSize(1);
    return lines.get(0).fact();
  }

  private List<ModelLine> parse(String text) {
    return ModelParser.parse("my.model", text, problems::add, type -> true);
  }

  private static Fact runsAt(int parameter, Place place, Integer... after) {
    return new Fact.RunsAt(parameter, place, Set.copyOf(Arrays.asList(after)));
  }

  private static Subject type(String name) {
    return new Subject(Sort.TYPE, name, "", Optional.empty());
  }

  private static Subject member(String type, String name) {
    return new Subject(Sort.MEMBER, type, name, Optional.empty());
  }

  private static Subject member(String type, String name, List<String> parameters) {
    return new Subject(Sort.MEMBER, type, name, Optional.of(parameters));
  }
}
