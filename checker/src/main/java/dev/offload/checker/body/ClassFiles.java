package dev.offload.checker.body;

import com.sun.tools.javac.code.Symbol.ClassSymbol;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.tools.JavaFileObject;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Class files of the class path, read through the compiler's own file objects, each at most once.
 */
final class ClassFiles {
  private final Map<ClassSymbol, Map<String, MethodNode>> methods = new HashMap<>();

  /** The byte code of a method; empty if the class file is missing, newer than ASM or malformed. */
  Optional<MethodNode> method(ClassSymbol owner, String name, String descriptor) {
    return Optional.ofNullable(
            methods.computeIfAbsent(owner, ClassFiles::read).get(name + descriptor))
        .filter(method -> method.instructions.size() > 0);
  }

  private static Map<String, MethodNode> read(ClassSymbol owner) {
    Map<String, MethodNode> result = new HashMap<>();
    if (owner.classfile == null || owner.classfile.getKind() != JavaFileObject.Kind.CLASS) {
      return result;
    }
    try (InputStream bytes = owner.classfile.openInputStream()) {
      ClassNode node = new ClassNode();
      new ClassReader(bytes).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      node.methods.forEach(method -> result.put(method.name + method.desc, method));
    } catch (IOException | RuntimeException unreadable) {
      // ASM throws whatever comes to hand on class files it does not understand. No body, no
      // effect.
      result.clear();
    }
    return result;
  }
}
