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
        long rest = failed(A, 1000);

        assertThat(rest).isBetween(50L, 100L);
        assertThat(List.of(next(1000), next(1000))).containsExactly(B, B);
        assertThat(List.of(next(1000 + rest), next(1000 + rest))).containsExactly(A, B);
    }

    @Test
    void areAllLeftAloneIfAllFail() {
        failed(A, 0);
        failed(B, 0);

        assertThat(hosts.next(0)).isEmpty();
        assertThat(hosts.failing()).isEqualTo(2);
    }

    @Test
    void restLongerWithEachFailureUpToTheLimit() {
        long now = 0;
        for (int failures = 1; failures <= 40; failures++) {
            long rest = failed(A, now);
            long most = failures > 9 ? 30_000 : Math.min(30_000, 100L << (failures - 1));
            assertThat(rest).isBetween(most / 2, most);
            now += rest;
        }
    }

    @Test
    void haveFailedOnceIfRequestsFailTogether() {
        long rest = failed(A, 0);

        assertThat(failed(A, 10)).isEqualTo(rest - 10);
    }

    @Test
    void areAskedAgainWhenTheyAnswer() {
        failed(A, 0);

        assertThat(hosts.answered(A)).isTrue();
        assertThat(hosts.answered(A)).isFalse();
        assertThat(next(0)).isEqualTo(A);
        assertThat(hosts.failing()).isZero();
    }

    @Test
    void areTriedWithOneRequestAfterAFailure() {
        long rest = failed(A, 0);
        failed(B, 0);
        long rested = Math.max(rest, 1000);

        assertThat(List.of(next(rested), next(rested))).containsExactlyInAnyOrder(A, B);
        assertThat(hosts.next(rested)).isEmpty();

        hosts.answered(B);
        assertThat(List.of(next(rested), next(rested))).containsExactly(B, B);

        long again = failed(A, rested);
        hosts.answered(B);
        assertThat(List.of(next(rested + again), next(rested + again)))
                .containsExactlyInAnyOrder(A, B);
    }

    @Test
    void areLeftAloneForAsLongAsTheyAsk() {
        assertThat(hosts.failed(A, 0, Duration.ofSeconds(10))).isBetween(10_050L, 10_100L);
        hosts.failed(B, 0, Duration.ofHours(1));

        assertThat(hosts.next(9_999)).isEmpty();
        assertThat(next(10_100)).isEqualTo(A);
        assertThat(hosts.next(29_999)).isEmpty();
        assertThat(next(30_000)).isEqualTo(B);
    }

    /** The other request was taken because it had come before. */
    @Test
    void areLeftAloneThoughTheyHaveTakenAnotherRequest() {
        hosts.failed(A, 0, Duration.ofSeconds(10));
        hosts.answered(A);

        assertThat(List.of(next(9_999), next(9_999))).containsExactly(B, B);
    }

    private long failed(URI host, long now) {
        return hosts.failed(host, now, Duration.ZERO);
    }

    private URI next(long now) {
        return hosts.next(now).orElseThrow();
    }
}
