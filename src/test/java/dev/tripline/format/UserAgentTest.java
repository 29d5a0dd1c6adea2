// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserAgentTest {

    private static final String FAMILY = "tripline.user_agent.family";

    @ParameterizedTest
    @CsvSource({
        "kubectl/v1.29.2 (linux/amd64) kubernetes/4b8e819, kubectl",
        "kubectl, kubectl",
        "kubectl.exe/v1.28.0 (windows/amd64), kubectl.exe",
        "curl/8.5.0, curl",
        "Wget/1.21.4, Wget",
        "python-requests/2.31.0, python-requests",
        "Go-http-client/2.0, Go-http-client",
        "okhttp/4.12.0, okhttp",
        "Java/17.0.9, Java",
        "aws-cli/2.15.0 Python/3.11.6, aws-cli",
        "kube-controller-manager/v1.29.2 (linux/amd64) kubernetes/4b8e819/leader-election,"
                + " kube-controller-manager",
        "'Mozilla/5.0 (X11; Linux x86_64)', Mozilla",
        "node-fetch(1.0), node-fetch",
        "'  curl/8.5.0', curl",
        "'', -",
        "'   ', -",
        "/v1, -",
    })
    void theFamilyStandsBeforeEverythingThatChanges(String agent, String family) {
        assertThat(Deriving.of(FAMILY, Map.of("user_agent.original", agent)))
                .containsExactly(family);
        assertThat(Deriving.of(FAMILY, Map.of("kubernetes.audit.userAgent", agent)))
                .containsExactly(family);
    }

    @Test
    void withoutAClientThereIsNone() {
        assertThat(Deriving.of(FAMILY, Map.of())).isEmpty();
    }
}
