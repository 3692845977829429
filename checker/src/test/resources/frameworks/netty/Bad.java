import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class Bad extends ChannelInitializer<SocketChannel> {
  @Override
  protected void initChannel(SocketChannel channel) {
    channel.pipeline().addLast(new Pages());
  }

  static class Pages extends SimpleChannelInboundHandler<String> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, String name)
        throws IOException, InterruptedException {
      String page = Files.readString(Path.of(name)); // finding: BlockingIo
      ChannelFuture written = ctx.writeAndFlush(page);
      written.sync(); // finding: NestedJoin
      ctx.close();
    }
  }
}
