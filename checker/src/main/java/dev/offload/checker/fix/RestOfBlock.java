package dev.offload.checker.fix;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.util.TreePath;
import dev.offload.checker.fix.Edit.Rest;
import java.util.List;
import java.util.Optional;

/** The statement of a cut, and those behind it in its block, which are to become a lambda. */
final class RestOfBlock {
  private final BlockTree block;
  private final int index;
  private final Site site;
  private final CutObstacles obstacles;
  private final Lines lines;

  RestOfBlock(BlockTree block, Cut cut, Site site) {
    this.block = block;
    this.index = indexOf(cut, block);
    this.site = site;
    this.obstacles = new CutObstacles(cut, site);
    this.lines = new Lines(site, block, index);
  }

  private static int indexOf(Cut cut, BlockTree block) {
    TreePath path = cut.path();
    while (!block.getStatements().contains(path.getLeaf())) {
      path = path.getParentPath();
    }
    return block.getStatements().indexOf(path.getLeaf());
  }

  StatementTree statement() {
    return block.getStatements().get(index);
  }

  private List<? extends StatementTree> after() {
    return block.getStatements().subList(index + 1, block.getStatements().size());
  }

  /** Why they cannot become a lambda of something that yields nothing. */
  Optional<String> obstacle() {
    return obstacles.of(statement(), List.of(), after());
  }

  Lines lines() {
    return lines;
  }

  /** Where the source has final copies of variables that no lambda can use. */
  Site renamed() {
    return variables().site();
  }

  private NewVariables variables() {
    return obstacles.variables(statement(), after());
  }

  /** What is behind the statement, with the blanks in front of it. */
  String text() {
    return renamed().rest(site.end(statement()), end()).stripTrailing();
  }

  private int end() {
    return site.end(block) - 1;
  }

  /** Replaces the statement and those behind it. */
  Edit by(String text) {
    return Edit.replace(
            lines.start(), end(), variables().before(lines.separator()) + text + lines.tail())
        .leaving(new Rest(block, site.end(statement()), end()));
  }
}
