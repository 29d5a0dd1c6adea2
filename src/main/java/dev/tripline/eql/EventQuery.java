// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import java.util.List;

/** Matches single events: {@code process where process.name == "curl"}. */
public record EventQuery(EventFilter filter, List<Pipe> pipes) implements Query {

    public EventQuery {
        pipes = List.copyOf(pipes);
    }
}
