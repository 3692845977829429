import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.BytesWrapper;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.transfer.s3.progress.TransferListener;

class Good implements TransferListener {
  private final S3AsyncClient s3;
  private final SqsAsyncClient sqs;

  Good(S3AsyncClient s3, SqsAsyncClient sqs) {
    this.s3 = s3;
    this.sqs = sqs;
  }

  @Override
  public void transferComplete(Context.TransferComplete context) {
    sqs.sendMessage(message -> message.queueUrl("done").messageBody("done"));
  }

  CompletableFuture<String> read(CompletableFuture<String> name) {
    return name.thenCompose(
            key -> s3.getObject(o -> o.bucket("a").key(key), AsyncResponseTransformer.toBytes()))
        .thenApply(BytesWrapper::asUtf8String);
  }
}
