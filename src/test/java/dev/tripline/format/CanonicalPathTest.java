// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalPathTest {

    private static final String PATHS = "tripline.path.canonical";
    private static final String DIRECTORY = "/var/run/secrets/kubernetes.io/serviceaccount";
    private static final String TOKEN = DIRECTORY + "/token";

    private static Object derive(Map<String, Object> fields) {
        try {
            byte[] record = new ObjectMapper().writeValueAsBytes(fields);
            return Readings.of(Readings.DOCUMENTS, record, PATHS).event().get(PATHS);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Object> all(Object value) {
        return value == null
                ? List.of()
                : value instanceof Object[] several ? List.of(several) : List.of(value);
    }

    private static Object file(String path) {
        return derive(Map.of("time", 0, "file.path", path));
    }

    private static List<Object> arguments(String... arguments) {
        return all(derive(Map.of("time", 0, "process.args", List.of(arguments))));
    }

    private static List<Object> argumentsIn(String directory, String... arguments) {
        return all(
                derive(
                        Map.of(
                                "time",
                                0,
                                "process.working_directory",
                                directory,
                                "process.args",
                                List.of(arguments))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/var/run/secrets/kubernetes.io/serviceaccount/token",
                "/run/secrets/kubernetes.io/serviceaccount/token",
                "/var/run/secrets/kubernetes.io/serviceaccount/..data/token",
                "/run/secrets/kubernetes.io/serviceaccount/..2026_03_02_09_58_11.203157804/token",
                "/run/secrets/kubernetes.io/serviceaccount/..data/../token",
                "/proc/1/root/run/secrets/kubernetes.io/serviceaccount/token",
                "/proc/self/root/var/run/secrets/kubernetes.io/serviceaccount/token",
                "/proc/17/task/18/root/run/secrets/kubernetes.io/serviceaccount/token",
                "/proc/1/root/../run/secrets/kubernetes.io/serviceaccount/token",
                "/proc/1/root/proc/2/root/run/secrets/kubernetes.io/serviceaccount/token",
                "/host/run/secrets/kubernetes.io/serviceaccount/token",
                "/hostfs/var/run/secrets/kubernetes.io/serviceaccount/token",
                "/rootfs/../host/var/run/secrets/kubernetes.io/serviceaccount/token",
                "/tmp/../var/run/secrets/kubernetes.io/serviceaccount/token",
                "/../../var/run/secrets/kubernetes.io/x/../serviceaccount/token",
                "//var//run/secrets///kubernetes.io/serviceaccount//token",
                "/var/./run/secrets/./kubernetes.io/serviceaccount/./token",
                "/var/run/secrets/kubernetes.io/serviceaccount/token/"
            })
    void theTokenHasOnePath(String spelling) {
        assertThat(file(spelling)).isEqualTo(TOKEN);
        assertThat(arguments("cat", spelling)).containsExactly(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cat /run/secrets/kubernetes.io/serviceaccount/token|base64",
                "TOKEN=$(cat /run/secrets/kubernetes.io/serviceaccount/token); curl x",
                "T=`cat /run/secrets/kubernetes.io/serviceaccount/token`",
                "while read l; do :; done </run/secrets/kubernetes.io/serviceaccount/token",
                "sh -c \"cat '/run/secrets/kubernetes.io/serviceaccount/token'\"",
                "sh -c \\\"cat /run/secrets/kubernetes.io/serviceaccount/token\\\"",
                "--cacert=/run/secrets/kubernetes.io/serviceaccount/token",
                "@/run/secrets/kubernetes.io/serviceaccount/token",
                "file=@/run/secrets/kubernetes.io/serviceaccount/token;type=text",
                "-T/run/secrets/kubernetes.io/serviceaccount/token",
                "if=/run/secrets/kubernetes.io/serviceaccount/token",
                "file:///run/secrets/kubernetes.io/serviceaccount/token",
                "file://localhost/run/secrets/kubernetes.io/serviceaccount/token",
                "print(open('/run/secrets/kubernetes.io/serviceaccount/token').read())"
            })
    void theTokenIsFoundInsideAnArgument(String argument) {
        assertThat(arguments("sh", "-c", argument)).contains(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token",
                "./token",
                "..data/token",
                "@token",
                "<token",
                "--data-binary=@token",
                "cat token"
            })
    void theTokenIsFoundFromItsOwnDirectory(String argument) {
        assertThat(argumentsIn("/run/secrets/kubernetes.io/serviceaccount", argument))
                .containsExactly(TOKEN);
        assertThat(argumentsIn("/proc/1/root" + DIRECTORY + "/..data", argument))
                .containsExactly(TOKEN);
    }

    @Test
    void aRelativePathStartsWhereTheProcessWorks() {
        assertThat(argumentsIn("/run/secrets/kubernetes.io", "cat", "serviceaccount/token"))
                .containsExactly(TOKEN);
        assertThat(argumentsIn("/var/log", "cat", "../../" + TOKEN)).containsExactly(TOKEN);
        assertThat(argumentsIn("/var/log", "cat", "nginx/error.log"))
                .containsExactly("/var/log/nginx/error.log");
    }

    @ParameterizedTest
    @CsvSource({
        "/tmp/var/run/secrets/kubernetes.io/serviceaccount/token, /tmp/var/run/secrets/kubernetes.io/serviceaccount/token",
        "/run/secrets/kubernetes.io/serviceaccountx/token, /var/run/secrets/kubernetes.io/serviceaccountx/token",
        "/var/run/secrets/kubernetes.io/serviceaccount/token/x, /var/run/secrets/kubernetes.io/serviceaccount/token/x",
        "/var/run/secrets/kubernetes.io/serviceaccount/token.bak, /var/run/secrets/kubernetes.io/serviceaccount/token.bak",
        "/proc/1/rootx/run/secrets/a, /proc/1/rootx/run/secrets/a",
        "/hosts/run/secrets/a, /hosts/run/secrets/a",
        "/run/secretsx/token, /run/secretsx/token",
        "/var/log/..database/x, /var/log/..database/x"
    })
    void whatOnlyLooksAlikeStaysItself(String path, String canonical) {
        assertThat(file(path)).isEqualTo(canonical).isNotEqualTo(TOKEN);
    }

    @Test
    void aWordThatIsNoFileOfTheDirectoryIsNoPath() {
        assertThat(argumentsIn(DIRECTORY, "echo", "token")).containsExactly(TOKEN);
        assertThat(argumentsIn(DIRECTORY, "echo", "tokens")).isEmpty();
        assertThat(argumentsIn(DIRECTORY + "x", "cat", "token")).isEmpty();
        assertThat(argumentsIn("/tmp", "cat", "token")).isEmpty();
        assertThat(arguments("cat", "token")).isEmpty();
    }

    @Test
    void aDirectoryHasOnePathToo() {
        assertThat(file("/run/secrets/kubernetes.io/serviceaccount/")).isEqualTo(DIRECTORY);
        assertThat(file("/run/secrets/kubernetes.io/serviceaccount/..data")).isEqualTo(DIRECTORY);
        assertThat(file("/run/secrets/")).isEqualTo("/var/run/secrets");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/var/lib/kubelet/pods/u-1/volumes/kubernetes.io~projected/kube-api-access-x/token",
                "/var/lib/kubelet/pods/u-1/volumes/kubernetes.io~projected/kube-api-access-x/..data/token",
                "/host/var/lib/kubelet/pods/u-1/volumes/kubernetes.io~projected/kube-api-access-x/..2026_03_02_09_58_11.203157804/token",
                "/proc/1/root/var/lib/kubelet/pods/u-1/volumes/./kubernetes.io~projected/kube-api-access-x//token",
                "/var/snap/microk8s/common/var/lib/kubelet/pods/u-1/volumes/kubernetes.io~projected/kube-api-access-x/token",
                "/rootfs/var/lib/k0s/kubelet/pods/u-1/volumes/kubernetes.io~projected/kube-api-access-x/token",
            })
    void aMountedTokenHasOnePathOnItsNode(String spelling) {
        String canonical =
                "/var/lib/kubelet/pods/u-1/volumes/kubernetes.io~projected/kube-api-access-x/token";

        assertThat(file(spelling)).isEqualTo(canonical);
        assertThat(arguments("tar", "cf", "-", spelling)).containsExactly(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "cat $AWS_WEB_IDENTITY_TOKEN_FILE, /var/run/secrets/eks.amazonaws.com/serviceaccount/token",
        "cat /run/secrets/eks.amazonaws.com/serviceaccount/..data/token, /var/run/secrets/eks.amazonaws.com/serviceaccount/token",
        "T=$(<${AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE}), /var/run/secrets/pods.eks.amazonaws.com/serviceaccount/eks-pod-identity-token",
        "base64 \"$AZURE_FEDERATED_TOKEN_FILE\", /var/run/secrets/azure/tokens/azure-identity-token",
        "cat ${AZURE_FEDERATED_TOKEN_FILE:-x}, /var/run/secrets/azure/tokens/azure-identity-token",
        "cat /run/secrets/tokens/gcp-ksa/..data/token, /var/run/secrets/tokens/gcp-ksa/token",
    })
    void theTokenOfACloudIdentityHasOnePath(String command, String canonical) {
        assertThat(arguments("sh", "-c", command)).containsExactly(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                "$AWS_WEB_IDENTITY_TOKEN_FILES",
                "$MY_TOKEN_FILE",
                "$_TOKEN_FILE"
            })
    void otherVariablesAreNotFollowed(String argument) {
        assertThat(arguments("echo", argument)).isEmpty();
    }

    @Test
    void pathsAreFoundInCommandLinesAndInCommandsForContainers() {
        assertThat(Deriving.of(PATHS, Map.of("process.command_line", "cat " + TOKEN + " | base64")))
                .containsExactly(TOKEN);
        assertThat(
                        Deriving.of(
                                PATHS,
                                Map.of(
                                        "process.working_directory",
                                        DIRECTORY,
                                        "process.command_line",
                                        "cat token")))
                .containsExactly(TOKEN);
        assertThat(
                        Deriving.of(
                                PATHS,
                                Map.of(
                                        "kubernetes.audit.requestURI",
                                        "/api/v1/namespaces/a/pods/b/exec?command=sh&command=-c"
                                                + "&command=cat+%2Frun%2Fsecrets%2Fkubernetes.io"
                                                + "%2Fserviceaccount%2F..data%2Ftoken&stdout=true")))
                .containsExactly(TOKEN);
    }

    @Test
    void everyPathIsNamedOnce() {
        assertThat(arguments("/bin/cp", "/run/secrets/a", "/var/run/secrets/a", "/tmp/../tmp/b"))
                .containsExactly("/bin/cp", "/var/run/secrets/a", "/tmp/b");
    }

    @Test
    void withoutPathsThereIsNoValue() {
        assertThat(derive(Map.of("time", 0))).isNull();
        assertThat(arguments("id", "-u")).isEmpty();
        assertThat(derive(Map.of("time", 0, "file.path", 7, "process.args", List.of(1, true))))
                .isNull();
    }

    @Test
    @Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
    void aMillionStepsTakeNoLongTime() {
        List<String> hostile = new ArrayList<>();
        for (String step : List.of("/host", "/..", "/proc/1/root", "/..data", "/a", "//")) {
            hostile.add(step.repeat(500_000));
        }

        assertThat(arguments(hostile.toArray(String[]::new))).isNotEmpty();
    }

    @Test
    void filesOnANodeSayWhoseTheyAre() {
        assertThat(
                        owners(
                                "/host/var/lib/kubelet/pods/0b9a/volumes/kubernetes.io~secret/db/password"))
                .containsExactly("0b9a");
        assertThat(owners("/var/lib/docker/containers/abc/abc-json.log")).containsExactly("abc");
        assertThat(owners("/var/log/pods/shop_web_0b9a/web/0.log"))
                .containsExactly("shop_web_0b9a");
        assertThat(owners("/var/log/containers/web_shop_web-abc.log"))
                .containsExactly("web_shop_web-abc");
        assertThat(owners("/run/containerd/io.containerd.runtime.v2.task/k8s.io/abc/config.json"))
                .containsExactly("abc");
        assertThat(owners("/var/lib/kubelet/kubeconfig")).isEmpty();
    }

    private static List<Object> owners(String path) {
        return Deriving.of("tripline.path.owner", Map.of("file.path", path));
    }
}
