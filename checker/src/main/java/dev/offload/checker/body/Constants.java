package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.tools.javac.code.Symbol;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.OptionalLong;

/** The values of constant numbers and of constant {@link java.time.Duration}s. */
final class Constants {
  private static final Map<String, ChronoUnit> DURATION_UNITS =
      Map.of(
          "ofNanos", ChronoUnit.NANOS,
          "ofMillis", ChronoUnit.MILLIS,
          "ofSeconds", ChronoUnit.SECONDS,
          "ofMinutes", ChronoUnit.MINUTES,
          "ofHours", ChronoUnit.HOURS,
          "ofDays", ChronoUnit.DAYS);

  private Constants() {}

  static OptionalLong of(ExpressionTree expression) {
    Number number = ASTHelpers.constValue(expression, Number.class);
    if (number != null) {
      return OptionalLong.of(number.longValue());
    }
    Symbol symbol = ASTHelpers.getSymbol(expression);
    if (symbol == null || !symbol.owner.getQualifiedName().contentEquals("java.time.Duration")) {
      return OptionalLong.empty();
    }
    if (symbol.name.contentEquals("ZERO")) {
      return OptionalLong.of(0);
    }
    ChronoUnit unit = DURATION_UNITS.get(symbol.name.toString());
    if (unit == null
        || !(expression instanceof MethodInvocationTree call)
        || call.getArguments().size() != 1) {
      return OptionalLong.empty();
    }
    Number amount = ASTHelpers.constValue(call.getArguments().get(0), Number.class);
    return amount == null ? OptionalLong.empty() : OptionalLong.of(nanos(amount.longValue(), unit));
  }

  private static long nanos(long amount, ChronoUnit unit) {
    long perUnit = unit.getDuration().toNanos();
    try {
      return Math.multiplyExact(amount, perUnit);
    } catch (ArithmeticException tooLong) {
      return amount < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
