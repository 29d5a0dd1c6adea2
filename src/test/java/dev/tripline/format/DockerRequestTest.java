// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API of Docker is asked for, by request or by command. */
class DockerRequestTest {

    private static List<Object> asked(String method, String path) {
        return Deriving.of(
                "tripline.docker.operation",
                Map.of("docker.api.path", path, "http.request.method", method));
    }

    private static List<Object> commanded(String name, String... args) {
        return Deriving.of(
                "tripline.docker.operation",
                Map.of("process.name", name, "process.args", List.of(args)));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /containers/web/logs, logs",
        "GET, /services/web/logs, logs",
        "POST, /containers/web/attach, logs",
        "GET, /containers/web/attach/ws, logs",
        "GET, /containers/web/json, inspect",
        "GET, /containers/web/top, inspect",
        "GET, /images/a/b/history, inspect",
        "GET, /tasks, inspect",
        "GET, /configs/c, inspect",
        "GET, /containers/web/archive, files",
        "HEAD, /containers/web/archive, files",
        "GET, /containers/web/export, files",
        "POST, /commit, files",
        "GET, /images/a/get, files",
        "GET, /swarm, keys",
        "GET, /swarm/unlockkey, keys",
        "GET, /secrets/s, keys",
        "POST, /auth, auth",
        "GET, /containers/json, list",
        "GET, /_ping, list",
        "POST, /containers/web/exec, exec",
        "POST, /containers/create, create",
        // as the daemon understands it
        "GET, /containers/web/%6cogs, logs",
        "get, /v1.45/containers/web/logs, logs",
        "GET, /containers//web/./logs, logs",
        "GET, /v5.0.0/libpod/containers/web/logs, logs",
    })
    void aRequestIsNamedByWhatItGives(String method, String path, String operation) {
        assertThat(asked(method, path)).containsExactly(operation);
    }

    @ParameterizedTest
    @CsvSource({"DELETE, /containers/web", "POST, /swarm/join", "PUT, /containers/web/archive"})
    void whatGivesNothingHasNoName(String method, String path) {
        assertThat(asked(method, path)).isEmpty();
    }

    @Test
    void theRequestOfAnyProxyIsKnownByItsVersion() {
        assertThat(proxied("/v1.45/containers/web/logs")).containsExactly("logs");
        assertThat(proxied("/containers/web/logs")).isEmpty();
    }

    private static List<Object> proxied(String path) {
        return Deriving.of(
                "tripline.docker.operation",
                Map.of("url.path", path, "http.request.method", "GET"));
    }

    @Test
    void aCommandIsNamedLikeTheRequestThatItMakes() {
        assertThat(commanded("docker", "docker", "logs", "web")).containsExactly("logs");
        assertThat(commanded("docker", "-H", "tcp://h:2375", "container", "inspect", "web"))
                .containsExactly("inspect");
        assertThat(commanded("sh", "sh", "-c", "/usr/bin/podman cp web:/etc/x .; true"))
                .containsExactly("files");
        assertThat(commanded("ctr", "-n", "k8s.io", "images", "export", "x.tar", "web"))
                .containsExactly("files");
        assertThat(commanded("docker", "swarm", "join-token", "worker")).containsExactly("keys");
        assertThat(commanded("docker", "docker", "run", "a", "logs")).containsExactly("create");
        assertThat(commanded("docker", "docker", "pull", "logs")).isEmpty();
        assertThat(commanded("cat", "cat", "docker/logs")).isEmpty();
    }

    @Test
    void aClientIsNamedByTheUrlThatItIsGiven() {
        assertThat(
                        commanded(
                                "curl",
                                "curl",
                                "--unix-socket",
                                "/run/docker.sock",
                                "http://x/containers/abc/json"))
                .containsExactly("inspect");
        assertThat(
                        commanded(
                                "curl",
                                "curl",
                                "http://10.0.0.5:2375/v1.45/containers/a/logs?stdout=1"))
                .containsExactly("logs");
        assertThat(
                        commanded(
                                "curl",
                                "curl",
                                "-sXPOST",
                                "--unix-socket",
                                "/run/docker.sock",
                                "http://x/containers/a/exec"))
                .containsExactly("exec");
        assertThat(commanded("curl", "curl", "https://shop.example/containers/abc/json")).isEmpty();
    }
}
