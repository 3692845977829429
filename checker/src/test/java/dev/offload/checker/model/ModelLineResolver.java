package dev.offload.checker.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/** Says what is wrong with a model line when it is held against the API that it is about. */
final class ModelLineResolver {
  /** What says on which threads something runs; a string is the name of a dispatcher. */
  private static final Set<String> EXECUTORS =
      Set.of(
          "akka/actor/typed/DispatcherSelector",
          "akka/actor/typed/Props",
          "akka/stream/Attributes",
          "android/os/Handler",
          "android/os/Looper",
          "io/netty/channel/IoEventLoopGroup",
          "io/reactivex/Scheduler",
          "io/reactivex/Scheduler$Worker",
          "io/reactivex/rxjava3/core/Scheduler",
          "io/reactivex/rxjava3/core/Scheduler$Worker",
          "io/vertx/core/DeploymentOptions",
          "io/vertx/core/ThreadingModel",
          "java/lang/String",
          "java/util/concurrent/CompletionService",
          "java/util/concurrent/Executor",
          "org/apache/pekko/actor/typed/DispatcherSelector",
          "org/apache/pekko/actor/typed/Props",
          "org/apache/pekko/stream/Attributes",
          "reactor/core/scheduler/Scheduler",
          "reactor/core/scheduler/Scheduler$Worker",
          "scala/concurrent/ExecutionContext");

  /** Interfaces of values that nobody would call a function given to be run. */
  private static final Set<String> VALUES =
      Set.of(
          "java/lang/CharSequence",
          "java/util/Collection",
          "java/util/Map",
          "java/util/concurrent/CompletionStage",
          "java/util/concurrent/Future",
          "org/reactivestreams/Publisher");

  private static final Set<String> DURATIONS = Set.of("J", "I", "Ljava/time/Duration;");

  private final ApiVersion api;

  ModelLineResolver(ApiVersion api) {
    this.api = api;
  }

  /** Why a line does not fit the API; empty if it does. */
  Optional<String> problem(ModelLine line) {
    Subject subject = line.subject();
    if (subject.sort() == Subject.Sort.PACKAGE) {
      return api.hasPackage(subject.type()) ? Optional.empty() : Optional.of("no such package");
    }
    Optional<ClassNode> type = api.find(subject.type().replace('.', '/'));
    if (type.isEmpty()) {
      return Optional.of("no such type");
    }
    if (subject.sort() == Subject.Sort.TYPE) {
      return onType(type.get(), line.fact());
    }
    List<Method> methods = methods(type.get(), subject);
    if (!methods.isEmpty()) {
      return methods.stream()
          .flatMap(method -> new Check(type.get(), method).problem(line.fact()).stream())
          .findFirst();
    }
    Optional<FieldNode> field = field(type.get(), subject);
    return field.isPresent()
        ? onField(field.get(), line.fact())
        : Optional.of("no such member" + alternatives(type.get(), subject));
  }

  private Optional<String> onType(ClassNode type, Fact fact) {
    if (fact instanceof Fact.Context) {
      return require((type.access & Opcodes.ACC_ANNOTATION) != 0, "is no annotation");
    }
    if (fact instanceof Fact.ContextWhen when) {
      return onType(type, when.context()).or(() -> attribute(type, when));
    }
    return fact instanceof Fact.Executor
        ? require(isAny(type, EXECUTORS), "is not an executor")
        : Optional.empty();
  }

  private Optional<String> attribute(ClassNode annotation, Fact.ContextWhen when) {
    Optional<MethodNode> attribute =
        annotation.methods.stream()
            .filter(method -> method.name.equals(when.attribute()))
            .findFirst();
    return attribute.isEmpty()
        ? Optional.of("there is no attribute " + when.attribute())
        : require(
            isValue(Type.getReturnType(attribute.get().desc), when.value()),
            when.attribute() + " is never " + when.value());
  }

  private boolean isValue(Type type, String value) {
    return switch (type.getSort()) {
      case Type.BOOLEAN -> value.equals("true") || value.equals("false");
      case Type.OBJECT -> {
        Optional<ClassNode> constants =
            api.find(type.getInternalName()).filter(node -> (node.access & Opcodes.ACC_ENUM) != 0);
        yield constants.isEmpty()
            || constants.get().fields.stream().anyMatch(field -> field.name.equals(value));
      }
      default -> true;
    };
  }

