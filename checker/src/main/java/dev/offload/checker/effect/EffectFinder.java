package dev.offload.checker.effect;

import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symtab;
import com.sun.tools.javac.code.Types;
import dev.offload.checker.body.Bodies;
import dev.offload.checker.body.Body;
import dev.offload.checker.body.ClassFileImplementations;
import dev.offload.checker.body.Operation;
import dev.offload.checker.body.Premise;
import dev.offload.checker.body.Sources;
import dev.offload.checker.model.Contracts;
import dev.offload.checker.model.Facts;
import dev.offload.checker.model.Kind;
import dev.offload.checker.model.ModelIndex;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the effect of an operation and its shortest witness.
 *
 * <p>The methods that an operation may reach are a graph. It is searched breadth first, so that the
 * first root found has the shortest path and recursion needs no special care. What a search learns
 * about a method is kept.
 *
 * <p>Locks count least: they are searched for when nothing else is found, and only in methods of
 * this compilation.
 */
public final class EffectFinder {
  /** Beyond this many methods a call is taken not to block. */
  private static final int LARGEST_SEARCH = 20_000;

  /** How many abstract methods with several implementations may lead to each other. */
  private static final int DEEPEST_NESTING = 20;

  /** Which roots a search looks for. */
  private enum Tier {
    WAITS,
    LOCKS
  }

  /** The rest of a witness: the methods to pass through, and the root at its end. */
  private record Path(Resolution.Root root, List<String> steps) {
    Path through(MethodSymbol method) {
      List<String> longer = new ArrayList<>();
      longer.add(Names.of(method));
      longer.addAll(steps);
      return new Path(root, longer);
    }
  }

  private final Bodies bodies;
  private final Types types;
  private final Set<Kind> kinds;
  private final Resolver resolver;
  private final Map<MethodSymbol, List<Resolution>> resolutions = new HashMap<>();
  private final Map<Tier, Map<Node, Optional<Path>>> known =
      Map.of(Tier.WAITS, new HashMap<>(), Tier.LOCKS, new HashMap<>());
  private final KnownArguments arguments = new KnownArguments(this::resolutions);
  private final Set<Node> running = new HashSet<>();

  /**
   * Makes a finder for one compilation.
   *
   * @param kinds the kinds to look for; operations of other kinds do not exist for it
   * @param counts whether a modelled operation about which this is known is looked for
   */
  public EffectFinder(
      Bodies bodies,
      ModelIndex models,
      Contracts contracts,
      Sources sources,
      ClassFileImplementations classFileImplementations,
      Types types,
      Symtab symtab,
      Set<Kind> kinds,
      Predicate<Facts> counts) {
    this.bodies = bodies;
    this.types = types;
    this.kinds = kinds;
    this.resolver =
        new Resolver(
            models, contracts, sources, classFileImplementations, types, symtab, kinds, counts);
  }

  /** What {@code operation} may do to its thread; empty for nothing. */
  public Optional<Effect> effect(Operation operation) {
    Resolution resolution = resolver.resolve(operation);
    if (resolution instanceof Resolution.Root root) {
      return Optional.of(effect(new Path(root, List.of())));
    }
    if (!(resolution instanceof Resolution.Follow follow)) {
      return Optional.empty();
    }
    Optional<Path> waits = all(follow, Node.NOWHERE, Tier.WAITS);
    Optional<Path> found =
        waits.isPresent() || !follow.locksCount() ? waits : all(follow, Node.NOWHERE, Tier.LOCKS);
    return found.map(EffectFinder::effect);
  }

  private static Effect effect(Path path) {
    List<String> witness = new ArrayList<>(path.steps());
    if (!witness.isEmpty()) {
      witness.add(path.root().name());
    }
    return new Effect(
        path.root().kind(), path.root().name(), path.root().how(), path.root().twin(), witness);
  }

  /** A call of an abstract method blocks only if every implementation does. */
  private Optional<Path> all(Resolution.Follow follow, Node caller, Tier tier) {
    Optional<Path> shortest = Optional.empty();
    for (MethodSymbol target : follow.targets()) {
      Optional<Path> path = search(node(target, follow, caller), tier);
      if (path.isEmpty()) {
        return path;
      }
      if (shortest.isEmpty() || path.get().steps().size() < shortest.get().steps().size()) {
        shortest = path;
      }
    }
    return shortest;
  }

  private Node node(MethodSymbol target, Resolution.Follow follow, Node caller) {
    return new Node(target, arguments.known(target, follow, caller));
  }

