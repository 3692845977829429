package dev.offload.checker.frameworks;

import dev.offload.checker.model.Fact;
import dev.offload.checker.model.ModelLine;
import dev.offload.checker.model.ModelParser;
import dev.offload.checker.model.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The documentation page of a framework, made from its model file and its examples. */
final class FrameworkPage {
  private static final String MODEL_FOLDER =
      "../../checker/src/main/resources/dev/offload/checker/models/";

  /** The headings of the tables, in the order of the page. */
  private enum Section {
    EVENT_LOOP("Runs on an event loop: must not block"),
    CALLBACK("Runs on whichever thread completes or emits: must not block"),
    CHOSEN("Runs on the executor or scheduler that is given"),
    WORKER("Runs on a thread that may block"),
    INLINE("Runs before the call returns, in the caller's context"),
    HOSTS("Runs its handlers where its options or executor say"),
    ROOT("Blocks"),
    NON_BLOCKING("Does not block"),
    TRUSTED("Trusted: its contract is not to block, so nothing is inferred from its body"),
    THREADS("Executors, schedulers and what moves a chain to them"),
    TESTS("Tests of the thread, and of completeness"),
    SOURCES("Streams and their sources");

    private final String title;

    Section(String title) {
      this.title = title;
    }
  }

  private final Framework framework;
  private final List<ModelLine> lines;

  FrameworkPage(Framework framework) {
    this.framework = framework;
    this.lines =
        ModelParser.parse(
            framework.model() + ".model",
            framework.text(),
            problem -> {},
            Framework.classPathFor(framework.text()));
  }

  String name() {
    return lines.get(0).framework().isEmpty()
        ? "JDK: futures and executors"
        : lines.get(0).framework();
  }

  /** How many facts the model states. */
  int size() {
    return lines.size();
  }

  /** {@code netty 4.1.140.Final, 4.2.20.Final}. */
  String versions() {
    return framework.versions().stream()
        .map(folder -> folder.getFileName().toString().substring(framework.model().length() + 1))
        .collect(Collectors.joining(", "));
  }

  String text() {
    StringBuilder page = new StringBuilder();
    page.append("# ").append(name()).append("\n\n");
    page.append("Generated from [`")
        .append(framework.model())
        .append(".model`](")
        .append(MODEL_FOLDER)
        .append(framework.model())
        .append(".model): ")
        .append(size())
        .append(" facts");
    page.append(versions().isEmpty() ? ".\n" : ", each held against version " + versions() + ".\n");
    appendConditions(page);
    page.append("\n## Flagged\n\n```java\n").append(framework.example("Bad.java")).append("```\n");
    page.append("\n## Right\n\n```java\n").append(framework.example("Good.java")).append("```\n");
    appendNotes(page);
    for (Section section : Section.values()) {
      appendTable(section, page);
    }
    page.append("\n[All frameworks](README.md) · [How Offload decides](../how-it-decides.md) · ");
    page.append("[Models](../models.md)\n");
    return page.toString();
  }

  private void appendConditions(StringBuilder page) {
    framework
        .text()
        .lines()
        .filter(line -> line.startsWith("with ") || line.startsWith("without "))
        .forEach(
            line -> {
              String types =
                  Stream.of(line.split("\\s+"))
                      .skip(1)
                      .map(type -> "`" + type + "`")
                      .collect(Collectors.joining(" or "));
              page.append("It counts where the class path has ")
                  .append(line.startsWith("without ") ? "no " : "")
                  .append(types)
                  .append(".\n");
            });
  }

  /** The comments of the model say why something is in it, and what is missing on purpose. */
  private void appendNotes(StringBuilder page) {
    List<String> notes = new ArrayList<>();
    boolean goesOn = false;
    for (String line : framework.text().lines().toList()) {
      boolean isComment = line.startsWith("#");
      if (isComment && goesOn) {
        notes.set(notes.size() - 1, notes.get(notes.size() - 1) + line.substring(1));
      } else if (isComment) {
        notes.add(line.substring(1).strip());
      }
      goesOn = isComment;
    }
    notes.removeIf(note -> !note.contains(". ") && !note.contains(": ") && !note.endsWith("."));
    if (!notes.isEmpty()) {
      page.append("\n## Notes\n\n");
      notes.forEach(note -> page.append("- ").append(note).append('\n'));
    }
  }

