// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import static dev.tripline.eql.Events.event;
import static dev.tripline.eql.Events.parse;
import static dev.tripline.eql.Events.values;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.tripline.event.Event;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thousand rules ask every event: the shapes they are made of must not feed the collector. */
class AllocationTest {

    private static final int ROUNDS = 20_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final Event EVENT =
            event(
                    "event.category",
                    values("process", "network"),
                    "name",
                    "curl",
                    "args",
                    values("curl", "-k", "-H", "Authorization: Bearer abc"),
                    "pid",
                    4242L,
                    "flag",
                    true,
                    "ip",
                    "10.1.2.3");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name == \"curl\"",
                "args != \"-v\"",
                "args in (\"-v\", \"--verbose\")",
                "name in~ (\"WGET\", \"SCP\")",
                "args like (\"x*\", \"*y\", \"*z*\", \"a*b?c\", \"exact\")",
                "args : (\"X*\", \"*Y\", \"*Z*\", \"A*B?C\", \"Exact\")",
                "args regex \"-x.*\"",
                "args regex~ (\"-x.*\", \"wget|scp|.*[^a-z]:basic.*\")",
                "pid > 5000",
                "pid in (1, 2, 3)",
                "flag == true and missing == null and not missing",
                "cidrMatch(ip, \"192.168.0.0/16\", \"fe80::/10\")",
                "startsWith~(name, \"X\") or endsWith(name, \"x\") or stringContains(args, \"?\")"
            })
    void commonConditionsAllocateNothing(String condition) {
        EventFilter filter = ((EventQuery) parse("process where " + condition)).filter();
        Predicate predicate =
                new PredicateCompiler(EVENT.fields(), "event.category").compile(filter);
        run(predicate);

        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        run(predicate);
        long after = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());

        assertThat(after - before).isLessThan(ROUNDS);
    }

    private static void run(Predicate predicate) {
        int hits = 0;
        for (int i = 0; i < ROUNDS; i++) {
            hits += predicate.test(EVENT) ? 1 : 0;
        }
        assertThat(hits % ROUNDS).isZero();
    }
}