  private Optional<Path> search(Node start, Tier tier) {
    Map<Node, Optional<Path>> memory = known.get(tier);
    Optional<Path> remembered = memory.get(start);
    if (remembered != null) {
      return remembered;
    }
    // Abstract methods make searches within searches, which may come back to where they started.
    if (running.size() > DEEPEST_NESTING || !running.add(start)) {
      return Optional.empty();
    }
    try {
      return search(start, tier, memory);
    } finally {
      running.remove(start);
    }
  }

  private Optional<Path> search(Node start, Tier tier, Map<Node, Optional<Path>> memory) {
    Map<Node, Node> reachedFrom = new LinkedHashMap<>();
    Map<Node, Integer> depths = new HashMap<>();
    Deque<Node> queue = new ArrayDeque<>();
    reachedFrom.put(start, start);
    depths.put(start, 0);
    queue.add(start);
    Node best = null;
    Path bestPath = null;
    int bestLength = Integer.MAX_VALUE;
    while (!queue.isEmpty() && reachedFrom.size() < LARGEST_SEARCH) {
      Node node = queue.remove();
      int depth = depths.get(node);
      if (depth >= bestLength) {
        break;
      }
      Optional<Path> here = memory.get(node);
      if (here == null) {
        here = root(node, tier).map(root -> new Path(root, List.of()).through(node.method()));
        if (here.isEmpty()) {
          for (Node next : callees(node, tier)) {
            if (reachedFrom.putIfAbsent(next, node) == null) {
              depths.put(next, depth + 1);
              queue.add(next);
            }
          }
        }
      }
      if (here.isPresent() && depth + here.get().steps().size() < bestLength) {
        best = node;
        bestPath = here.get();
        bestLength = depth + here.get().steps().size();
      }
    }
    return remember(memory, reachedFrom, start, best, bestPath);
  }

  /**
   * Keeps what holds for every search: the path behind each step, or that nothing was found at all.
   */
  private static Optional<Path> remember(
      Map<Node, Optional<Path>> memory,
      Map<Node, Node> reachedFrom,
      Node start,
      Node best,
      Path bestPath) {
    if (best == null) {
      reachedFrom.keySet().forEach(node -> memory.putIfAbsent(node, Optional.empty()));
      return Optional.empty();
    }
    Node node = best;
    Path path = bestPath;
    memory.put(node, Optional.of(path));
    while (!node.equals(start)) {
      node = reachedFrom.get(node);
      path = path.through(node.method());
      memory.put(node, Optional.of(path));
    }
    return Optional.of(path);
  }

  private Optional<Resolution.Root> root(Node node, Tier tier) {
    for (Resolution resolution : resolutions(node.method())) {
      Optional<Resolution.Root> root = root(resolution, node);
      if (root.isPresent()
          && (root.get().kind() == Kind.LOCK) == (tier == Tier.LOCKS)
          && counts(resolution, node)) {
        return root;
      }
    }
    return Optional.empty();
  }

  private Optional<Resolution.Root> root(Resolution resolution, Node node) {
    if (resolution instanceof Resolution.Reader reader) {
      return node.argument(reader.parameter()).source().filter(kinds::contains).map(reader::of);
    }
    return resolution instanceof Resolution.Root root ? Optional.of(root) : Optional.empty();
  }

  /** Whether nothing that the caller knows keeps an operation from running. */
  private boolean counts(Resolution resolution, Node node) {
    for (Premise premise : resolution.unless()) {
      if (node.argument(premise.parameter()).satisfies(premise, types)) {
        return false;
      }
    }
    return true;
  }

  private List<Node> callees(Node node, Tier tier) {
    List<Node> result = new ArrayList<>();
    for (Resolution resolution : resolutions(node.method())) {
      if (resolution instanceof Resolution.Follow follow
          && counts(follow, node)
          && (tier == Tier.WAITS || follow.locksCount())) {
        if (follow.targets().size() == 1) {
          result.add(node(follow.targets().get(0), follow, node));
        } else if (all(follow, node, tier).isPresent()) {
          // Every implementation blocks: any of them will do as the next step.
          follow.targets().forEach(target -> result.add(node(target, follow, node)));
        }
      }
    }
    return result;
  }

  private List<Resolution> resolutions(MethodSymbol method) {
    List<Resolution> result = resolutions.get(method);
    if (result == null) {
      result = new ArrayList<>();
      Optional<Body> body = bodies.of(method);
      if (body.isPresent()) {
        for (Operation operation : body.get().operations()) {
          Resolution resolution = resolver.resolve(operation);
          boolean isShortLock =
              !body.get().isSource()
                  && resolution instanceof Resolution.Root root
                  && root.kind() == Kind.LOCK;
          if (!(resolution instanceof Resolution.Nothing) && !isShortLock) {
            result.add(resolution);
          }
        }
      }
      resolutions.put(method, List.copyOf(result));
    }
    return result;
  }
}
