package dev.offload.checker;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.offload.checker.testing.Javac;
import dev.offload.checker.testing.Javac.Outcome;
import dev.offload.checker.testing.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Class files that are damaged, missing, too new or too large: no effect is known of them, the rest
 * is checked, and javac says what it says without us.
 */
final class BrokenClassFilesTest {
  /** {@code Api} is what javac has to read, {@code Hidden} what only its byte code names. */
  private static final String API =
      """
      package lib;

      public class Api {
        public static void call() { Hidden.call(); }
        public static void sleep() throws InterruptedException { Thread.sleep(1); }
      }
      """;

  private static final String HIDDEN =
      """
      package lib;

      public class Hidden {
        public static void call() { Hidden.more(1); }
        static void more(int number) { System.out.println(number); }
      }
      """;

  private static final String LOOP =
      """
      import dev.offload.annotations.NonBlocking;

      class Loop {
        @NonBlocking
        void run() throws Exception {
          lib.Api.call();
          Thread.sleep(1);
          lib.Api.sleep();
        }
      }
      """;

  private static final String SLEEP = "Loop.java:7: ";
  private static final String SLEEP_IN_API = "Loop.java:8: ";

  @TempDir private Path temp;

  enum Damage {
    EMPTY,
    MAGIC_ONLY,
    VERSION_ONLY,
    CUT_IN_CONSTANTS,
    CUT_IN_THE_MIDDLE,
    CUT_AT_THE_END,
    NO_CLASS_FILE,
    NEWER_THAN_ANYONE_KNOWS,
    PREVIEW_OF_ANOTHER_RELEASE,
    RANDOM_CONSTANTS,
    RANDOM_REST;

    void apply(Path file) throws IOException {
      Files.write(file, damaged(Files.readAllBytes(file)));
    }

    private byte[] damaged(byte[] bytes) {
      return switch (this) {
        case EMPTY -> new byte[0];
        case MAGIC_ONLY -> Arrays.copyOf(bytes, 4);
        case VERSION_ONLY -> Arrays.copyOf(bytes, 8);
        case CUT_IN_CONSTANTS -> Arrays.copyOf(bytes, 40);
        case CUT_IN_THE_MIDDLE -> Arrays.copyOf(bytes, bytes.length / 2);
        case CUT_AT_THE_END -> Arrays.copyOf(bytes, bytes.length - 1);
        case NO_CLASS_FILE -> "This is not a class file.".getBytes(UTF_8);
        case NEWER_THAN_ANYONE_KNOWS -> withVersion(bytes, 99, 0);
        case PREVIEW_OF_ANOTHER_RELEASE -> withVersion(bytes, 61, 0xffff);
        case RANDOM_CONSTANTS -> randomised(bytes, 10, bytes.length / 2);
        case RANDOM_REST -> randomised(bytes, bytes.length / 2, bytes.length);
      };
    }

    private static byte[] withVersion(byte[] bytes, int major, int minor) {
      byte[] result = bytes.clone();
      result[4] = (byte) (minor >> 8);
      result[5] = (byte) minor;
      result[6] = 0;
      result[7] = (byte) major;
      return result;
    }

    private static byte[] randomised(byte[] bytes, int from, int to) {
      byte[] result = bytes.clone();
      Random random = new Random(bytes.length);
      for (int i = from; i < to; i++) {
        result[i] = (byte) random.nextInt();
      }
      return result;
    }
  }

  @Test
  void undamaged() {
    Outcome outcome = against(library(API, HIDDEN)).unharmed();

    assertThat(outcome.succeeded()).isTrue();
    assertFindings(outcome, SLEEP, SLEEP_IN_API);
  }

