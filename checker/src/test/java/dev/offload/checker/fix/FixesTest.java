package dev.offload.checker.fix;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What fixes make of the examples under {@code src/test/resources/fixes}. {@code
 * -Doffload.fixes=write} writes the outputs instead; read them before you keep them. {@code
 * -Doffload.only=compose} runs the examples with that in their name.
 */
final class FixesTest {
  private static final int MOST_ROUNDS = 3;

  @TempDir private Path folder;

  static Stream<FixCase> cases() {
    return FixCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void example(FixCase example) throws IOException {
    FixedFile file = new FixedFile(example, folder);
    List<String> findings = file.findings();
    assertWithMessage("findings before").that(findings).isNotEmpty();
    if (Files.exists(example.refusal())) {
      assertThat(String.join("\n", findings))
          .contains("No automatic fix: " + FixCase.read(example.refusal()).strip());
      file.fix();
      assertThat(file.text()).isEqualTo(example.text());
      return;
    }
    String printed = example.isProgram() ? file.run() : "";
    for (int round = 0; round < MOST_ROUNDS && !findings.isEmpty(); round++) {
      assertWithMessage("in every round somebody gets a fix")
          .that(String.join("\n", findings))
          .containsMatch("Fix \\((safe|changes behaviour: .*)\\)");
      file.fix();
      findings = file.findings();
    }
    if (System.getProperty("offload.fixes", "").equals("write")) {
      Files.writeString(example.output(), file.text());
    }
    assertThat(file.text()).isEqualTo(FixCase.read(example.output()));
    assertWithMessage("findings after").that(findings).isEmpty();
    if (example.isProgram()) {
      assertWithMessage("what it prints").that(file.run()).isEqualTo(printed);
    }
  }
}
