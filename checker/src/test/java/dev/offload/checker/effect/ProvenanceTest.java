package dev.offload.checker.effect;

import dev.offload.checker.testing.AllChecks;
import org.junit.jupiter.api.Test;

/** Reading and writing blocks as what is behind the stream does. */
final class ProvenanceTest {
  @Test
  void memoryDoesNotBlock() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(
              ByteArrayInputStream bytes, StringReader text, ByteArrayOutputStream out, StringWriter writer)
              throws Exception {
            bytes.read();
            text.read();
            out.write(new byte[1]);
            writer.write("x");
            new ByteArrayInputStream(new byte[1]).readAllBytes();
            new StringReader("x").read();
            InputStream.nullInputStream().read();
          }
        }
        """);
  }

  @Test
  void unknownOriginIsSilent() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(InputStream in, Reader reader, OutputStream out) throws Exception {
            in.read();
            reader.read();
            out.write(1);
            new BufferedReader(reader).readLine();
          }
        }
        """);
  }

  @Test
  void staticTypeTells() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(
              FileInputStream file, FileReader reader, FileOutputStream out, PipedInputStream pipe)
              throws Exception {
            // BUG: Diagnostic contains: FileInputStream.read() blocks (file)
            file.read();
            // BUG: Diagnostic contains: read() blocks (file)
            reader.read();
            // BUG: Diagnostic contains: FileOutputStream.write(byte[]) blocks (file)
            out.write(new byte[1]);
            // BUG: Diagnostic contains: [BlockingWait] PipedInputStream.read() blocks (wait)
            pipe.read();
          }
        }
        """);
  }

  @Test
  void producerTells() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(java.net.Socket socket, Process process) throws Exception {
            // BUG: Diagnostic contains: InputStream.read() blocks (network)
            socket.getInputStream().read();
            // BUG: Diagnostic contains: OutputStream.write(int) blocks (network)
            socket.getOutputStream().write(1);
            // BUG: Diagnostic contains: InputStream.read() blocks (process)
            process.getInputStream().read();
            // BUG: Diagnostic contains: InputStream.readAllBytes() blocks (file)
            getClass().getResourceAsStream("x").readAllBytes();
          }
        }
        """);
  }

  @Test
  void systemInIsTheConsoleAndSystemOutIsNothing() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            System.out.write(1);
            System.err.println("x");
            System.in.available();
            // BUG: Diagnostic contains: [BlockingIo] InputStream.read() blocks (console)
            System.in.read();
            // BUG: Diagnostic contains: Scanner.nextLine() blocks (console)
            new Scanner(System.in).nextLine();
            new Scanner("x").nextLine();
          }
        }
        """);
  }

  @Test
  void localIsFollowed() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(java.net.Socket socket) throws Exception {
            InputStream memory = new ByteArrayInputStream(new byte[1]);
            memory.read();
            InputStream network = socket.getInputStream();
            // BUG: Diagnostic contains: InputStream.read() blocks (network)
            network.read();
            var copy = network;
            // BUG: Diagnostic contains: InputStream.read() blocks (network)
            copy.read();
            InputStream console = System.in;
            // BUG: Diagnostic contains: InputStream.read() blocks (console)
            console.read();
          }
        }
        """);
  }

  @Test
  void reassignedLocalIsUnknown() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(java.net.Socket socket, boolean cached) throws Exception {
            InputStream in = socket.getInputStream();
            if (cached) {
              in = new ByteArrayInputStream(new byte[1]);
            }
            in.read();
          }
        }
        """);
  }

  @Test
  void fieldIsFollowed() {
    AllChecks.compile(
        """
        class Test {
          private final InputStream memory = new ByteArrayInputStream(new byte[1]);
          private final InputStream file;
          InputStream unknown = new ByteArrayInputStream(new byte[1]);

          Test() throws Exception {
            file = new FileInputStream("x");
          }

          @NonBlocking
          void onEvent() throws Exception {
            memory.read();
            unknown.read();
            // BUG: Diagnostic contains: InputStream.read() blocks (file)
            file.read();
            // BUG: Diagnostic contains: InputStream.read() blocks (file)
            this.file.read();
          }
        }
        """);
  }

  @Test
  void fieldThatOthersMaySetIsUnknown() {
    AllChecks.compile(
        """
        class Test {
          InputStream open = System.in;
          private InputStream closed = System.in;
          private InputStream changed = System.in;

          void change(InputStream other) {
            changed = other;
          }

          @NonBlocking
          void onEvent() throws Exception {
            open.read();
            changed.read();
            // BUG: Diagnostic contains: InputStream.read() blocks (console)
            closed.read();
          }
        }
        """);
  }

  @Test
  void wrapperReadsFromWhatItWraps() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(java.net.Socket socket) throws Exception {
            new BufferedReader(new StringReader("x")).readLine();
            new BufferedReader(new InputStreamReader(new ByteArrayInputStream(new byte[1]))).readLine();
            new DataInputStream(new ByteArrayInputStream(new byte[1])).readInt();
            new PrintWriter(new StringWriter()).println("x");
            // BUG: Diagnostic contains: BufferedReader.readLine() blocks (network)
            new BufferedReader(new InputStreamReader(socket.getInputStream())).readLine();
            // BUG: Diagnostic contains: BufferedReader.readLine() blocks (console)
            new BufferedReader(new InputStreamReader(System.in)).readLine();
            // BUG: Diagnostic contains: DataInputStream.readInt() blocks (network)
            new DataInputStream(new BufferedInputStream(socket.getInputStream())).readInt();
            // BUG: Diagnostic contains: blocks (network)
            new PrintWriter(socket.getOutputStream(), true).println("x");
          }
        }
        """);
  }

  @Test
  void wrapperInAVariableReadsFromWhatItWraps() {
    AllChecks.compile(
        """
        class Test {
          private final BufferedReader console = new BufferedReader(new InputStreamReader(System.in));

          @NonBlocking
          void onEvent(java.net.Socket socket) throws Exception {
            StringReader text = new StringReader("x");
            BufferedReader memory = new BufferedReader(text);
            memory.readLine();
            Reader reader = new InputStreamReader(socket.getInputStream());
            BufferedReader network = new BufferedReader(reader);
            // BUG: Diagnostic contains: BufferedReader.readLine() blocks (network)
            network.readLine();
            // BUG: Diagnostic contains: BufferedReader.readLine() blocks (console)
            console.readLine();
          }
        }
        """);
  }

  @Test
  void tryResourceIsFollowed() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(java.net.Socket socket) throws Exception {
            try (BufferedReader memory = new BufferedReader(new StringReader("x"))) {
              memory.readLine();
            }
            try (BufferedReader network =
                new BufferedReader(new InputStreamReader(socket.getInputStream()))) {
              // BUG: Diagnostic contains: BufferedReader.readLine() blocks (network)
              network.readLine();
            }
          }
        }
        """);
  }

  @Test
  void impliedCloseFlushesToWhatIsBehind() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(java.net.Socket socket) throws Exception {
            try (Writer memory = new BufferedWriter(new StringWriter())) {
              memory.append("x").hashCode();
            }
            OutputStream out = socket.getOutputStream();
            // BUG: Diagnostic contains: close() blocks (network)
            try (BufferedOutputStream network = new BufferedOutputStream(out)) {
              network.hashCode();
            }
          }
        }
        """);
  }

  @Test
  void openingAFileBlocksItself() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          Object onEvent(Path path) throws Exception {
            // BUG: Diagnostic contains: new FileInputStream(File) blocks (file)
            Object first = new FileInputStream(path.toFile());
            // BUG: Diagnostic contains: Files.newBufferedReader(Path) blocks (file)
            Object second = Files.newBufferedReader(path);
            return new ByteArrayInputStream(new byte[1]);
          }
        }
        """);
  }

  @Test
  void argumentTellsWhereAReaderReadsFrom() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(Properties properties, FileReader file, Reader unknown) throws Exception {
            properties.load(new StringReader("x=y"));
            properties.load(unknown);
            // BUG: Diagnostic contains: Properties.load(Reader) blocks (file)
            properties.load(file);
          }
        }
        """);
  }

  @Test
  void originIsSeenInCallees() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(java.net.Socket socket) throws Exception {
            parse("x");
            // BUG: Diagnostic contains: receive(socket)  ->  BufferedReader.readLine()
            receive(socket);
          }

          String parse(String text) throws Exception {
            return new BufferedReader(new StringReader(text)).readLine();
          }

          String receive(java.net.Socket socket) throws Exception {
            return new BufferedReader(new InputStreamReader(socket.getInputStream())).readLine();
          }
        }
        """);
  }
}
