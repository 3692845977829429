package dev.offload.patterns;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the model of this library is about is there. That each line matters is for {@link
 * LibraryIT}.
 */
final class ModelTest {
  private static final Path MODEL =
      Path.of("src/main/resources/dev/offload/checker/models/offload.model");

  static List<String> subjects() throws IOException {
    return facts(Files.readString(MODEL)).map(fact -> fact.split(" +", 2)[0]).distinct().toList();
  }

  private static Stream<String> facts(String text) {
    return text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith("framework"));
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void namesWhatIsThere(String subject) throws ClassNotFoundException {
    String[] halves = subject.split("#", 2);
    Class<?> type = Class.forName(halves[0], false, ModelTest.class.getClassLoader());
    if (halves.length == 2) {
      assertThat(Arrays.stream(type.getMethods()).flatMap(ModelTest::names).toList())
          .contains(halves[1]);
    }
  }

  /** With the parameters, and without. */
  private static Stream<String> names(Method method) {
    String parameters =
        Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(","));
    return Stream.of(method.getName(), method.getName() + "(" + parameters + ")");
  }

  @Test
  void groupsAreSorted() throws IOException {
    Pattern between = Pattern.compile("\n(?:\n|#[^\n]*\n)+");
    for (String group : between.splitAsStream(Files.readString(MODEL)).toList()) {
      assertWithMessage(group).that(facts(group).toList()).isInOrder();
    }
  }
}
