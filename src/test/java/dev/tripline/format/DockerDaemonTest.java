// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tripline.event.Event;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The log of a daemon that is started here, where one is installed and may be started. */
class DockerDaemonTest {

    @TempDir private Path directory;

    private Process daemon;

    @AfterEach
    void stop() throws InterruptedException {
        if (daemon != null) {
            daemon.destroy();
            daemon.waitFor(1, TimeUnit.MINUTES);
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void aCallToItIsAnEvent() throws IOException {
        BufferedReader log = start();
        List<String> lines = linesUntil("API listen on", log);
        assumeTrue(daemon.isAlive(), "dockerd does not start here");

        call("GET /v1.41/containers/0123456789ab/logs?stdout=1");

        lines.addAll(linesUntil("/logs?stdout=1", log));
        assertThat(lines).allSatisfy(line -> Readings.event(SourceFormat.AUTO, line));
        String call = lines.get(lines.size() - 1);
        isTheCall(Readings.event(SourceFormat.AUTO, call, "docker.api.path", "container.id"));
    }

    /** Up to the first that has {@code text}, or to the end. */
    private static List<String> linesUntil(String text, BufferedReader log) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            lines.add(line);
            if (line.contains(text)) {
                break;
            }
        }
        return lines;
    }

    private static void isTheCall(Event event) {
        assertThat(event.get("docker.api.path")).isEqualTo("/containers/0123456789ab/logs");
        assertThat(event.get("container.id")).isEqualTo("0123456789ab");
    }

    private BufferedReader start() throws IOException {
        boolean installed =
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "dockerd")));
        assumeTrue(installed, "there is no dockerd in the PATH");
        assumeTrue(System.getProperty("user.name").equals("root"), "dockerd needs root");
        daemon =
                new ProcessBuilder(
                                "dockerd",
                                "--debug",
                                "--host=unix://" + socket(),
                                "--data-root=" + directory.resolve("data"),
                                "--exec-root=" + directory.resolve("exec"),
                                "--pidfile=" + directory.resolve("pid"),
                                "--bridge=none",
                                "--iptables=false",
                                "--ip-masq=false",
                                "--ip-forward=false",
                                "--storage-driver=vfs")
                        .redirectErrorStream(true)
                        .start();
        return daemon.inputReader(StandardCharsets.UTF_8);
    }

    private Path socket() {
        return directory.resolve("socket");
    }

    /** Its answer does not matter, only that it has given one. */
    private void call(String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket()));
            String text = request + " HTTP/1.0\r\nHost: docker\r\n\r\n";
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(1);
        }
    }
}
