// SPDX-License-Identifier: Apache-2.0
package dev.tripline.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Looks again and again until it sees what it waits for; the only place where tests let time pass.
 *
 * <p>An exception thrown by the look means "not yet" (the server is still starting, say); an {@link
 * Error} means that it can never come true and ends the wait at once.
 */
public final class Await {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private Await() {}

    /**
     * Waits until the condition holds.
     *
     * @param awaited completes the sentence "Waited 500 ms for …"
     */
    public static void until(String awaited, Duration limit, Callable<Boolean> condition) {
        until(awaited, limit, condition, Boolean::booleanValue);
    }

    /** The first value that is {@code good}; a failure tells the last one that was not. */
    public static <T> T until(String awaited, Duration limit, Callable<T> look, Predicate<T> good) {
        long start = System.nanoTime();
        while (true) {
            String seen;
            Exception cause = null;
            try {
                T value = look.call();
                if (good.test(value)) {
                    return value;
                }
                seen = String.valueOf(value);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("Interrupted while waiting for " + awaited, e);
            } catch (Exception e) {
                seen = e.toString();
                cause = e;
            }
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new AssertionError(
                        "Waited %d ms for %s; last seen: %s"
                                .formatted(limit.toMillis(), awaited, seen),
                        cause);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
