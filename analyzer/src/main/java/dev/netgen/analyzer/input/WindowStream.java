package dev.netgen.analyzer.input;

import java.io.IOException;
import java.io.InputStream;

/** What is left of a window, as a stream: for the decompressor, after its magic was looked at. */
final class WindowStream extends InputStream {
  private final ByteWindow window;

  WindowStream(ByteWindow window) {
    this.window = window;
  }

  @Override
  public int read() throws IOException {
    if (!window.require(1)) {
      return -1;
    }
    int value = window.buffer()[window.position()] & 0xFF;
    window.advance(1);
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!window.require(1)) {
      return -1;
    }
    int count = Math.min(length, window.ready());
    System.arraycopy(window.buffer(), window.position(), target, offset, count);
    window.advance(count);
    return count;
  }

  @Override
  public int available() {
    return window.ready();
  }

  @Override
  public void close() throws IOException {
    window.close();
  }
}
