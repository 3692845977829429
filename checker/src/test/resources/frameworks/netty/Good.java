import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class Good extends ChannelInitializer<SocketChannel> {
  private final EventExecutorGroup blocking = new DefaultEventExecutorGroup(16);

  @Override
  protected void initChannel(SocketChannel channel) {
    channel.pipeline().addLast(blocking, new Pages());
  }

  static class Pages extends SimpleChannelInboundHandler<String> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, String name) throws IOException {
      String page = Files.readString(Path.of(name));
      ctx.writeAndFlush(page).addListener(ChannelFutureListener.CLOSE);
    }
  }
}
