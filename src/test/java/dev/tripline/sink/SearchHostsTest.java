// SPDX-License-Identifier: Apache-2.0
package dev.tripline.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchHostsTest {

    private static final URI A = URI.create("http://a");
    private static final URI B = URI.create("http://b");

    private final SearchHosts hosts =
            new SearchHosts(List.of(A, B), new Backoff(Duration.ofSeconds(30)));

    @Test
    void areAskedInTurn() {
        assertThat(List.of(next(0), next(0), next(0))).containsExactly(A, B, A);
    }

    @Test
    void areLeftAloneAfterAFailureForAWhile() {
        long rest = hosts.failed(A, 1000);

        assertThat(rest).isBetween(50L, 100L);
        assertThat(List.of(next(1000), next(1000))).containsExactly(B, B);
        assertThat(List.of(next(1000 + rest), next(1000 + rest))).containsExactly(A, B);
    }

    @Test
    void areAllLeftAloneIfAllFail() {
        hosts.failed(A, 0);
        hosts.failed(B, 0);

        assertThat(hosts.next(0)).isEmpty();
        assertThat(hosts.failing()).isEqualTo(2);
    }

    @Test
    void restLongerWithEachFailureUpToTheLimit() {
        long now = 0;
        for (int failures = 1; failures <= 40; failures++) {
            long rest = hosts.failed(A, now);
            long most = failures > 9 ? 30_000 : Math.min(30_000, 100L << (failures - 1));
            assertThat(rest).isBetween(most / 2, most);
            now += rest;
        }
    }

    @Test
    void haveFailedOnceIfRequestsFailTogether() {
        long rest = hosts.failed(A, 0);

        assertThat(hosts.failed(A, 10)).isEqualTo(rest - 10);
    }

    @Test
    void areAskedAgainWhenTheyAnswer() {
        hosts.failed(A, 0);

        assertThat(hosts.answered(A)).isTrue();
        assertThat(hosts.answered(A)).isFalse();
        assertThat(next(0)).isEqualTo(A);
        assertThat(hosts.failing()).isZero();
    }

    private URI next(long now) {
        return hosts.next(now).orElseThrow();
    }
}
