package dev.offload.checker.model;

import java.util.List;
import java.util.Optional;

/**
 * What a model line is about.
 *
 * @param type the binary name of a type, or the name of a package for {@link Sort#PACKAGE}
 * @param member the name of the method or field, {@code new} for constructors; empty for types and
 *     packages
 * @param parameters the simple names of the erased parameter types; absent for every overload
 */
public record Subject(Sort sort, String type, String member, Optional<List<String>> parameters) {
  /** The member name of constructors in model files. */
  public static final String CONSTRUCTOR = "new";

  /** What a subject names. */
  public enum Sort {
    PACKAGE,
    TYPE,
    MEMBER
  }

  static Optional<Subject> parse(String text) {
    if (text.endsWith(".*")) {
      String name = text.substring(0, text.length() - 2);
      return isQualifiedName(name)
          ? Optional.of(new Subject(Sort.PACKAGE, name, "", Optional.empty()))
          : Optional.empty();
    }
    int hash = text.indexOf('#');
    if (hash < 0) {
      return isQualifiedName(text)
          ? Optional.of(new Subject(Sort.TYPE, text, "", Optional.empty()))
          : Optional.empty();
    }
    String type = text.substring(0, hash);
    String rest = text.substring(hash + 1);
    Optional<List<String>> parameters = Optional.empty();
    int open = rest.indexOf('(');
    if (open >= 0) {
      if (!rest.endsWith(")")) {
        return Optional.empty();
      }
      String list = rest.substring(open + 1, rest.length() - 1);
      parameters = Optional.of(list.isEmpty() ? List.of() : List.of(list.split(",", -1)));
      rest = rest.substring(0, open);
    }
    boolean wellFormed =
        isQualifiedName(type)
            && isIdentifier(rest)
            && parameters.stream().flatMap(List::stream).allMatch(Subject::isParameterType);
    return wellFormed
        ? Optional.of(new Subject(Sort.MEMBER, type, rest, parameters))
        : Optional.empty();
  }

  private static boolean isParameterType(String text) {
    String element = text;
    while (element.endsWith("[]")) {
      element = element.substring(0, element.length() - 2);
    }
    return isIdentifier(element);
  }

  private static boolean isQualifiedName(String text) {
    return !text.isEmpty()
        && List.of(text.split("\\.", -1)).stream().allMatch(Subject::isIdentifier);
  }

  private static boolean isIdentifier(String text) {
    return !text.isEmpty()
        && Character.isJavaIdentifierStart(text.charAt(0))
        && text.chars().skip(1).allMatch(Character::isJavaIdentifierPart);
  }

  @Override
  public String toString() {
    return switch (sort) {
      case PACKAGE -> type + ".*";
      case TYPE -> type;
      case MEMBER ->
          type
              + "#"
              + member
              + parameters.map(list -> "(" + String.join(",", list) + ")").orElse("");
    };
  }
}