  @ParameterizedTest
  @EnumSource
  void damagedClassThatTheSourceNames(Damage damage) throws IOException {
    Library library = library(API, HIDDEN);
    damage.apply(library.folder().resolve("lib/Api.class"));

    assertThat(against(library).unharmed().troubles()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void damagedClassThatByteCodeNames(Damage damage) throws IOException {
    Library library = library(API, HIDDEN);
    damage.apply(library.folder().resolve("lib/Hidden.class"));

    Outcome outcome = against(library).unharmed();

    assertThat(outcome.succeeded()).isTrue();
    assertFindings(outcome, SLEEP, SLEEP_IN_API);
  }

  @Test
  void classFileOfAnotherClass() throws IOException {
    Library library = library(API, HIDDEN);
    Path folder = library.folder().resolve("lib");
    Files.copy(folder.resolve("Api.class"), Files.newOutputStream(folder.resolve("Hidden.class")));

    Outcome outcome = against(library).unharmed();

    assertThat(outcome.succeeded()).isTrue();
    assertFindings(outcome, SLEEP, SLEEP_IN_API);
  }

  @Test
  void folderInPlaceOfAClassFile() throws IOException {
    Library library = library(API, HIDDEN);
    Path hidden = library.folder().resolve("lib/Hidden.class");
    Files.delete(hidden);
    Files.createDirectory(hidden);

    Outcome outcome = against(library).unharmed();

    assertThat(outcome.succeeded()).isTrue();
    assertFindings(outcome, SLEEP, SLEEP_IN_API);
  }

  /** javac never looks at code, so all this is what it would take. */
  @Test
  void randomByteCode() throws IOException {
    int count = 60;
    StringBuilder calls = new StringBuilder();
    for (int i = 0; i < count; i++) {
      Files.write(newFolder("random/lib").resolve("R" + i + ".class"), randomCode("lib/R" + i, i));
      calls.append("    lib.R").append(i).append(".call();\n");
    }

    Outcome outcome =
        javac()
            .classPath(temp.resolve("random"))
            .source(
                "Loop.java",
                LOOP.replace("    lib.Api.call();\n", calls + "    //\n")
                    .replace("    lib.Api.sleep();\n", ""))
            .unharmed();

    assertThat(outcome.succeeded()).isTrue();
    assertThat(outcome.troubles()).isEmpty();
    assertFindings(outcome, "Loop.java:" + (7 + count) + ": ");
  }

  private static byte[] randomCode(String name, int seed) {
    int length = 200;
    byte[] bytes =
        generate(
            name,
            code -> {
              for (int i = 0; i < length; i++) {
                code.visitInsn(Opcodes.NOP);
              }
              code.visitInsn(Opcodes.RETURN);
            });
    // The longest run of zeros is the code.
    int start = 0;
    while (!Arrays.equals(bytes, start, start + length, new byte[length], 0, length)) {
      start++;
    }
    Random random = new Random(seed);
    for (int i = 0; i < length; i++) {
      bytes[start + i] = (byte) random.nextInt(seed % 2 == 0 ? 256 : 202);
    }
    return bytes;
  }

  /** Operands of such code are unknown; its calls are not. */
  @Test
  void byteCodeThatNoVerifierAccepts() throws IOException {
    Outcome outcome =
        againstGenerated(
                code -> {
                  code.visitInsn(Opcodes.POP);
                  code.visitVarInsn(Opcodes.ALOAD, 7);
                  sleep(code);
                  code.visitInsn(Opcodes.RETURN);
                })
            .unharmed();

    assertThat(outcome.troubles()).isEmpty();
    assertFindings(outcome, "Loop.java:6: ", SLEEP);
  }

  @Test
  void byteCodeWithoutReturn() throws IOException {
    Outcome outcome = againstGenerated(BrokenClassFilesTest::sleep).unharmed();

    assertThat(outcome.troubles()).isEmpty();
    assertFindings(outcome, "Loop.java:6: ", SLEEP);
  }

  @Test
  void methodOf60000ByteCodes() throws IOException {
    Outcome outcome =
        againstGenerated(
                code -> {
                  for (int i = 0; i < 29_990; i++) {
                    code.visitInsn(Opcodes.ICONST_0);
                    code.visitInsn(Opcodes.POP);
                  }
                  sleep(code);
                  code.visitInsn(Opcodes.RETURN);
                })
            .unharmed();

    assertThat(outcome.troubles()).isEmpty();
    assertFindings(outcome, "Loop.java:6: ", SLEEP);
  }

  @Test
  void methodOf12000Calls() throws IOException {
    Outcome outcome =
        againstGenerated(
                code -> {
                  for (int i = 0; i < 12_000; i++) {
                    code.visitMethodInsn(
                        Opcodes.INVOKESTATIC, "java/lang/Thread", "activeCount", "()I", false);
                    code.visitInsn(Opcodes.POP);
                  }
                  sleep(code);
                  code.visitInsn(Opcodes.RETURN);
                })
            .unharmed();

    assertThat(outcome.troubles()).isEmpty();
    assertFindings(outcome, "Loop.java:6: ", SLEEP);
  }

  /** Whether so long a path is followed to its end is open; that it does no harm is not. */
  @Test
  void callChainOf5000Methods() throws IOException {
    Path folder = newFolder("chain/lib");
    ClassWriter chain = new ClassWriter(0);
    chain.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "lib/Api", null, "java/lang/Object", null);
    for (int i = 0; i <= 5000; i++) {
      int next = i + 1;
      addMethod(
          chain,
          i == 0 ? "call" : "call" + i,
          code -> {
            if (next > 5000) {
              sleep(code);
            } else {
              code.visitMethodInsn(Opcodes.INVOKESTATIC, "lib/Api", "call" + next, "()V", false);
            }
            code.visitInsn(Opcodes.RETURN);
          });
    }
    Files.write(folder.resolve("Api.class"), chain.toByteArray());

    Outcome outcome =
        javac()
            .classPath(temp.resolve("chain"))
            .source("Loop.java", LOOP.replace("    lib.Api.sleep();\n", ""))
            .unharmed();

    assertThat(outcome.succeeded()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "public class Api extends Gone",
        "public class Api implements GoneToo",
        "public class Api<T extends Gone>",
        "@GoneAnnotation\npublic class Api",
        "@GoneAnnotation(GoneEnum.ONE)\npublic class Api",
        "@Deprecated(since = \"1\")\npublic class Api"
      })
  void missingClassInAHeader(String header) throws IOException {
    assertMissingIsUnharmed(header, "public static void own() {}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "public static void call(Gone gone) {}",
        "public static Gone gone() { return null; }",
        "public static void thrower() throws GoneException {}",
        "public static <T extends Gone> void bound(T t) {}",
        "public static Gone field = new Gone();",
        "public static java.util.List<Gone> list;",
        "public static java.util.List<? extends Gone[]> call(java.util.Map<Gone, Gone[]> gone) {"
            + " return null; }",
        "@GoneAnnotation public static void annotated() {}",
        "@GoneAnnotation(GoneEnum.ONE) public static void annotated() {}",
        "public static void annotated(@GoneAnnotation(GoneEnum.ONE) int parameter) {}",
        "public static void annotated(@GoneTypeAnnotation int parameter) {}",
        "public static class Nested extends Gone {}",
        "public static void body() { new Gone().m(); Gone.s(); Object o = (Runnable) Gone::s; }",
        "public static void body() { Runnable r = () -> new Gone().m(); r.run(); }",
        "public static void body() { try { Gone.s(); } catch (GoneException e) { e.m(); } }",
        "public static void body() { new Gone() { void own() { m(); } }.own(); }",
        "public static void body() { switch (GoneEnum.valueOf(\"ONE\")) { case ONE: Gone.s(); } }",
      })
  void missingClassInAMember(String member) throws IOException {
    assertMissingIsUnharmed("public class Api", member);
  }

  /** The class with the hole is named by the source, then by byte code only. */
  private void assertMissingIsUnharmed(String header, String member) throws IOException {
    String called = member.replaceFirst(".*static (?:<[^>]*> )?void (\\w+)\\(.*", "$1");
    boolean isCallable = !called.equals(member) && member.contains(called + "() {");
    String body = isCallable ? called + "();" : "";
    String holed =
        "package lib;\n"
            + header
            + " {\n"
            + member
            + "\n"
            + "public static void call() { "
            + body
            + " }\n"
            + "public static void sleep() throws InterruptedException { Thread.sleep(1); } }\n";
    Library direct = withoutGone(holed);
    assertThat(against(direct).unharmed().troubles()).isEmpty();

    Library indirect =
        withoutGone(
            holed.replaceFirst("class Api", "class Hidden").replace("Api", "Hidden"),
            API.replace("Hidden.call();", "Hidden.call(); new Hidden().toString();"));
    Outcome outcome = against(indirect).unharmed();
    assertThat(outcome.succeeded()).isTrue();
    assertFindings(outcome, SLEEP, SLEEP_IN_API);
  }

  private static Library withoutGone(String... files) throws IOException {
    String[] all = Arrays.copyOf(files, files.length + 6);
    List<String> gone =
        List.of(
            "package lib;\npublic class Gone { public void m() {} public static void s() {} }\n",
            "package lib;\npublic interface GoneToo {}\n",
            "package lib;\npublic class GoneException extends RuntimeException { void m() {} }\n",
            "package lib;\npublic enum GoneEnum { ONE }\n",
            """
            package lib;
            public @interface GoneAnnotation { GoneEnum value() default GoneEnum.ONE; }
            """,
            """
            package lib;
            import java.lang.annotation.*;
            @Target(ElementType.TYPE_USE)
            public @interface GoneTypeAnnotation {}
            """);
    for (int i = 0; i < gone.size(); i++) {
      all[files.length + i] = gone.get(i);
    }
    Library library = library(all);
    try (Stream<Path> classes = Files.list(library.folder().resolve("lib"))) {
      for (Path file : classes.toList()) {
        if (file.getFileName().toString().startsWith("Gone")) {
          Files.delete(file);
        }
      }
    }
    return library;
  }

  private static Library library(String... files) {
    return Library.of(List.of("-cp", Javac.annotations().toString()), files);
  }

  private Javac javac() {
    return Javac.into(temp.resolve("out")).options("-Xlint:all");
  }

  private Javac against(Library library) {
    return javac().classPath(library.folder()).source("Loop.java", LOOP);
  }

  /** {@code Api.call()} has the given code. */
  private Javac againstGenerated(Consumer<MethodVisitor> code) throws IOException {
    Files.write(newFolder("generated/lib").resolve("Api.class"), generate("lib/Api", code));
    return javac()
        .classPath(temp.resolve("generated"))
        .source("Loop.java", LOOP.replace("    lib.Api.sleep();\n", ""));
  }

  private static byte[] generate(String name, Consumer<MethodVisitor> code) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    addMethod(writer, "call", code);
    return writer.toByteArray();
  }

  private static void addMethod(ClassWriter writer, String name, Consumer<MethodVisitor> body) {
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, "()V", null, null);
    code.visitCode();
    body.accept(code);
    code.visitMaxs(10, 10);
    code.visitEnd();
  }

  private static void sleep(MethodVisitor code) {
    code.visitInsn(Opcodes.LCONST_1);
    code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Thread", "sleep", "(J)V", false);
  }

  private Path newFolder(String path) throws IOException {
    return Files.createDirectories(temp.resolve(path));
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
