import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.transfer.s3.progress.TransferListener;

class Bad implements TransferListener {
  private final S3AsyncClient s3;
  private final SqsClient sqs;

  Bad(S3AsyncClient s3, SqsClient sqs) {
    this.s3 = s3;
    this.sqs = sqs;
  }

  @Override
  public void transferComplete(Context.TransferComplete context) {
    sqs.sendMessage(message -> message.queueUrl("done").messageBody("done")); // finding: BlockingIo
  }

  CompletableFuture<String> read(CompletableFuture<String> name) {
    return name.thenApply(
        key -> {
          var text = s3.getObject(o -> o.bucket("a").key(key), AsyncResponseTransformer.toBytes());
          return text.join().asUtf8String(); // finding: NestedJoin
        });
  }
}
