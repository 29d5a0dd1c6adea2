// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes one line for each element, to a file or to standard output, at once: an alert is of use
 * only when it can be seen. Run it with parallelism 1. After a failure some lines may stand twice.
 */
public final class LineSink implements Sink<String> {

    private static final long serialVersionUID = 1L;

    private final String file;

    private LineSink(String file) {
        this.file = file;
    }

    /**
     * @param file appended to; made if it is not there
     */
    public static LineSink toFile(String file) {
        return new LineSink(file);
    }

    public static LineSink toConsole() {
        return new LineSink(null);
    }

    @Override
    public SinkWriter<String> createWriter(WriterInitContext context) throws IOException {
        return new Lines(file == null ? System.out : new FileOutputStream(file, true));
    }

    private record Lines(OutputStream stream) implements SinkWriter<String> {

        @Override
        public void write(String line, Context context) throws IOException {
            // In one piece and unbuffered, so that a reader who follows the file sees whole lines.
            stream.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            stream.flush();
        }

        @Override
        public void close() throws IOException {
            stream.flush();
            if (stream != System.out) {
                stream.close();
            }
        }
    }
}
