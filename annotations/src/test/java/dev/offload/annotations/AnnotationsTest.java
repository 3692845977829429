package dev.offload.annotations;

import static java.lang.annotation.ElementType.CONSTRUCTOR;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.MODULE;
import static java.lang.annotation.ElementType.PACKAGE;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnnotationsTest {
  @ParameterizedTest
  @ValueSource(classes = {NonBlocking.class, Blocking.class})
  void targets(Class<? extends Annotation> annotation) {
    assertEquals(
        Set.of(METHOD, CONSTRUCTOR, TYPE, PACKAGE, MODULE, PARAMETER),
        Set.of(annotation.getAnnotation(Target.class).value()));
  }

  @ParameterizedTest
  @ValueSource(classes = {NonBlocking.class, Blocking.class})
  void retention(Class<? extends Annotation> annotation) {
    assertEquals(RetentionPolicy.CLASS, annotation.getAnnotation(Retention.class).value());
  }

  @ParameterizedTest
  @ValueSource(classes = {NonBlocking.class, Blocking.class})
  void documented(Class<? extends Annotation> annotation) {
    assertTrue(annotation.isAnnotationPresent(Documented.class));
  }

  @ParameterizedTest
  @ValueSource(classes = {NonBlocking.class, Blocking.class})
  void noElements(Class<? extends Annotation> annotation) {
    assertEquals(0, annotation.getDeclaredMethods().length);
  }
}
