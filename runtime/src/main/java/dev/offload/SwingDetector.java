package dev.offload;

/**
 * Knows the thread that AWT and Swing dispatch events on by its class, which nobody else can
 * extend: asking AWT would start it.
 */
final class SwingDetector implements NonBlockingDetector {
  @Override
  public String name() {
    return "Swing event dispatch thread";
  }

  @Override
  public boolean isNonBlocking() {
    return Thread.currentThread().getClass().getName().equals("java.awt.EventDispatchThread");
  }
}