  private void appendTable(Section section, StringBuilder page) {
    Map<String, Set<String>> members = new TreeMap<>();
    for (ModelLine line : lines) {
      if (section(line.fact()).filter(section::equals).isPresent()) {
        members
            .computeIfAbsent(line.subject().type(), type -> new LinkedHashSet<>())
            .add(member(line));
      }
    }
    if (members.isEmpty()) {
      return;
    }
    page.append("\n## ").append(section.title).append("\n\n| type | members |\n|---|---|\n");
    members.forEach(
        (type, names) ->
            page.append("| `")
                .append(type)
                .append("` | ")
                .append(String.join(", ", withoutRepetition(names)))
                .append(" |\n"));
  }

  /** A name that stands for every overload makes those with parameters superfluous. */
  private static List<String> withoutRepetition(Set<String> names) {
    Map<String, String> shortest = new LinkedHashMap<>();
    names.forEach(name -> shortest.putIfAbsent(name, name));
    return List.copyOf(shortest.values());
  }

  private static String member(ModelLine line) {
    Subject subject = line.subject();
    String name =
        switch (subject.sort()) {
          case PACKAGE -> "the package and those below it";
          case TYPE -> isAnnotation(line.fact()) ? "methods that carry it" : "the type";
          case MEMBER -> "`" + subject.member() + "`";
        };
    return name + remark(line.fact());
  }

  private static boolean isAnnotation(Fact fact) {
    return fact instanceof Fact.Context || fact instanceof Fact.ContextWhen;
  }

  private static String remark(Fact fact) {
    if (fact instanceof Fact.Blocks blocks) {
      return " (" + blocks.kind().word() + ")";
    }
    if (fact instanceof Fact.Context context && !context.returning().isEmpty()) {
      return context.returning().stream()
          .map(type -> "`" + type.substring(type.lastIndexOf('.') + 1) + "`")
          .collect(Collectors.joining(", ", " and return ", ""));
    }
    if (fact instanceof Fact.ContextWhen when) {
      return remark(when.context()) + " with `" + when.attribute() + " = " + when.value() + "`";
    }
    if (fact instanceof Fact.ExecutorOf executor) {
      return " ("
          + executor.place().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
          + ")";
    }
    return "";
  }

  private static Optional<Section> section(Fact fact) {
    if (fact instanceof Fact.Context context) {
      return Optional.of(section(context.place()));
    }
    if (fact instanceof Fact.ContextWhen when) {
      return section(when.context());
    }
    if (fact instanceof Fact.RunsAt runs) {
      return Optional.of(section(runs.place()));
    }
    if (fact instanceof Fact.RunsOn) {
      return Optional.of(Section.CHOSEN);
    }
    if (fact instanceof Fact.Hosts) {
      return Optional.of(Section.HOSTS);
    }
    if (fact instanceof Fact.Blocks || fact instanceof Fact.BlocksAsSource) {
      return Optional.of(Section.ROOT);
    }
    if (fact instanceof Fact.NonBlocking) {
      return Optional.of(Section.NON_BLOCKING);
    }
    if (fact instanceof Fact.Trusted) {
      return Optional.of(Section.TRUSTED);
    }
    if (fact instanceof Fact.Executor || fact instanceof Fact.Schedules) {
      return Optional.of(Section.THREADS);
    }
    if (fact instanceof Fact.Source) {
      return Optional.of(Section.SOURCES);
    }
    boolean isTest =
        fact instanceof Fact.Guard
            || fact instanceof Fact.Done
            || fact instanceof Fact.Complete
            || fact instanceof Fact.CompleteAfter;
    // Counterparts are in the messages, wrappers of functions are transparent.
    return isTest ? Optional.of(Section.TESTS) : Optional.empty();
  }

  private static Section section(Fact.Place place) {
    return switch (place) {
      case EVENT_LOOP -> Section.EVENT_LOOP;
      case CALLBACK, OPERATOR, SOURCE, CALLER -> Section.CALLBACK;
      case WORKER, COMMON_POOL -> Section.WORKER;
      case INLINE -> Section.INLINE;
    };
  }
}
