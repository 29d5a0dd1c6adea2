// SPDX-License-Identifier: Apache-2.0
package dev.tripline.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(60);

    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void returnsTheFirstGoodValue() {
        assertThat(Await.until("three", LONG, looks::incrementAndGet, look -> look == 3))
                .isEqualTo(3);
    }

    @Test
    void takesAnExceptionForNotYet() {
        Await.until(
                "the second look",
                LONG,
                () -> {
                    if (looks.incrementAndGet() == 1) {
                        throw new IOException("connection refused");
                    }
                    return true;
                });

        assertThat(looks).hasValue(2);
    }

    @Test
    void takesAnErrorForNever() {
        AssertionError dead = new AssertionError("the server is dead");

        assertThatThrownBy(
                        () ->
                                Await.until(
                                        "an answer",
                                        LONG,
                                        () -> {
                                            throw dead;
                                        }))
                .isSameAs(dead);
    }

    @Test
    void tellsWhatItSawLast() {
        assertThatThrownBy(() -> Await.until("four", SHORT, () -> 3, value -> value == 4))
                .isInstanceOf(AssertionError.class)
                .hasMessage("Waited 60 ms for four; last seen: 3");
    }

    @Test
    void tellsTheLastException() {
        IOException refused = new IOException("connection refused");

        assertThatThrownBy(
                        () ->
                                Await.until(
                                        "an answer",
                                        SHORT,
                                        () -> {
                                            throw refused;
                                        }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("connection refused")
                .hasCause(refused);
    }
}