  private Optional<String> onField(FieldNode field, Fact fact) {
    if (fact instanceof Fact.Executor) {
      return require(isAny(field.desc, EXECUTORS), "is not an executor");
    }
    return require(fact instanceof Fact.Source, "is a field");
  }

  private static Optional<String> require(boolean condition, String problem) {
    return condition ? Optional.empty() : Optional.of(problem);
  }

  private boolean isAny(String descriptor, Set<String> internalNames) {
    Type type = Type.getType(descriptor);
    return type.getSort() == Type.OBJECT
        && api.find(type.getInternalName()).filter(node -> isAny(node, internalNames)).isPresent();
  }

  private boolean isAny(ClassNode type, Set<String> internalNames) {
    return api.supertypes(type).keySet().stream().anyMatch(internalNames::contains);
  }

  private record Method(ClassNode owner, MethodNode node) {
    boolean is(int flag) {
      return (node.access & flag) != 0;
    }

    boolean isConstructor() {
      return node.name.equals("<init>");
    }

    List<Type> parameters() {
      return List.of(Type.getArgumentTypes(node.desc));
    }

    List<String> parameterNames() {
      return parameters().stream().map(ModelLineResolver::simpleName).toList();
    }

    @Override
    public String toString() {
      return "(" + String.join(",", parameterNames()) + ")";
    }
  }

  /** The methods that a subject names, declared or inherited, without those they override. */
  private List<Method> methods(ClassNode type, Subject subject) {
    return subject.parameters().isEmpty()
        ? overloads(type, subject)
        : overloads(type, subject).stream()
            .filter(method -> method.parameterNames().equals(subject.parameters().get()))
            .toList();
  }

  private List<Method> overloads(ClassNode type, Subject subject) {
    boolean isConstructor = subject.member().equals(Subject.CONSTRUCTOR);
    String name = isConstructor ? "<init>" : subject.member();
    List<ClassNode> owners = new ArrayList<>(api.supertypes(type).values());
    Map<String, Method> result = new LinkedHashMap<>();
    for (ClassNode owner : isConstructor ? List.of(type) : owners) {
      for (MethodNode node : owner.methods) {
        Method method = new Method(owner, node);
        boolean isInherited =
            owner == type
                || (owner.access & Opcodes.ACC_INTERFACE) == 0
                || !method.is(Opcodes.ACC_STATIC);
        if (node.name.equals(name) && isVisible(node.access) && isInherited) {
          result.putIfAbsent(method.toString(), method);
        }
      }
    }
    return List.copyOf(result.values());
  }

  private static Optional<FieldNode> field(ClassNode type, Subject subject) {
    return type.fields.stream()
        .filter(field -> subject.parameters().isEmpty())
        .filter(field -> field.name.equals(subject.member()) && isVisible(field.access))
        .findFirst();
  }

