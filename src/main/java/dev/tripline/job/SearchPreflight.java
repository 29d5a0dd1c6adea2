// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.job.JobConfig.SearchConfig;
import dev.tripline.sink.SearchCluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks Elasticsearch and OpenSearch for an answer before an embedded job starts. In a cluster,
 * alerts simply wait for it.
 */
public final class SearchPreflight {

    private SearchPreflight() {}

    /**
     * @throws ConfigException if no host of a sink answers, or it does not know the login
     */
    public static void check(JobConfig config) throws ConfigException {
        for (int i = 0; i < config.sinks().size(); i++) {
            SearchConfig search = config.sinks().get(i).search();
            if (search != null) {
                check(Routes.place(i), search.cluster());
            }
        }
    }

    private static void check(String place, SearchCluster cluster) throws ConfigException {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < cluster.hosts().size(); i++) {
            try {
                cluster.greet(cluster.hosts().get(i));
                return;
            } catch (IOException | IllegalArgumentException e) {
                problems.add(cluster.hosts().get(i) + ": " + e.getMessage());
            }
        }
        throw new ConfigException(
                place
                        + ".search: no host takes alerts ("
                        + String.join("; ", problems)
                        + "); is it running, and are hosts, login and ca-file right?");
    }
}
