package dev.offload.checker.context;

import com.sun.source.util.TreePath;
import dev.offload.checker.body.Operation;
import java.util.List;

/**
 * One function that must not block, or had better not.
 *
 * @param path to the method, lambda, method reference or object
 * @param subject what messages call it: "this lambda"
 * @param operations what it does on its own thread
 */
public record NonBlockingCode(
    TreePath path, String subject, ExecutionContext.Checked context, List<Operation> operations) {}