  private static boolean isVisible(int access) {
    return (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0
        && (access & Opcodes.ACC_SYNTHETIC) == 0;
  }

  private String alternatives(ClassNode type, Subject subject) {
    List<Method> overloads = overloads(type, subject);
    return overloads.isEmpty()
        ? ""
        : overloads.stream()
            .map(Method::toString)
            .collect(Collectors.joining(", ", ", there are ", ""));
  }

  private static String simpleName(Type type) {
    if (type.getSort() == Type.ARRAY) {
      return simpleName(type.getElementType()) + "[]".repeat(type.getDimensions());
    }
    String name = type.getClassName();
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }

  /** Holds facts against one method. */
  private final class Check {
    private final ClassNode type;
    private final Method method;

    Check(ClassNode type, Method method) {
      this.type = type;
      this.method = method;
    }

    Optional<String> problem(Fact fact) {
      return problems(fact).findFirst().map(problem -> problem + " in " + method);
    }

    private Stream<String> problems(Fact fact) {
      if (fact instanceof Fact.Blocks blocks) {
        return timeout(blocks.timeout());
      }
      if (fact instanceof Fact.BlocksAsSource blocks) {
        return Stream.concat(operand(blocks.operand()), timeout(blocks.timeout()));
      }
      if (fact instanceof Fact.SourceOf source) {
        return operand(source.operand());
      }
      if (fact instanceof Fact.Runs runs) {
        return Stream.of(
                function(runs.parameter()),
                runs instanceof Fact.RunsOn on ? executor(on.executor()) : Stream.<String>empty(),
                runs.after().stream().flatMap(this::operand))
            .flatMap(problems -> problems);
      }
      if (fact instanceof Fact.Context context) {
        return Stream.concat(overridable(), context.after().stream().flatMap(this::operand));
      }
      if (fact instanceof Fact.Hosts hosts) {
        return Stream.concat(operand(hosts.handler()), operand(hosts.executor()));
      }
      if (fact instanceof Fact.ExecutorOf || fact.equals(new Fact.ExecutorWrapper(Fact.THIS))) {
        return returned("an executor", result -> isAny(result.getDescriptor(), EXECUTORS));
      }
      if (fact instanceof Fact.ExecutorWrapper wrapper) {
        return executor(wrapper.operand());
      }
      if (fact instanceof Fact.SchedulesUpstream schedules) {
        return executor(schedules.scheduler());
      }
      if (fact instanceof Fact.SchedulesDownstream schedules) {
        return executor(schedules.scheduler());
      }
      if (fact instanceof Fact.Guard || fact instanceof Fact.Done) {
        return returned("a boolean", Type.BOOLEAN_TYPE::equals);
      }
      if (fact instanceof Fact.Complete) {
        return returned("an object", result -> result.getSort() == Type.OBJECT);
      }
      if (fact instanceof Fact.CompleteAfter complete) {
        return operand(complete.operand());
      }
      return Stream.empty();
    }

    private Stream<String> operand(int operand) {
      if (operand == Fact.THIS) {
        return require(
            !method.isConstructor() && !method.is(Opcodes.ACC_STATIC), "there is no receiver")
            .stream();
      }
      return require(operand < method.parameters().size(), "there is no parameter " + operand)
          .stream();
    }

    private Stream<String> parameter(int parameter, String what, Predicate<Type> isRight) {
      List<Type> parameters = method.parameters();
      return parameter >= parameters.size()
          ? operand(parameter)
          : require(
              isRight.test(parameters.get(parameter)), "parameter " + parameter + " is not " + what)
              .stream();
    }

    private Stream<String> timeout(Optional<Integer> timeout) {
      return timeout.stream()
          .flatMap(
              index ->
                  parameter(index, "a time", time -> DURATIONS.contains(time.getDescriptor())));
    }

    private Stream<String> executor(int operand) {
      return operand == Fact.THIS
          ? Stream.concat(
              operand(operand), require(isAny(type, EXECUTORS), "is no executor").stream())
          : parameter(operand, "an executor", given -> isAny(given.getDescriptor(), EXECUTORS));
    }

    private Stream<String> function(int index) {
      return parameter(
          index,
          "a function or handler",
          given -> {
            boolean isLast = index == method.parameters().size() - 1;
            // A listener of whatever type the registry is for.
            boolean isTypeVariable =
                method.node().signature != null
                    && method.node().signature.startsWith("(T")
                    && index == 0;
            Type each =
                given.getSort() == Type.ARRAY && isLast && method.is(Opcodes.ACC_VARARGS)
                    ? given.getElementType()
                    : given;
            return isTypeVariable
                || (each.getSort() == Type.OBJECT
                    && api.find(each.getInternalName()).filter(this::isFunction).isPresent());
          });
    }

    /** An interface with a method to implement, or a class made for subclasses. */
    private boolean isFunction(ClassNode node) {
      boolean isOpen =
          (node.access & Opcodes.ACC_FINAL) == 0 && !node.name.equals("java/lang/Object");
      return isOpen && !isAny(node, VALUES) && !isAny(node, EXECUTORS);
    }

    private Stream<String> overridable() {
      boolean isFixed =
          method.isConstructor()
              || method.is(Opcodes.ACC_STATIC)
              || method.is(Opcodes.ACC_FINAL)
              || (type.access & Opcodes.ACC_FINAL) != 0;
      return require(!isFixed, "cannot be overridden").stream();
    }

    private Stream<String> returned(String what, Predicate<Type> isRight) {
      Type result =
          method.isConstructor()
              ? Type.getObjectType(type.name)
              : Type.getReturnType(method.node().desc);
      return require(isRight.test(result), "does not return " + what).stream();
    }
  }
}
