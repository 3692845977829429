/** The correct patterns for mixing blocking and asynchronous code. */
@SuppressWarnings(
    "requires-automatic") // Neither jar names its module otherwise; both are optional.
module dev.offload.runtime {
  requires static dev.offload.annotations;
  requires static io.opentelemetry.context;
  requires static java.sql;
  requires static context.propagation;
  requires static org.slf4j;

  exports dev.offload;

  uses dev.offload.ContextPropagator;
  uses dev.offload.NonBlockingDetector;
}
